import { equipmentAddress, signalAddress } from './ids.ts';
import { buildEnergy, type EnergyFiles } from './energy/build-energy.ts';
import { buildProduction } from './production/build-production.ts';
import type { ProductionFile } from './production/production-schema.ts';
import type { ParsedFile, PlantProblem, ReportProblem } from './plant-problem.ts';
import type { Equipment, Line, PlantModel, Signal } from './plant-model.ts';
import type {
  KindFile,
  LineFile,
  SettingDefinition,
  SignalDefinition,
  SiteFile,
  TraitFile,
} from './plant-schema.ts';

/** Frames can carry wide indexes, but a plant of this many signals is more likely a mistake in a file. */
const MAX_SIGNALS = 1_000_000;

/** There is one of each of these per machine: the twin, the indicators and the live page rely on it. */
const SINGLE_ROLES = ['state', 'mode', 'interlock', 'goodCount', 'scrapCount', 'power', 'energy'] as const;

/**
 * Joins checked files into one model; what only shows when files meet is added to `problems`.
 *
 * @param incomplete some files could not be read, so a name that is missing may well be in one of them
 */
export function buildModel(
  site: ParsedFile<SiteFile>,
  traits: readonly ParsedFile<TraitFile>[],
  kinds: readonly ParsedFile<KindFile>[],
  lines: readonly ParsedFile<LineFile>[],
  energy: EnergyFiles,
  production: readonly ParsedFile<ProductionFile>[],
  problems: PlantProblem[],
  incomplete = false,
): PlantModel {
  const report: ReportProblem = (file, path, message) =>
    problems.push({ file: file.file, line: file.lineOf(path), field: path.map(String).join('.'), message });

  const reportMissing: ReportProblem = incomplete ? () => undefined : report;

  checkUnique(site, ['areas'], site.content.areas, 'area', report);
  for (const file of [...traits, ...kinds]) {
    checkSignals(file, report);
    checkSettings(file, report);
  }
  const traitsById = byId(traits, 'trait', report);
  const kindsById = byId(kinds, 'kind', report);
  byId(lines, 'line', report);
  const signalsByKind = new Map<string, SignalDefinition[]>();
  const settingsByKind = new Map<string, SettingDefinition[]>();
  for (const kind of kinds) {
    signalsByKind.set(kind.content.kind, signalsOfKind(kind, traitsById, report, reportMissing));
    settingsByKind.set(kind.content.kind, settingsOfKind(kind, traitsById));
  }

  const joined: Omit<PlantModel, 'energy' | 'production'> = {
    version: 0,
    enterprise: site.content.enterprise,
    site: { id: site.content.site, name: site.content.name, timeZone: site.content.timeZone },
    areas: site.content.areas,
    hall: site.content.hall,
    lines: [],
    equipment: [],
    signals: [],
  };
  for (const line of lines)
    addLine(joined, line, kindsById, signalsByKind, settingsByKind, report, reportMissing);
  if (joined.signals.length > MAX_SIGNALS) {
    report(site, [], `the plant has ${joined.signals.length} signals; at most ${MAX_SIGNALS} are supported`);
  }
  const model: PlantModel = {
    ...joined,
    energy: buildEnergy(joined, energy, report, reportMissing),
    production: buildProduction(joined, production, new Set(kindsById.keys()), report, reportMissing),
  };
  model.version = contentHash(JSON.stringify(model));
  return model;
}

function byId<T extends object, K extends keyof T & string>(
  files: readonly ParsedFile<T>[],
  key: K,
  report: ReportProblem,
): Map<string, ParsedFile<T>> {
  const found = new Map<string, ParsedFile<T>>();
  for (const file of files) {
    const id = String(file.content[key]);
    const first = found.get(id);
    if (first) report(file, [key], `"${id}" is already defined in ${first.file}`);
    else found.set(id, file);
  }
  return found;
}

