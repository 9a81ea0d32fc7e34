import type { BaselinePeriod } from '@linetwin/contracts';
import { intervalStart, leavesOf } from '@linetwin/energy';
import type { Meter, ModelIndex, SignalAddress } from '@linetwin/model';
import type { BaselineRowOfPeriod } from './baseline-store.port.ts';
import { meanByPeriod, type TemperatureReader } from './ambient.ts';
import type { EnergyStore, IntervalEnergy } from './energy-store.port.ts';
import type { EnergyTables } from './energy-tables.ts';
import { periodsOf, type Period } from './periods.ts';
import { OTHER_PRODUCTS, outputVariables, productNameOf } from './product-variables.ts';

/** A period of which less is known would look like a saving. */
const MIN_KNOWN = 0.98;
/** A plant that measures its air since lately keeps its earlier periods: with fewer of them told, the air is no variable. */
const MIN_WITH_AIR = 0.8;
/** Group of the machine itself, where a meter is that of one. */
const OWN = 'own machine';
/** Variable of the air's temperature; it may act from some value on only. */
export const AMBIENT = 'ambient';

export interface PeriodRows {
  variables: string[];
  rows: (BaselineRowOfPeriod & { from: number; to: number })[];
  /** Periods that are not in it because too much of them is not known. */
  incomplete: number;
}

export interface PeriodParts {
  index: ModelIndex;
  store: EnergyStore;
  tables: EnergyTables;
  temperatures?: TemperatureReader;
}

/**
 * Whole days, shifts or hours of a meter with what explains them, from the ledger. Of the site, a transformer or a line:
 * good parts of each line below it, hours that its furnaces worked, hours that all its other machines worked. Of one
 * machine: its own parts and its hours by state; those that it waits are the rest. Parts are told apart by product where
 * orders name them, and the air's temperature is offered where the plant says which signal it is.
 *
 * @param wanted variables of a baseline that is there already, in its order; those that the time offers when left out
 */
export async function periodRowsOf(
  parts: PeriodParts,
  meter: Meter,
  { span, period }: { span: { from: number; to: number }; period: BaselinePeriod },
  wanted?: readonly string[],
): Promise<PeriodRows> {
  const { store, tables } = parts;
  const groups = groupsOf(parts, meter);
  const range = { from: intervalStart(span.from), to: intervalStart(span.to) };
  const outputs = Object.fromEntries(Object.entries(groups).filter(([name]) => isOutput(name)));
  const made = await store.products(range, outputs);
  const ambient = ambientOf(tables, meter);
  const variables = [
    ...(wanted ?? [
      ...Object.keys(groups).flatMap((name) =>
        name === 'plus' || name === 'minus'
          ? []
          : isOutput(name)
            ? outputVariables(name, made)
            : name === OWN
              ? ['productive hours', 'standby hours']
              : [name],
      ),
      ...(ambient && parts.temperatures ? [AMBIENT] : []),
    ]),
  ];
  const at = new Map(variables.map((name, i) => [name, i]));
  const sums = new Map<number, Sum>();
  const sumAt = (time: number): Sum | undefined => {
    const found = periodOf(time);
    if (!found) return undefined;
    let sum = sums.get(found.from);
    if (!sum) sums.set(found.from, (sum = { ...found, kwh: 0, known: 0, x: variables.map(() => 0) }));
    return sum;
  };
  const periodOf = periodsOf(period, parts, meter);
  for (const row of await store.series(range, groups)) {
    const sum = sumAt(row.from);
    if (!sum) continue;
    if (row.group === 'plus' || row.group === 'minus') {
      sum.kwh += row.group === 'plus' ? row.kwh : -row.kwh;
      if (row.group === 'plus') sum.known += row.knownS;
    } else
      for (const [name, value] of hoursOf(row)) {
        const i = at.get(name);
        if (i !== undefined) sum.x[i] += value;
      }
  }
  for (const { group, from, product, good } of made) {
    const i = columnOfProduct(at, group, product);
    const sum = i === undefined ? undefined : sumAt(from);
    if (sum) sum.x[i!] += good;
  }
  const all = [...sums.values()].sort((a, b) => a.from - b.from);
  const plusCount = groups.plus.length;
  let whole = all.filter(({ known, from, to }) => known >= (MIN_KNOWN * plusCount * (to - from)) / 1000);
  const column = at.get(AMBIENT);
  if (column !== undefined) {
    const warm = await withTemperatures(parts, ambient, whole, column);
    if (wanted || warm.length >= MIN_WITH_AIR * whole.length) whole = warm;
    else {
      variables.splice(column, 1);
      for (const { x } of whole) x.splice(column, 1);
    }
  }
  return {
    variables,
    rows: whole.map(({ day, from, to, kwh, x }) => ({ day, from, to, kwh, x })),
    incomplete: all.length - whole.length,
  };
}

