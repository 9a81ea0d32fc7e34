import { signalAddress, type SignalAddress } from '../ids.ts';
import type { Equipment, Line, PlantModel } from '../plant-model.ts';
import type { ParsedFile, ReportProblem } from '../plant-problem.ts';
import { METER_LEVELS, type MeterDefinition, type MetersFile } from './meter-schema.ts';
import type { Meter, MeterSource } from './plant-energy.ts';

type Model = Omit<PlantModel, 'energy' | 'production'>;

/** A tree for a plant that declares none: the site over its lines over their machines, each sum over what is below. */
export function metersOfLines(model: Model): Meter[] {
  const root: Meter = {
    id: model.site.id,
    name: model.site.name,
    level: 'site',
    source: { kind: 'children' },
  };
  return [root, ...model.lines.flatMap((line) => lineMeters(model, line, root.id))];
}

function lineMeters(model: Model, { id, name }: Line, parent: string): Meter[] {
  const meter: Meter = { id, name, level: 'line', parent, line: id, source: { kind: 'children' } };
  return [meter, ...machineMeters(model, id, id)];
}

/**
 * The declared tree with the machines of its lines and their loads, parents before their children. A line that no meter
 * names hangs below the site, so that a new line is counted at once.
 */
export function buildMeters(
  model: Model,
  file: ParsedFile<MetersFile>,
  report: ReportProblem,
  reportMissing: ReportProblem,
): Meter[] {
  const declared = file.content.meters;
  checkTree(file, report);
  const meters: Meter[] = [];
  declared.forEach((definition, position) => {
    const at = (...path: PropertyKey[]) => ['meters', position, ...path];
    const { line, reactive, ambient } = definition;
    const complain: Complain = (field, message, missing) =>
      (missing ? reportMissing : report)(file, at(field), message);
    meters.push({
      id: definition.id,
      name: definition.name,
      level: definition.level,
      parent: definition.parent,
      line,
      ratedKva: definition.ratedKva,
      contractKw: definition.contractKw,
      ...(reactive !== undefined && { reactive: signalOf(model, reactive, 'kvar', 'reactive', complain) }),
      ...(ambient !== undefined && { ambient: signalOf(model, ambient, '°C', 'ambient', complain) }),
      source: sourceOf(model, definition, complain),
    });
    if (line === undefined) return;
    if (!model.lines.some(({ id }) => id === line))
      reportMissing(file, at('line'), `there is no line "${line}"`);
    else if (declared.findIndex((other) => other.line === line) !== position)
      report(file, at('line'), `the machines of "${line}" hang below another meter already`);
    meters.push(...machineMeters(model, definition.id, line));
  });
  const root = declared.find(({ level }) => level === 'site');
  for (const line of model.lines) {
    if (!root || declared.some((meter) => meter.line === line.id)) continue;
    const taken = declared.findIndex(({ id }) => id === line.id);
    if (taken >= 0)
      report(file, ['meters', taken, 'id'], `is the name of a line; say "line: ${line.id}" or rename it`);
    else meters.push(...lineMeters(model, line, root.id));
  }
  checkFormulas(file, meters, report, reportMissing);
  return parentsFirst(meters);
}

function checkTree(file: ParsedFile<MetersFile>, report: ReportProblem): void {
  const { meters } = file.content;
  const byId = new Map<string, MeterDefinition>();
  meters.forEach((meter, position) => {
    if (byId.has(meter.id)) report(file, ['meters', position, 'id'], `meter "${meter.id}" is defined twice`);
    byId.set(meter.id, meter);
  });
  const rank = (meter: MeterDefinition) => METER_LEVELS.indexOf(meter.level);
  meters.forEach((meter, position) => {
    const complain = (field: string, message: string) => report(file, ['meters', position, field], message);
    if (meter.parent === undefined) {
      if (meter.level !== 'site') complain('parent', 'only the meter of the site has no meter above');
      else if (meters.findIndex(({ level }) => level === 'site') !== position)
        complain('level', 'a plant has one meter of the level "site"');
      return;
    }
    const parent = byId.get(meter.parent);
    if (!parent) complain('parent', `there is no meter "${meter.parent}"`);
    else if (rank(parent) >= rank(meter))
      complain('parent', `a ${meter.level} cannot hang below the ${parent.level} "${parent.id}"`);
  });
  if (!meters.some(({ level }) => level === 'site'))
    report(file, ['meters'], 'a plant needs one meter of the level "site"');
}

type Complain = (field: string, message: string, missing?: boolean) => void;