function checkUnique(
  file: ParsedFile<unknown>,
  path: PropertyKey[],
  items: readonly { id: string }[],
  what: string,
  report: ReportProblem,
): void {
  const ids = new Set<string>();
  items.forEach(({ id }, position) => {
    if (ids.has(id)) report(file, [...path, position, 'id'], `${what} "${id}" is defined twice`);
    ids.add(id);
  });
}

function signalsOfKind(
  kind: ParsedFile<KindFile>,
  traits: Map<string, ParsedFile<TraitFile>>,
  report: ReportProblem,
  reportMissing: ReportProblem,
): SignalDefinition[] {
  const { content } = kind;
  const signals: SignalDefinition[] = [];
  content.traits.forEach((id, position) => {
    const trait = traits.get(id);
    if (!trait) {
      const known = [...traits.keys()].join(', ');
      reportMissing(kind, ['traits', position], `there is no trait "${id}"; known: ${known}`);
      return;
    }
    for (const signal of trait.content.signals) {
      const own = content.signals.some((s) => s.id === signal.id);
      if (!own && signals.some((s) => s.id === signal.id)) {
        report(kind, ['traits', position], `signal "${signal.id}" comes with another trait already`);
      } else if (!signals.some((s) => s.id === signal.id)) signals.push(signal);
    }
  });
  // A kind may define a signal of its trait again to change it, for example with tighter limits.
  for (const signal of content.signals) {
    const inherited = signals.findIndex((s) => s.id === signal.id);
    if (inherited >= 0) signals[inherited] = signal;
    else signals.push(signal);
  }
  for (const role of SINGLE_ROLES) {
    const sharing = signals.filter((signal) => signal.role === role);
    if (sharing.length > 1) {
      const position = content.signals.findLastIndex((signal) => signal.role === role);
      const at = position >= 0 ? ['signals', position, 'role'] : ['traits'];
      const ids = sharing.map((signal) => signal.id).join(' and ');
      report(kind, at, `a machine has one signal with the role "${role}", here are ${ids}`);
    }
  }
  checkUnique(kind, ['loads'], content.loads, 'load', report);
  content.loads.forEach((load, position) => {
    load.powers.forEach((id, at) => {
      if (!signals.some((signal) => signal.id === id && signal.unit === 'kW'))
        reportMissing(kind, ['loads', position, 'powers', at], `"${id}" is not a signal in kW of this kind`);
    });
  });
  content.signals.forEach((signal, position) =>
    signal.dependsOn?.forEach((id, at) => {
      if (id === signal.id || !signals.some((s) => s.id === id))
        reportMissing(
          kind,
          ['signals', position, 'dependsOn', at],
          `there is no other signal "${id}" of this kind`,
        );
    }),
  );
  checkUnique(kind, ['bearings'], content.bearings, 'bearing', report);
  checkUnique(kind, ['spareParts'], content.spareParts, 'spare part', report);
  content.bearings.forEach((bearing, position) => {
    if (!signals.some((s) => s.id === bearing.burstSignal && s.class === 'V')) {
      reportMissing(
        kind,
        ['bearings', position, 'burstSignal'],
        `"${bearing.burstSignal}" is not a waveform signal (class V) of this kind`,
      );
    }
  });
  checkMotor(kind, signals, report);
  const driveSignal = content.driveTrain?.burstSignal;
  if (driveSignal !== undefined && !signals.some((s) => s.id === driveSignal && s.class === 'V'))
    reportMissing(
      kind,
      ['driveTrain', 'burstSignal'],
      `"${driveSignal}" is not a waveform signal (class V) of this kind`,
    );
  return signals;
}

function checkMotor(
  kind: ParsedFile<KindFile>,
  signals: readonly SignalDefinition[],
  report: ReportProblem,
): void {
  const { motor } = kind.content;
  if (!motor) return;
  if (!signals.some(({ id, role }) => id === motor.burstSignal && role === 'current'))
    report(
      kind,
      ['motor', 'burstSignal'],
      `"${motor.burstSignal}" is not a waveform signal of currents (role current) of this kind`,
    );
  const synchronousRpm = (60 * motor.ratedFrequencyHz) / motor.polePairs;
  if (motor.ratedSpeedRpm >= synchronousRpm)
    report(
      kind,
      ['motor', 'ratedSpeedRpm'],
      `an induction motor of ${motor.polePairs} pole pairs at ${motor.ratedFrequencyHz} Hz turns slower than ${synchronousRpm} r/min`,
    );
}

