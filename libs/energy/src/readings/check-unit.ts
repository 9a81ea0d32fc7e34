import { ENERGY_UNITS, type IntervalReading, type ReadingProblem } from './readings.ts';

const DAY_MS = 86_400_000;
/** How near, in decades, the level of a day must come to the ratio of two units; near 1 a plant could change that much itself. */
const NEAR_DECADES = 0.12;
const NEAR_DECADES_OF_SMALL = 0.05;
/** Ratios this far from 1, in decades, tell a single interval from the others. */
const LARGE_DECADES = 2;
/** Days with fewer readings say nothing of their level. */
const MIN_READINGS = 8;

/** Ratios between two units in which energy is counted, other than 1. */
const RATIOS = [
  ...new Set(
    Object.values(ENERGY_UNITS).flatMap((a) =>
      Object.values(ENERGY_UNITS).flatMap((b) => (a === b ? [] : [a / b])),
    ),
  ),
];

type Reference = (from: number) => number | undefined;

/**
 * Readings whose level is that of the reference times the ratio of two units: the meter counts in another unit than the
 * file says. Without a reference the file is held against itself, so that a change of unit in its middle is seen.
 *
 * @param reference kWh of an interval as known from elsewhere (the meters below, or the same meter before)
 */
export function checkUnit(
  intervals: readonly IntervalReading[],
  intervalMs: number,
  reference: Reference,
): ReadingProblem[] {
  const days = daysOf(intervals).filter((day) => day.length >= MIN_READINGS);
  const fileLevel = median(days.map(meanKwh).filter((level) => level > 0));
  const levelAt = (from: number) => reference(from) ?? fileLevel;
  const found = days.map((day) => ({ day, ratio: unitRatio(dayRatio(day, reference, fileLevel)) }));
  const ratio = mostFrequent(found.flatMap((one) => one.ratio ?? []));
  if (ratio === undefined) return [];
  const wrong =
    Math.abs(Math.log10(ratio)) >= LARGE_DECADES
      ? intervals.filter(({ from, kwh }) => isNearer(kwh / levelAt(from), ratio))
      : found.filter((one) => one.ratio === ratio).flatMap(({ day }) => day);
  return spans(wrong, intervalMs, 1 / ratio);
}

function daysOf(intervals: readonly IntervalReading[]): IntervalReading[][] {
  const days = new Map<number, IntervalReading[]>();
  for (const one of intervals) {
    const day = Math.floor((one.from - intervals[0].from) / DAY_MS);
    const list = days.get(day);
    if (list) list.push(one);
    else days.set(day, [one]);
  }
  return [...days.values()];
}

/** Sums over a day, not single intervals, are compared: they are the same on a clock that is off. */
function dayRatio(day: readonly IntervalReading[], reference: Reference, fileLevel: number): number {
  let known = 0;
  let kwh = 0;
  let count = 0;
  for (const one of day) {
    const level = reference(one.from);
    if (level === undefined) continue;
    known += level;
    kwh += one.kwh;
    count++;
  }
  return count >= MIN_READINGS && known > 0 ? kwh / known : meanKwh(day) / fileLevel;
}

function unitRatio(ratio: number): number | undefined {
  if (!(ratio > 0)) return undefined;
  const distance = (one: number) => Math.abs(Math.log10(ratio / one));
  const nearest = RATIOS.reduce((best, one) => (distance(one) < distance(best) ? one : best));
  const isSmall = Math.abs(Math.log10(nearest)) < LARGE_DECADES;
  return distance(nearest) < (isSmall ? NEAR_DECADES_OF_SMALL : NEAR_DECADES) ? nearest : undefined;
}

/** Nearer to the ratio of the units than to 1; a standing plant is in any unit. */
function isNearer(value: number, ratio: number): boolean {
  return value > 0 && Math.abs(Math.log10(value / ratio)) < Math.abs(Math.log10(value));
}

function spans(wrong: readonly IntervalReading[], intervalMs: number, factor: number): ReadingProblem[] {
  const problems: ReadingProblem[] = [];
  for (const { from } of wrong) {
    const last = problems.at(-1);
    if (last && from - last.to <= DAY_MS / 4) {
      last.to = from + intervalMs;
      last.count++;
    } else problems.push({ kind: 'unit', from, to: from + intervalMs, count: 1, factor });
  }
  return problems;
}

function meanKwh(day: readonly IntervalReading[]): number {
  return day.reduce((sum, { kwh }) => sum + kwh, 0) / day.length;
}

function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function median(values: readonly number[]): number {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
