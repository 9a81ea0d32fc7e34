import { counterStep } from '../meters/counter.ts';
import type { IntervalReading, ReadingForm, ReadingProblem, ReadingRow } from './readings.ts';

export interface IntervalOptions {
  form: ReadingForm;
  intervalMs: number;
  /** kWh per unit of the file, with the ratio of the current transformers. */
  factor: number;
  /** Where the register starts again, in units of the file. */
  rollsOverAt?: number;
  /** The most that can flow, kW. */
  maxKw?: number;
}

/** Greater than this above the most that can flow is no measuring error any more. */
const TOLERANCE = 1.2;

/**
 * Energy by interval from the rows of a file, in whatever order they stand. What cannot be used is told and left out:
 * an interval beside a missing reading has no energy, because nobody knows when it flowed.
 */
export function toIntervals(
  rows: readonly ReadingRow[],
  options: IntervalOptions,
): { intervals: IntervalReading[]; problems: ReadingProblem[] } {
  const problems: ReadingProblem[] = [];
  const usable = usableRows(rows, options.intervalMs, problems);
  const intervals =
    options.form === 'register' ? ofRegister(usable, options, problems) : ofEnergy(usable, options, problems);
  problems.push(...missing(intervals, problems, options.intervalMs));
  return { intervals, problems: problems.sort((a, b) => a.from - b.from) };
}

function usableRows(
  rows: readonly ReadingRow[],
  intervalMs: number,
  problems: ReadingProblem[],
): ReadingRow[] {
  const byTime = new Map<number, ReadingRow>();
  const tell = (kind: 'unreadable' | 'off-grid' | 'repeated', { line, time }: ReadingRow) => {
    const last = problems.at(-1);
    if (last?.kind === kind) last.count++;
    else
      problems.push({
        kind,
        from: Number.isNaN(time) ? 0 : time,
        to: Number.isNaN(time) ? 0 : time,
        count: 1,
        line,
      });
  };
  for (const row of rows) {
    if (!Number.isFinite(row.time) || !Number.isFinite(row.value)) tell('unreadable', row);
    else if (row.time % intervalMs !== 0) tell('off-grid', row);
    else {
      const first = byTime.get(row.time);
      if (!first) byTime.set(row.time, row);
      else if (first.value !== row.value) tell('repeated', row);
    }
  }
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}

function ofRegister(
  rows: readonly ReadingRow[],
  options: IntervalOptions,
  problems: ReadingProblem[],
): IntervalReading[] {
  const intervals: IntervalReading[] = [];
  for (let i = 1; i < rows.length; i++) {
    const { time: from, value: before } = rows[i - 1];
    const { time: to, value: after, line } = rows[i];
    const step = counterStep(before, after, (to - from) / 3_600_000, options);
    const count = (to - from) / options.intervalMs;
    if (step.kind === 'swapped') problems.push({ kind: 'negative', from, to, count, line });
    else if (step.kind === 'implausible') problems.push({ kind: 'implausible', from, to, count, line });
    else if (count === 1) intervals.push({ from, kwh: step.kwh });
  }
  return intervals;
}

function ofEnergy(
  rows: readonly ReadingRow[],
  { form, intervalMs, factor, maxKw }: IntervalOptions,
  problems: ReadingProblem[],
): IntervalReading[] {
  const mostKwh = maxKw === undefined ? Infinity : (maxKw * intervalMs * TOLERANCE) / 3_600_000;
  const intervals: IntervalReading[] = [];
  for (const { time, value, line } of rows) {
    const from = form === 'energy-until-end' ? time - intervalMs : time;
    const kwh = value * factor;
    const bad = kwh < 0 ? 'negative' : kwh > mostKwh ? 'implausible' : undefined;
    if (bad) problems.push({ kind: bad, from, to: from + intervalMs, count: 1, line });
    else intervals.push({ from, kwh });
  }
  return intervals;
}

/** Spans between the first and the last interval of which nothing is known and nothing else was told. */
function missing(
  intervals: readonly IntervalReading[],
  told: readonly ReadingProblem[],
  intervalMs: number,
): ReadingProblem[] {
  const found: ReadingProblem[] = [];
  const spans = told.filter((one) => one.to > one.from).sort((a, b) => a.from - b.from);
  let next = 0;
  for (let i = 1; i < intervals.length; i++) {
    const from = intervals[i - 1].from + intervalMs;
    const to = intervals[i].from;
    let toldMs = 0;
    for (; next < spans.length && spans[next].from < to; next++)
      if (spans[next].from >= from && spans[next].to <= to) toldMs += spans[next].to - spans[next].from;
    const count = (to - from - toldMs) / intervalMs;
    if (count > 0) found.push({ kind: 'missing', from, to, count });
  }
  return found;
}
