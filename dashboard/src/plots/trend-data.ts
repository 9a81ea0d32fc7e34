import type { HistorySeries } from '@linetwin/contracts';

/** Live values in time order, as a ring of the live store offers them. */
export interface ValueSequence {
  readonly length: number;
  timeAt(position: number): number;
  valueAt(position: number): number;
}

/** Columns of one line of a trend. `null` is a gap; times are seconds, as uPlot reckons. */
export interface TrendColumns {
  time: number[];
  mean: (number | null)[];
  min: (number | null)[];
  max: (number | null)[];
}

/**
 * Joins history to live values without a seam: history up to the first live value, live values after it. Where
 * two neighbours lie further apart than `gapMs`, a gap is put between them instead of a line that nobody measured.
 *
 * @param from left edge, ms UTC; older values are left out, except the last one before it for a line that starts there
 * @param gapMs Infinity for signals that only speak on events: they hold their value until the next one
 */
export function joinTrend(
  history: HistorySeries | undefined,
  live: ValueSequence,
  from: number,
  gapMs: number,
): TrendColumns {
  const columns: TrendColumns = { time: [], mean: [], min: [], max: [] };
  let last = NaN;
  const push = (time: number, mean: number, min: number, max: number) => {
    if (time - last > gapMs) {
      columns.time.push((last + gapMs / 2) / 1000);
      columns.mean.push(null);
      columns.min.push(null);
      columns.max.push(null);
    }
    last = time;
    const known = Number.isFinite(mean);
    columns.time.push(time / 1000);
    columns.mean.push(known ? mean : null);
    columns.min.push(known ? min : null);
    columns.max.push(known ? max : null);
  };
  const liveFrom = live.length > 0 ? live.timeAt(0) : Infinity;
  if (history) {
    for (let i = 0; i < history.time.length; i++) {
      if (history.time[i] >= liveFrom) break;
      if (history.time[i] >= from) push(history.time[i], history.mean[i], history.min[i], history.max[i]);
    }
  }
  for (let i = 0; i < live.length; i++) {
    const time = live.timeAt(i);
    if (time < from) continue;
    const value = live.valueAt(i);
    push(time, value, value, value);
  }
  return columns;
}

/** A limit farther away than this many data spans is not drawn: it would flatten the line. */
const LIMIT_REACH_SPANS = 1.5;

/** Vertical range of a chart: its data with air around them, and limits that lie near. */
export function trendRange(low: number, high: number, limits: readonly number[]): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const span = Math.max(high - low, Math.abs(high) * 0.01, 1e-6);
  let [bottom, top] = [low, high];
  for (const limit of limits) {
    if (limit > high && limit - high <= LIMIT_REACH_SPANS * span) top = Math.max(top, limit);
    if (limit < low && low - limit <= LIMIT_REACH_SPANS * span) bottom = Math.min(bottom, limit);
  }
  const air = Math.max(top - bottom, span) * 0.12;
  return [bottom - air, top + air];
}

export const TREND_RANGES = {
  '10min': 600_000,
  '1h': 3_600_000,
  '8h': 8 * 3_600_000,
  '24h': 24 * 3_600_000,
} as const;
export type TrendRange = keyof typeof TREND_RANGES;

export function isTrendRange(text: string): text is TrendRange {
  return text in TREND_RANGES;
}

/** More lines than this cannot be told apart. */
export const MAX_TREND_LINES = 6;
