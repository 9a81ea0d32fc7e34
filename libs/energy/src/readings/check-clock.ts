import type { IntervalReading, ReadingProblem } from './readings.ts';

const DAY_MS = 86_400_000;
/** Offsets looked at, both ways: a shift, or the time zone of another continent. */
const MAX_OFFSET_MS = 12 * 3_600_000;
/** Correlation that a shifted clock must reach, and by how much it must beat the clock as it is. */
const MIN_CORRELATION = 0.7;
const MIN_GAIN = 0.2;
/** A day with less than half of its intervals has no profile. */
const MIN_DAY_SHARE = 0.5;

/** How far the clock of a day's readings seems to be ahead; `undefined` where its profile does not say. */
interface DayOffset {
  from: number;
  to: number;
  count: number;
  offsetMs: number | undefined;
}

export interface ClockCheck {
  problems: ReadingProblem[];
  /** Days of which the profile was clear enough to say whether the clock is right. */
  daysChecked: number;
}

/**
 * Days whose profile fits that of the reference much better some intervals earlier or later: the meter's clock is off,
 * by a shift or a time zone. Two days in a row must agree (or the only one), so that one odd day accuses no clock.
 *
 * @param reference kWh of an interval as known from elsewhere
 */
export function checkClock(
  intervals: readonly IntervalReading[],
  intervalMs: number,
  reference: (from: number) => number | undefined,
): ClockCheck {
  const days = daysOf(intervals, intervalMs).map((day) => offsetOf(day, intervalMs, reference));
  const clear = days.filter(({ offsetMs }) => offsetMs !== undefined);
  const problems: ReadingProblem[] = [];
  for (let i = 0; i < clear.length;) {
    let end = i + 1;
    while (end < clear.length && clear[end].offsetMs === clear[i].offsetMs) end++;
    const { offsetMs, from } = clear[i];
    if (offsetMs !== 0 && (end - i >= 2 || clear.length === 1)) {
      const span = days.filter((day) => day.from >= from && day.to <= clear[end - 1].to);
      problems.push({
        kind: 'clock',
        from,
        to: clear[end - 1].to,
        count: span.reduce((sum, { count }) => sum + count, 0),
        offsetMinutes: offsetMs! / 60_000,
      });
    }
    i = end;
  }
  return { problems, daysChecked: clear.length };
}

function daysOf(intervals: readonly IntervalReading[], intervalMs: number): IntervalReading[][] {
  if (intervals.length === 0) return [];
  const first = intervals[0].from;
  const days: IntervalReading[][] = [];
  for (const one of intervals) {
    const day = Math.floor((one.from - first) / DAY_MS);
    (days[day] ??= []).push(one);
  }
  return days.filter((day) => day && day.length >= (MIN_DAY_SHARE * DAY_MS) / intervalMs);
}

function offsetOf(
  day: readonly IntervalReading[],
  intervalMs: number,
  reference: (from: number) => number | undefined,
): DayOffset {
  const correlationAt = (offsetMs: number) =>
    correlation(day.map(({ from, kwh }) => [kwh, reference(from - offsetMs)] as const));
  const asItIs = correlationAt(0);
  let best = 0;
  let bestCorrelation = asItIs;
  for (let offset = intervalMs; offset <= MAX_OFFSET_MS; offset += intervalMs) {
    for (const signed of [offset, -offset]) {
      const found = correlationAt(signed);
      if (found > bestCorrelation) [best, bestCorrelation] = [signed, found];
    }
  }
  const isClear = bestCorrelation >= MIN_CORRELATION;
  const offsetMs = !isClear ? undefined : bestCorrelation - asItIs >= MIN_GAIN ? best : 0;
  return { from: day[0].from, to: day[day.length - 1].from + intervalMs, count: day.length, offsetMs };
}

/** Pearson's correlation of pairs whose second half is known for most; −1 otherwise. */
function correlation(pairs: readonly (readonly [number, number | undefined])[]): number {
  let n = 0;
  let [x1, y1, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (const [x, y] of pairs) {
    if (y === undefined) continue;
    n++;
    x1 += x;
    y1 += y;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  if (n < pairs.length / 2) return -1;
  const spread = (xx - (x1 * x1) / n) * (yy - (y1 * y1) / n);
  return spread > 1e-12 ? (xy - (x1 * y1) / n) / Math.sqrt(spread) : -1;
}
