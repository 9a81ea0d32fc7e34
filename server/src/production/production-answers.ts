import { indicators, lineSums, type Indicators, type LineRoles, type ProductionSums } from '@linetwin/kpi';
import type { IndicatorGroup, IndicatorRow } from '@linetwin/contracts';
import type { MachineSums } from './production-store.port.ts';

/** Spans of time into which sums are put; `edges` begin them. */
export interface Buckets {
  edges: readonly number[];
  end: number;
}

/** Seconds of a machine that people called planned stops, along the same keys as its sums. */
export type PlannedStopsOf = (row: MachineSums) => number;

/**
 * Rows of indicators from sums of machines. Without `machine` among the keys those of a line are formed from the machines that
 * stand for it.
 */
export function indicatorRows(
  line: string,
  sums: readonly MachineSums[],
  by: readonly IndicatorGroup[],
  roles: LineRoles,
  plannedStopsOf: PlannedStopsOf,
  buckets?: Buckets,
): IndicatorRow[] {
  const head = (one: MachineSums): Partial<IndicatorRow> => ({
    ...(by.includes('product') && { product: one.product }),
    ...(by.includes('order') && { order: one.order }),
    ...(by.includes('shift') && { shift: one.shift }),
    ...(buckets && {
      from: buckets.edges[one.bucket],
      to: buckets.edges[one.bucket + 1] ?? buckets.end,
    }),
  });
  const row = (one: MachineSums, values: Indicators, machine?: string): IndicatorRow => ({
    line,
    ...(machine !== undefined && { machine }),
    ...head(one),
    ...values,
  });
  if (by.includes('machine'))
    return sums.map((one) => row(one, indicators(one.sums, plannedStopsOf(one)), one.machine));
  return grouped(sums).map((group) => {
    const plannedS = group
      .filter(({ machine }) => roles.pacing.has(machine))
      .reduce((sum, one) => sum + plannedStopsOf(one), 0);
    return row(group[0], indicators(sumsOfLine(group, roles), plannedS));
  });
}

export function sumsOfLine(sums: readonly MachineSums[], roles: LineRoles): ProductionSums {
  return lineSums(
    sums.map((one) => [one.machine, one.sums] as const),
    roles,
  );
}

/** Sums of all machines with the same keys, in order of time. */
function grouped(sums: readonly MachineSums[]): MachineSums[][] {
  const groups = new Map<string, MachineSums[]>();
  for (const one of sums) {
    const key = [one.product, one.order, one.shift, one.bucket].join('\u0000');
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].sort(([a], [b]) => a.bucket - b.bucket);
}
