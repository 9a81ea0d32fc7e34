import type { Attribution, AttributionKey, BookMark, EnergyInterval, IntervalRates } from '@linetwin/energy';

/** An interval with what its owner needs to go on with it. */
export interface StoredInterval extends EnergyInterval {
  /** Line whose owner books it; empty for imported readings. */
  line: string;
  /** Up to where the register is booked. */
  mark: BookMark;
}

/** A file of readings that was taken. */
export interface MeterImport {
  id: string;
  meter: string;
  /** When and by whom, ms since 1970 UTC. */
  at: number;
  by: string;
  file: string;
  from: number;
  to: number;
  /** Intervals taken, of those between the first and the last reading. */
  taken: number;
  expected: number;
  problems: object[];
}

export interface EnergyRange {
  /** Begin of intervals, ms since 1970 UTC: `from` included, `to` not. */
  from: number;
  to: number;
  /** Ids of meters. */
  meters: readonly string[];
}

/** Rates of one quarter of an hour. */
export type RatesOf = (from: number) => IntervalRates;

/** Energy of one quarter of an hour, of some meters together. */
export interface IntervalEnergy {
  group: string;
  from: number;
  kwh: number;
  /** Seconds that are known, of all meters of the group. */
  knownS: number;
  good: number;
  /** Seconds in a productive state, of all meters of the group. */
  productiveS: number;
  /** Seconds in standby, of all meters of the group. */
  standbyS: number;
}

/** Good parts of one product in one quarter of an hour, of some meters together. */
export interface ProductParts {
  group: string;
  from: number;
  product: string;
  good: number;
}

/**
 * The ledger of energy: quarters of an hour of every meter.
 *
 * Promises: an interval is named by meter, begin, product, lot and shift. What `keep` resolved for survives; of several
 * words on one interval the one with the greatest mark stays, whatever the order they come in. `books` gives the newest
 * mark of each meter of a line and the intervals of the quarter in which it lies. `attribute` sums along keys with the
 * rates of each interval; `series` gives sums of groups of meters by quarter, in time order, without quarters of which nothing is kept; `products` their good
 * parts by product, without quarters in which none were made.
 * `import` replaces what the meter had in the span of the import, with its note, all or nothing. `since` is the begin of the
 * oldest interval of some meters.
 */
export abstract class EnergyStore {
  abstract keep(intervals: readonly StoredInterval[]): Promise<void>;
  abstract books(line: string): Promise<StoredInterval[]>;
  abstract attribute(
    range: EnergyRange,
    by: readonly AttributionKey[],
    ratesOf: RatesOf,
  ): Promise<Attribution[]>;
  /** @param weights how much the known seconds of a meter count, 1 where left out */
  abstract series(
    range: Omit<EnergyRange, 'meters'>,
    groups: Readonly<Record<string, readonly string[]>>,
    weights?: ReadonlyMap<string, number>,
  ): Promise<IntervalEnergy[]>;
  abstract products(
    range: Omit<EnergyRange, 'meters'>,
    groups: Readonly<Record<string, readonly string[]>>,
  ): Promise<ProductParts[]>;
  abstract since(meters: readonly string[]): Promise<number | undefined>;
  abstract import(note: MeterImport, intervals: readonly StoredInterval[]): Promise<void>;
  /** Imports, newest first. */
  abstract imports(limit: number): Promise<MeterImport[]>;
}

/** One word on each interval: the last of those with the greatest mark. */
export function newestOfEach(intervals: readonly StoredInterval[]): StoredInterval[] {
  const newest = new Map<string, StoredInterval>();
  for (const one of intervals) {
    const known = newest.get(intervalKey(one));
    if (!known || one.mark.time >= known.mark.time) newest.set(intervalKey(one), one);
  }
  return [...newest.values()];
}

export function intervalKey({ meter, from, product, lot, shift }: EnergyInterval): string {
  return [meter, from, product, lot, shift].join('\u0000');
}