/** Settings of the traits, and the kind's own in their place or after them. */
function settingsOfKind(
  kind: ParsedFile<KindFile>,
  traits: Map<string, ParsedFile<TraitFile>>,
): SettingDefinition[] {
  const settings = new Map<string, SettingDefinition>();
  const inherited = kind.content.traits.flatMap((id) => traits.get(id)?.content.settings ?? []);
  for (const setting of [...inherited, ...kind.content.settings]) settings.set(setting.id, setting);
  return [...settings.values()];
}

function checkSettings(file: ParsedFile<TraitFile | KindFile>, report: ReportProblem): void {
  checkUnique(file, ['settings'], file.content.settings, 'setting', report);
  file.content.settings.forEach(({ range: [low, high], usual }, position) => {
    if (usual < low || usual > high)
      report(file, ['settings', position, 'usual'], `lies outside the range ${low} to ${high}`);
  });
  file.content.settings.forEach((setting, position) =>
    checkValueNames(file, ['settings', position], setting, report),
  );
}

/** Every value has its words, or none has. */
function checkValueNames(
  file: ParsedFile<TraitFile | KindFile>,
  path: (string | number)[],
  { values = [], valueNames }: Pick<SignalDefinition, 'values' | 'valueNames'>,
  report: ReportProblem,
): void {
  if (!valueNames || valueNames.length === values.length) return;
  report(
    file,
    [...path, 'valueNames'],
    `${valueNames.length} names stand beside ${values.length} values; give each its name, in the same order`,
  );
}

/** What a signal says must fit together; for traits and kinds alike. */
function checkSignals(file: ParsedFile<TraitFile | KindFile>, report: ReportProblem): void {
  checkUnique(file, ['signals'], file.content.signals, 'signal', report);
  file.content.signals.forEach((signal, position) => {
    const [low, high] = signal.range;
    if (signal.normal && (signal.normal[0] < low || signal.normal[1] > high)) {
      report(file, ['signals', position, 'normal'], `lies outside the range ${low} to ${high}`);
    }
    if (signal.values && signal.values.length - 1 > high) {
      const message = `ends at ${high}, but the values are numbered 0 to ${signal.values.length - 1}`;
      report(file, ['signals', position, 'range'], message);
    }
    checkValueNames(file, ['signals', position], signal, report);
    signal.limits.forEach((limit, at) => {
      if (limit.at < low || limit.at > high) {
        report(
          file,
          ['signals', position, 'limits', at, 'at'],
          `${limit.at} lies outside the range ${low} to ${high}, the alarm could never rise`,
        );
      }
    });
  });
}