interface Sum extends Period {
  kwh: number;
  known: number;
  x: number[];
}

/** Meters of what is added up, by the name of the variable. */
function groupsOf(parts: PeriodParts, meter: Meter): Record<string, string[]> {
  const { index, tables } = parts;
  const { plus, minus } = leavesOf(tables.tree, meter);
  if (meter.level === 'machine') return { plus, minus, parts: [meter.id], [OWN]: [meter.id] };
  const machines = plus.flatMap((id) => {
    const found = tables.tree.meter(id)!;
    return found.level === 'machine'
      ? [found]
      : tables.tree.children(id).flatMap((line) => machinesBelow(parts, line));
  });
  const lines = index.model.lines.filter(({ id }) => machines.some(({ line }) => line === id));
  const isFurnace = ({ equipment }: Meter) => index.equipment(equipment!)!.kind.endsWith('-furnace');
  const groups: Record<string, string[]> = { plus, minus };
  for (const line of lines) {
    const last = line.stations.filter(({ inFlow }) => inFlow).at(-1)?.equipment ?? [];
    groups[`output ${line.id}`] = machines
      .filter(({ equipment }) => last.some((address) => address === equipment))
      .map(({ id }) => id);
  }
  groups['furnace hours'] = machines.filter(isFurnace).map(({ id }) => id);
  groups['machine hours'] = machines.filter((one) => !isFurnace(one)).map(({ id }) => id);
  return Object.fromEntries(
    Object.entries(groups).filter(([name, ids]) => name === 'plus' || name === 'minus' || ids.length > 0),
  );
}

function isOutput(name: string): boolean {
  return name === 'parts' || name.startsWith('output ');
}

/** Where parts of a product count: under their own name, else with the others, else with all parts. */
function columnOfProduct(
  at: ReadonlyMap<string, number>,
  variable: string,
  product: string,
): number | undefined {
  return (
    at.get(productNameOf(variable, product)) ??
    at.get(productNameOf(variable, OTHER_PRODUCTS)) ??
    at.get(variable)
  );
}

/** Values of hours in one quarter of an hour of a group. */
function hoursOf({ group, productiveS, standbyS }: IntervalEnergy): [string, number][] {
  if (group === OWN)
    return [
      ['productive hours', productiveS / 3600],
      ['standby hours', standbyS / 3600],
    ];
  return isOutput(group) ? [] : [[group, productiveS / 3600]];
}

async function withTemperatures(
  { temperatures }: PeriodParts,
  signal: SignalAddress | undefined,
  periods: readonly Sum[],
  column: number,
): Promise<Sum[]> {
  if (!temperatures || !signal || periods.length === 0) return [];
  const means = await meanByPeriod(temperatures, signal, periods);
  return periods.flatMap((one, i) => {
    const mean = means[i];
    if (mean === undefined) return [];
    one.x[column] = mean;
    return [one];
  });
}

/** Signal of the air that a meter's machines work in: its own, else that of the nearest meter above. */
export function ambientOf({ tree }: EnergyTables, meter: Meter): SignalAddress | undefined {
  for (let one: Meter | undefined = meter; one; one = one.parent ? tree.meter(one.parent) : undefined)
    if (one.ambient) return one.ambient;
  return undefined;
}

function machinesBelow(parts: PeriodParts, meter: Meter): Meter[] {
  if (meter.level === 'machine') return [meter];
  return parts.tables.tree.children(meter.id).flatMap((child) => machinesBelow(parts, child));
}
