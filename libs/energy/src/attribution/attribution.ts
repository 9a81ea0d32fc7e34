import {
  BOOKED_CLASSES,
  noneByClass,
  totalOf,
  type ByClass,
  type EnergyInterval,
} from './energy-interval.ts';

/** Along what energy is attributed. */
export const ATTRIBUTION_KEYS = ['meter', 'product', 'lot', 'shift'] as const;
export type AttributionKey = (typeof ATTRIBUTION_KEYS)[number];

/** Money and emission of a kilowatt-hour in one quarter of an hour; `null` where no table says. */
export interface IntervalRates {
  floatingYuanPerKwh: number | null;
  fixedYuanPerKwh: number | null;
  kgPerKwh: number | null;
}

export interface Attribution {
  key: Record<AttributionKey, string>;
  kwh: ByClass;
  seconds: ByClass;
  yuan: ByClass;
  floatingYuan: number;
  fixedYuan: number;
  kgCo2: number;
  /** Energy in quarters without a tariff: it is in no yuan. */
  unpricedKwh: number;
  estimatedKwh: number;
  missingS: number;
  good: number;
  scrap: number;
}

/**
 * Sums intervals along some keys, each priced by the rates of its own quarter of an hour; the other keys come out empty.
 * The order of the intervals does not matter.
 */
export function attribute(
  intervals: Iterable<EnergyInterval>,
  by: readonly AttributionKey[],
  ratesAt: (from: number) => IntervalRates,
): Attribution[] {
  const sums = new Map<string, Attribution>();
  for (const interval of intervals) {
    const id = by.map((key) => interval[key]).join('\u0000');
    let sum = sums.get(id);
    if (!sum) sums.set(id, (sum = nothing(by, interval)));
    addInterval(sum, interval, ratesAt(interval.from));
  }
  return [...sums.values()];
}

function nothing(by: readonly AttributionKey[], interval: EnergyInterval): Attribution {
  const key = { meter: '', product: '', lot: '', shift: '' };
  for (const one of by) key[one] = interval[one];
  return {
    key,
    kwh: noneByClass(),
    seconds: noneByClass(),
    yuan: noneByClass(),
    floatingYuan: 0,
    fixedYuan: 0,
    kgCo2: 0,
    unpricedKwh: 0,
    estimatedKwh: 0,
    missingS: 0,
    good: 0,
    scrap: 0,
  };
}

function addInterval(sum: Attribution, interval: EnergyInterval, rates: IntervalRates): void {
  const floating = rates.floatingYuanPerKwh ?? 0;
  const fixed = rates.fixedYuanPerKwh ?? 0;
  const total = totalOf(interval.kwh);
  for (const name of BOOKED_CLASSES) {
    sum.kwh[name] += interval.kwh[name];
    sum.seconds[name] += interval.seconds[name];
    sum.yuan[name] += interval.kwh[name] * (floating + fixed);
  }
  sum.floatingYuan += total * floating;
  sum.fixedYuan += total * fixed;
  sum.kgCo2 += total * (rates.kgPerKwh ?? 0);
  if (rates.floatingYuanPerKwh === null) sum.unpricedKwh += total;
  sum.estimatedKwh += interval.estimatedKwh;
  sum.missingS += interval.missingS;
  sum.good += interval.good;
  sum.scrap += interval.scrap;
}