function addLine(
  model: Omit<PlantModel, 'energy' | 'production'>,
  file: ParsedFile<LineFile>,
  kinds: Map<string, ParsedFile<KindFile>>,
  signalsByKind: Map<string, SignalDefinition[]>,
  settingsByKind: Map<string, SettingDefinition[]>,
  report: ReportProblem,
  reportMissing: ReportProblem,
): void {
  const content = file.content;
  if (!model.areas.some((area) => area.id === content.area)) {
    report(
      file,
      ['area'],
      `there is no area "${content.area}"; known: ${model.areas.map((a) => a.id).join(', ')}`,
    );
  }
  checkUnique(file, ['shifts'], content.shifts, 'shift', report);
  const stationIds = content.stations.map((station) => station.id);
  const inFlow = content.stations.filter((station) => station.inFlow).map((station) => station.id);
  const equipmentIds = new Set<string>();
  const line: Line = {
    id: content.line,
    area: content.area,
    name: content.name,
    product: content.product,
    taktS: content.taktS,
    shifts: content.shifts,
    stations: [],
  };
  content.stations.forEach((station, s) => {
    if (stationIds.indexOf(station.id) !== s)
      report(file, ['stations', s, 'id'], `"${station.id}" is used twice`);
    station.feeds?.forEach((target, t) => {
      if (!stationIds.includes(target))
        report(file, ['stations', s, 'feeds', t], `there is no station "${target}"`);
    });
    station.uses?.forEach((use, u) => {
      const at = ['stations', s, 'uses', u];
      if (!stationIds.includes(use.station))
        report(file, [...at, 'station'], `there is no station "${use.station}"`);
      else if (use.station === station.id)
        report(file, [...at, 'station'], 'a station does not supply itself');
      const signals = signalsByKind.get(station.kind);
      use.shownBy.forEach((id, i) => {
        if (signals && !signals.some((signal) => signal.id === id))
          report(file, [...at, 'shownBy', i], `a ${station.kind} has no signal "${id}"`);
      });
    });
    const kind = kinds.get(station.kind)?.content;
    if (!kind) {
      const known = [...kinds.keys()].join(', ');
      reportMissing(
        file,
        ['stations', s, 'kind'],
        `there is no equipment kind "${station.kind}"; known: ${known}`,
      );
      return;
    }
    const position = inFlow.indexOf(station.id);
    const next = position >= 0 && position + 1 < inFlow.length ? [inFlow[position + 1]] : [];
    const addresses: Equipment['address'][] = [];
    station.equipment.forEach((place, e) => {
      if (equipmentIds.has(place.id))
        report(file, ['stations', s, 'equipment', e, 'id'], `"${place.id}" is used twice`);
      equipmentIds.add(place.id);
      const address = equipmentAddress(model.site.id, content.area, content.line, place.id);
      addresses.push(address);
      const firstSignal = model.signals.length;
      for (const signal of signalsByKind.get(kind.kind) ?? []) {
        model.signals.push({
          ...signal,
          index: model.signals.length,
          address: signalAddress(address, signal.id),
          equipment: address,
        } satisfies Signal);
      }
      model.equipment.push({
        id: place.id,
        address,
        line: content.line,
        station: station.id,
        kind: kind.kind,
        kindName: kind.name,
        form: kind.form ?? kind.kind,
        ...(kind.model !== undefined && { model: kind.model }),
        name: place.name ?? numbered(station.name, station.equipment.length, e),
        serial: place.serial,
        sizeM: kind.sizeM,
        at: place.at,
        lane: place.lane,
        cycleS: place.cycleS ?? kind.cycleS?.[0],
        ratedSpeedRpm: place.ratedSpeedRpm,
        powerKw: kind.powerKw,
        loads: kind.loads,
        bearings: kind.bearings,
        ...(kind.driveTrain && { driveTrain: kind.driveTrain }),
        ...(kind.motor && { motor: kind.motor }),
        spareParts: kind.spareParts,
        settings: settingsByKind.get(kind.kind) ?? [],
        firstSignal,
        signalCount: model.signals.length - firstSignal,
      });
    });
    line.stations.push({
      id: station.id,
      name: station.name,
      kind: station.kind,
      carriesIn: station.carriesIn,
      carriesOut: station.carriesOut,
      bufferAfter: station.bufferAfter,
      feeds: station.feeds ?? (station.inFlow ? next : []),
      inFlow: station.inFlow,
      ...(station.uses && { uses: station.uses }),
      equipment: addresses,
    });
  });
  model.lines.push(line);
}

function numbered(
  name: { zh: string; en: string },
  count: number,
  position: number,
): { zh: string; en: string } {
  if (count === 1) return name;
  return { zh: `${name.zh} ${position + 1}`, en: `${name.en} ${position + 1}` };
}

/** FNV-1a, 32 bit: enough to notice that two models differ, small enough for a frame header. */
function contentHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
