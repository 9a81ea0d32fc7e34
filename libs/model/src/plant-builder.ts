import { equipmentAddress, signalAddress } from './ids.ts';
import type { ParsedFile, PlantProblem } from './plant-problem.ts';
import type { Equipment, Line, PlantModel, Signal } from './plant-model.ts';
import type { KindFile, LineFile, SignalDefinition, SiteFile, TraitFile } from './plant-schema.ts';

type Report = (file: ParsedFile<unknown>, path: PropertyKey[], message: string) => void;

/** Frames can carry wide indexes, but a plant of this many signals is more likely a mistake in a file. */
const MAX_SIGNALS = 1_000_000;

/** Joins checked files into one model; what only shows when files meet is added to `problems`. */
export function buildModel(
  site: ParsedFile<SiteFile>,
  traits: readonly ParsedFile<TraitFile>[],
  kinds: readonly ParsedFile<KindFile>[],
  lines: readonly ParsedFile<LineFile>[],
  problems: PlantProblem[],
): PlantModel {
  const report: Report = (file, path, message) =>
    problems.push({ file: file.file, line: file.lineOf(path), field: path.map(String).join('.'), message });

  const traitsById = byId(traits, 'trait', report);
  const kindsById = byId(kinds, 'kind', report);
  byId(lines, 'line', report);
  const signalsByKind = new Map<string, SignalDefinition[]>();
  for (const kind of kinds) signalsByKind.set(kind.content.kind, signalsOfKind(kind, traitsById, report));

  const model: PlantModel = {
    version: 0,
    enterprise: site.content.enterprise,
    site: { id: site.content.site, name: site.content.name, timeZone: site.content.timeZone },
    areas: site.content.areas,
    hall: site.content.hall,
    lines: [],
    equipment: [],
    signals: [],
  };
  for (const line of lines) addLine(model, line, kindsById, signalsByKind, report);
  if (model.signals.length > MAX_SIGNALS) {
    report(site, [], `the plant has ${model.signals.length} signals; at most ${MAX_SIGNALS} are supported`);
  }
  model.version = contentHash(JSON.stringify(model));
  return model;
}

function byId<T extends object, K extends keyof T & string>(
  files: readonly ParsedFile<T>[],
  key: K,
  report: Report,
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

function signalsOfKind(
  kind: ParsedFile<KindFile>,
  traits: Map<string, ParsedFile<TraitFile>>,
  report: Report,
): SignalDefinition[] {
  const signals: SignalDefinition[] = [];
  kind.content.traits.forEach((id, position) => {
    const trait = traits.get(id);
    if (trait) signals.push(...trait.content.signals);
    else
      report(
        kind,
        ['traits', position],
        `there is no trait "${id}"; known: ${[...traits.keys()].join(', ')}`,
      );
  });
  // A kind may define a signal of its trait again to change it, for example with tighter limits.
  kind.content.signals.forEach((signal, position) => {
    checkSignal(kind, signal, position, report);
    const inherited = signals.findIndex((s) => s.id === signal.id);
    if (inherited >= 0) signals[inherited] = signal;
    else signals.push(signal);
  });
  const ids = new Set<string>();
  kind.content.signals.forEach((signal, position) => {
    if (ids.has(signal.id))
      report(kind, ['signals', position, 'id'], `signal "${signal.id}" is defined twice`);
    ids.add(signal.id);
  });
  kind.content.bearings.forEach((bearing, position) => {
    if (!signals.some((s) => s.id === bearing.burstSignal && s.class === 'V')) {
      report(
        kind,
        ['bearings', position, 'burstSignal'],
        `"${bearing.burstSignal}" is not a waveform signal (class V) of this kind`,
      );
    }
  });
  return signals;
}

function checkSignal(
  kind: ParsedFile<KindFile>,
  signal: SignalDefinition,
  position: number,
  report: Report,
): void {
  const [low, high] = signal.range;
  if (signal.normal && (signal.normal[0] < low || signal.normal[1] > high)) {
    report(kind, ['signals', position, 'normal'], `lies outside the range ${low} to ${high}`);
  }
  signal.limits.forEach((limit, at) => {
    if (limit.at < low || limit.at > high) {
      report(
        kind,
        ['signals', position, 'limits', at, 'at'],
        `${limit.at} lies outside the range ${low} to ${high}, the alarm could never rise`,
      );
    }
  });
}

function addLine(
  model: PlantModel,
  file: ParsedFile<LineFile>,
  kinds: Map<string, ParsedFile<KindFile>>,
  signalsByKind: Map<string, SignalDefinition[]>,
  report: Report,
): void {
  const content = file.content;
  if (!model.areas.some((area) => area.id === content.area)) {
    report(
      file,
      ['area'],
      `there is no area "${content.area}"; known: ${model.areas.map((a) => a.id).join(', ')}`,
    );
  }
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
    const kind = kinds.get(station.kind)?.content;
    if (!kind) {
      const known = [...kinds.keys()].join(', ');
      report(file, ['stations', s, 'kind'], `there is no equipment kind "${station.kind}"; known: ${known}`);
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
        form: kind.form ?? kind.kind,
        name: place.name ?? numbered(station.name, station.equipment.length, e),
        serial: place.serial,
        sizeM: kind.sizeM,
        at: place.at,
        lane: place.lane,
        cycleS: place.cycleS ?? kind.cycleS?.[0],
        ratedSpeedRpm: place.ratedSpeedRpm,
        powerKw: kind.powerKw,
        bearings: kind.bearings,
        spareParts: kind.spareParts,
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