function sourceOf(model: Model, meter: MeterDefinition, complain: Complain): MeterSource {
  const { factor, rollsOverAt } = meter;
  const given = (['counter', 'power', 'readings', 'plus'] as const).filter((key) => meter[key] !== undefined);
  if (given.length > 1) complain(given[1], `a meter has one source, here are ${given.join(' and ')}`);
  if (meter.minus && !meter.plus) complain('minus', 'a formula with "minus" has "plus" too');
  if (rollsOverAt !== undefined && !meter.counter && !meter.readings)
    complain('rollsOverAt', 'only a counter or readings roll over');
  if (meter.counter)
    return {
      kind: 'counter',
      signal: signalOf(model, meter.counter, 'kWh', 'counter', complain),
      factor,
      rollsOverAt,
    };
  if (meter.power)
    return { kind: 'power', signals: [signalOf(model, meter.power, 'kW', 'power', complain)], factor };
  if (meter.readings) return { kind: 'readings', factor, rollsOverAt };
  if (meter.plus) return { kind: 'formula', plus: meter.plus, minus: meter.minus ?? [] };
  return { kind: 'children' };
}

function signalOf(
  model: Model,
  path: string,
  unit: string,
  field: string,
  complain: Complain,
): SignalAddress {
  const address = `${model.site.id}/${path}`;
  const signal = model.signals.find((one) => one.address === address);
  if (!signal) complain(field, `there is no signal "${path}"`, true);
  else if (signal.unit !== unit) complain(field, `"${path}" is in "${signal.unit}", not in ${unit}`);
  return address as SignalAddress;
}

/** What a virtual meter adds up must exist, and no meter may be made of itself. */
function checkFormulas(
  file: ParsedFile<MetersFile>,
  meters: readonly Meter[],
  report: ReportProblem,
  reportMissing: ReportProblem,
): void {
  const byId = new Map(meters.map((meter) => [meter.id, meter]));
  const dependsOn = (meter: Meter): string[] => {
    if (meter.source.kind === 'formula') return [...meter.source.plus, ...meter.source.minus];
    if (meter.source.kind !== 'children') return [];
    return meters.filter(({ parent }) => parent === meter.id).map(({ id }) => id);
  };
  const reaches = (from: string, target: string, seen: Set<string>): boolean => {
    if (seen.has(from)) return false;
    seen.add(from);
    const meter = byId.get(from);
    return meter ? dependsOn(meter).some((id) => id === target || reaches(id, target, seen)) : false;
  };
  file.content.meters.forEach((definition, position) => {
    for (const field of ['plus', 'minus'] as const)
      definition[field]?.forEach((id, at) => {
        if (!byId.has(id)) reportMissing(file, ['meters', position, field, at], `there is no meter "${id}"`);
      });
    if (reaches(definition.id, definition.id, new Set()))
      report(file, ['meters', position, 'id'], `"${definition.id}" is made of itself`);
  });
}

function machineMeters(model: Model, parent: string, line: string): Meter[] {
  return model.equipment
    .filter((equipment) => equipment.line === line)
    .flatMap((equipment) => metersOfMachine(model, parent, equipment));
}

/** A machine's meter is its energy counter, or its power summed over time; one that tells neither has none. */
function metersOfMachine(model: Model, parent: string, equipment: Equipment): Meter[] {
  const signals = model.signals.slice(equipment.firstSignal, equipment.firstSignal + equipment.signalCount);
  const energy = signals.find(({ role }) => role === 'energy');
  const power = signals.find(({ role }) => role === 'power');
  if (!energy && !power) return [];
  const id = `${parent}/${equipment.id}`;
  const { line, address } = equipment;
  const source: MeterSource = energy
    ? { kind: 'counter', signal: energy.address, factor: 1 }
    : { kind: 'power', signals: [power!.address], factor: 1 };
  return [
    { id, name: equipment.name, level: 'machine', parent, line, equipment: address, source },
    ...equipment.loads.map((load): Meter => ({
      id: `${id}/${load.id}`,
      name: load.name,
      level: 'load',
      parent: id,
      line,
      equipment: address,
      use: load.use,
      source: {
        kind: 'power',
        signals: load.powers.map((signal) => signalAddress(address, signal)),
        factor: 1,
      },
    })),
  ];
}

function parentsFirst(meters: readonly Meter[]): Meter[] {
  const rank = (meter: Meter) => METER_LEVELS.indexOf(meter.level);
  return [...meters].sort((a, b) => rank(a) - rank(b));
}
