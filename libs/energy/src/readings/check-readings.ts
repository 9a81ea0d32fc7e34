import { checkClock } from './check-clock.ts';
import { checkUnit } from './check-unit.ts';
import { joinProblems } from './join-problems.ts';
import type { IntervalReading, ReadingProblem, ReadingRow } from './readings.ts';
import { toIntervals, type IntervalOptions } from './to-intervals.ts';

export interface CheckedReadings {
  /** Energy that may be summed. */
  intervals: IntervalReading[];
  problems: ReadingProblem[];
  /** Intervals between the first and the last reading. */
  expected: number;
  /** Share of them (0 to 1) that is kept out of sums or never came. */
  lostShare: number;
  /** Days of which the clock could be checked against the reference. */
  clockDaysChecked: number;
}

/**
 * Checks the readings of a file before any of it is summed: missing hours, steps backwards, another unit, a clock that
 * is off. What is wrong is named and kept out; nothing is put right without being asked.
 *
 * @param reference kWh of an interval as known from elsewhere; unit and clock cannot be checked where it is not known
 */
export function checkReadings(
  rows: readonly ReadingRow[],
  options: IntervalOptions & {
    /** Nothing later can have been measured, ms since 1970 UTC. */
    now?: number;
  },
  reference: (from: number) => number | undefined = () => undefined,
): CheckedReadings {
  const { now = Infinity } = options;
  const { intervals, problems } = toIntervals(rows, { ...options, maxKw: undefined });
  const unit = checkUnit(intervals, options.intervalMs, reference);
  // Unit first: values a thousand times too large are not each implausible, and their profile is right.
  const inUnit = without(intervals, unit);
  const clock = checkClock(inUnit, options.intervalMs, reference);
  const plausible = inUnit.filter((one) => !isImplausible(one, options));
  const implausible = inUnit
    .filter((one) => isImplausible(one, options))
    .map((one) => problemOf('implausible', one, options));
  const future = plausible.filter(({ from }) => from >= now).map((one) => problemOf('future', one, options));
  const kept = without(plausible, clock.problems).filter(({ from }) => from < now);
  const all = joinProblems([...problems, ...unit, ...clock.problems, ...implausible, ...future]);
  const expected = expectedOf(rows, intervals, options);
  return {
    intervals: kept,
    problems: all,
    expected,
    lostShare: expected > 0 ? 1 - kept.length / expected : 0,
    clockDaysChecked: clock.daysChecked,
  };
}

function problemOf(
  kind: 'implausible' | 'future',
  { from }: IntervalReading,
  { intervalMs }: IntervalOptions,
): ReadingProblem {
  return { kind, from, to: from + intervalMs, count: 1 };
}

function isImplausible({ kwh }: IntervalReading, { maxKw, intervalMs }: IntervalOptions): boolean {
  return maxKw !== undefined && kwh > (maxKw * 1.2 * intervalMs) / 3_600_000;
}

function without(intervals: readonly IntervalReading[], spans: readonly ReadingProblem[]): IntervalReading[] {
  return intervals.filter(({ from }) => !spans.some((span) => from >= span.from && from < span.to));
}

function expectedOf(
  rows: readonly ReadingRow[],
  intervals: readonly IntervalReading[],
  { form, intervalMs }: IntervalOptions,
): number {
  let [first, last] = [Infinity, -Infinity];
  for (const { time } of rows) {
    if (!Number.isFinite(time)) continue;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  if (first > last) return intervals.length;
  return Math.round((last - first) / intervalMs) + (form === 'register' ? 0 : 1);
}
