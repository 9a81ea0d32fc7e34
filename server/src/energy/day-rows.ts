import { intervalStart, leavesOf } from '@linetwin/energy';
import type { Meter, ModelIndex } from '@linetwin/model';
import type { BaselineDay } from './baseline-store.port.ts';
import type { EnergyStore, IntervalEnergy } from './energy-store.port.ts';
import type { EnergyTables } from './energy-tables.ts';

const DAY_MS = 86_400_000;
/** A day of which less is known would look like a saving. */
const MIN_KNOWN = 0.98;
/** Group of the machine itself, where a meter is that of one. */
const OWN = 'own machine';

export interface DayRows {
  variables: string[];
  days: (BaselineDay & { from: number })[];
  /** Days that are not in it because too much of them is not known. */
  incomplete: number;
}

/** What explains a machine: its parts, and its hours by state. Those that it waits are the rest of the day. */
const MACHINE_VARIABLES = ['parts', 'productive hours', 'standby hours'];

/**
 * Whole plant days of a meter with what explains them, from the ledger. Of the site, a transformer or a line: good parts of each line below it,
 * hours that its furnaces worked, hours that all its other machines worked. Of one machine: its own parts and its hours by state.
 *
 * @param wanted variables of a baseline that is there already, in its order; those of the meter's level when left out
 */
export async function dayRowsOf(
  parts: { index: ModelIndex; store: EnergyStore; tables: EnergyTables },
  meter: Meter,
  span: { from: number; to: number },
  wanted?: readonly string[],
): Promise<DayRows> {
  const { index, store, tables } = parts;
  const { plus, minus } = leavesOf(tables.tree, meter);
  const machines = plus.flatMap((id) => {
    const found = tables.tree.meter(id)!;
    return found.level === 'machine'
      ? [found]
      : tables.tree.children(id).flatMap((line) => machinesBelow(parts, line));
  });
  const lines = index.model.lines.filter(({ id }) => machines.some(({ line }) => line === id));
  const isFurnace = ({ equipment }: Meter) => index.equipment(equipment!)!.kind.endsWith('-furnace');
  const lastOf = (line: (typeof lines)[number]) =>
    line.stations.filter(({ inFlow }) => inFlow).at(-1)?.equipment ?? [];
  const groups: Record<string, string[]> = { plus, minus };
  for (const line of lines)
    groups[`output ${line.id}`] = machines
      .filter(({ equipment }) => lastOf(line).some((address) => address === equipment))
      .map(({ id }) => id);
  groups['furnace hours'] = machines.filter(isFurnace).map(({ id }) => id);
  groups['machine hours'] = machines.filter((one) => !isFurnace(one)).map(({ id }) => id);
  const ofGroups = Object.keys(groups).filter(
    (name) => name !== 'plus' && name !== 'minus' && groups[name].length > 0,
  );
  const isMachine = meter.level === 'machine';
  if (isMachine) groups[OWN] = [meter.id];
  const variables = [...(wanted ?? (isMachine ? MACHINE_VARIABLES : ofGroups))];
  const rows = await store.series({ from: intervalStart(span.from), to: intervalStart(span.to) }, groups);
  const days = new Map<string, { kwh: number; known: number; x: number[] }>();
  for (const row of rows) {
    const { group, from, kwh, knownS } = row;
    const { day } = tables.clock.at(from);
    let sum = days.get(day);
    if (!sum) days.set(day, (sum = { kwh: 0, known: 0, x: variables.map(() => 0) }));
    if (group === 'plus' || group === 'minus') {
      sum.kwh += group === 'plus' ? kwh : -kwh;
      if (group === 'plus') sum.known += knownS;
    } else
      for (const [name, value] of valuesOf(row)) {
        const at = variables.indexOf(name);
        if (at >= 0) sum.x[at] += value;
      }
  }
  const wholeS = (plus.length * DAY_MS) / 1000;
  const all = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  const whole = all.filter(([, { known }]) => known >= MIN_KNOWN * wholeS);
  return {
    variables,
    days: whole.map(([day, { kwh, x }]) => ({ day, kwh, x, from: tables.clock.startOfDay(day) })),
    incomplete: all.length - whole.length,
  };
}

/** Values of variables in one quarter of an hour of a group. */
function valuesOf({ group, good, productiveS, standbyS }: IntervalEnergy): [string, number][] {
  if (group === OWN)
    return [
      ['parts', good],
      ['productive hours', productiveS / 3600],
      ['standby hours', standbyS / 3600],
    ];
  return [[group, group.startsWith('output') ? good : productiveS / 3600]];
}

function machinesBelow(parts: { tables: EnergyTables }, meter: Meter): Meter[] {
  if (meter.level === 'machine') return [meter];
  return parts.tables.tree.children(meter.id).flatMap((child) => machinesBelow(parts, child));
}

/** Whether a time touches a plant day that begins at `from`. */
export function touchesDay(event: { from: number; to: number }, from: number): boolean {
  return event.from < from + DAY_MS && event.to > from;
}
