import type { HistorySeries, SampleBatch } from '@linetwin/contracts';

export interface HistoryRange {
  /** Addresses of the signals wanted. */
  signals: readonly string[];
  /** Source time, ms since 1970 UTC, both ends included. */
  from: number;
  to: number;
  /** Most buckets per signal. */
  points: number;
}

/** Newest stored value of a signal. */
export interface LatestValue {
  address: string;
  time: number;
  value: number;
  quality: number;
}

/** A range that is gone through in steps. */
export interface StepRange {
  /** Source time, ms since 1970 UTC; the beginning is not part of the range, the end is. */
  from: number;
  to: number;
  /** Width of a step, ms; the first begins at `from`. */
  stepMs: number;
  /** Addresses of the signals wanted; all when left out. */
  signals?: readonly string[];
}

export interface StatisticsRange {
  signals: readonly string[];
  /** Source time, ms since 1970 UTC, both ends included. */
  from: number;
  to: number;
  /** Percentiles wanted, 0 to 100. */
  percents: readonly number[];
  /** False leaves out what needs every value, for ranges where that would take long. */
  exact: boolean;
}

/** Figures of one signal, of its values that are not Bad; all but the count are null where there is none. */
export interface ValueStatistics {
  signal: string;
  count: number;
  min: number | null;
  max: number | null;
  mean: number | null;
  standardDeviation: number | null;
  percentiles: number[] | null;
}

export interface ValueRange {
  signal: string;
  /** Source time, ms since 1970 UTC, both ends included. */
  from: number;
  to: number;
  /** Most values. */
  limit: number;
}

/** Values of one signal as they were stored; of a Bad one the value may be no number. */
export interface StoredValues {
  time: number[];
  value: number[];
  quality: number[];
}

export interface HistoryFigures {
  /** What the store is, for the system page. */
  name: string;
  /** On disk; `undefined` where the store does not say. */
  bytes: number | undefined;
}

/**
 * Time series of all signals.
 *
 * Promises: `append` stores all rows and the mark, or nothing; rows appended with a mark not greater than
 * `lastMark()` are ignored, so that a batch may be offered again after a kill. When it resolves, the rows
 * survive the death of the process and are visible to reads. A row whose signal and time are stored already
 * is not stored twice. Reads answer in time order, thin by bucket keeping least, greatest, mean and last
 * value, and leave Bad values out. The time of a bucket lies in it and not after its first value; of buckets narrower than
 * a second it is that of the first value. A signal never stored gives an empty series. Values past the retention of a store
 * are kept as buckets of a minute, then of an hour; there, and where buckets of forty seconds and more are asked for, edges
 * between buckets may be moved to whole minutes or hours. The ends of a range are kept to the millisecond as long as the
 * values themselves are. A value that comes when its like was already dropped only fills a bucket that has nothing.
 * `newestAt` answers with every signal that was stored at or before an instant, as it stood then, Bad values too where they are less
 * than two hours older than the instant; where only buckets are left, the last value of those that were over. `steps` answers with the newest
 * value of each signal in each step, Bad ones too as long as values themselves are kept, in the order of the steps.
 * `statistics` counts both ends of a range and answers in the order of the question; standard deviation (of N, not N - 1) and percentiles
 * (the value of that rank, give or take one rank) are null where they were not asked for or values of the range are kept as buckets only.
 * `values` answers with values themselves, Bad ones too, first ones first: those after the last of a full answer begin one
 * millisecond later.
 * Left out on purpose: which of two different values of one signal and time is kept (a machine sends the same one again),
 * raw SQL, and any type of the driver underneath.
 */
export abstract class HistoryStore {
  abstract start(): Promise<void>;
  abstract stop(): Promise<void>;
  /** @param addresses what `samples.signal` points into */
  abstract append(samples: SampleBatch, addresses: readonly string[], mark: number): Promise<void>;
  abstract lastMark(): number;
  abstract read(range: HistoryRange): Promise<HistorySeries[]>;
  abstract latest(): Promise<LatestValue[]>;
  abstract newestAt(time: number): Promise<LatestValue[]>;
  abstract steps(range: StepRange): Promise<LatestValue[]>;
  abstract statistics(range: StatisticsRange): Promise<ValueStatistics[]>;
  abstract values(range: ValueRange): Promise<StoredValues>;
  abstract figures(): Promise<HistoryFigures>;
}

/** Width of a bucket, ms, so that a range has at most `points` of them. */
export function bucketWidthMs(from: number, to: number, points: number): number {
  return Math.max(1, Math.ceil((to - from + 1) / points));
}

export function emptySeries(signal: string): HistorySeries {
  return { signal, time: [], min: [], max: [], mean: [], last: [] };
}

export function emptyStatistics(signal: string): ValueStatistics {
  return {
    signal,
    count: 0,
    min: null,
    max: null,
    mean: null,
    standardDeviation: null,
    percentiles: null,
  };
}
