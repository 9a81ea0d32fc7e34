/** What is wrong with meter readings that come from a file. */
export const READING_PROBLEMS = [
  /** A row without a time or a number. */
  'unreadable',
  /** A time that is no multiple of the interval. */
  'off-grid',
  /** The same time again with another value; the first one stands. */
  'repeated',
  /** Intervals without a reading. */
  'missing',
  /** A register that went backwards, or negative energy. */
  'negative',
  /** More than can flow. */
  'implausible',
  /** Energy that has not flowed yet: the clock is ahead, or the year is wrong. */
  'future',
  /** Values in another unit than the file says. */
  'unit',
  /** A clock that is off: the day looks like that of the reference, some hours earlier or later. */
  'clock',
] as const;
export type ReadingProblemKind = (typeof READING_PROBLEMS)[number];

/** One problem, over a span of time or of rows. */
export interface ReadingProblem {
  kind: ReadingProblemKind;
  /** Span that is kept out of sums, ms since 1970 UTC; the same where nothing is kept out. */
  from: number;
  to: number;
  /** Rows or intervals concerned. */
  count: number;
  /** First line of the file it was seen on, if it is one of a line. */
  line?: number;
  /** Unit: factor that would put it right. */
  factor?: number;
  /** Clock: how far it is ahead of the reference, minutes. */
  offsetMinutes?: number;
}

/** A row of a file: where it stands, its time (ms since 1970 UTC) and its value; NaN for what could not be read. */
export interface ReadingRow {
  line: number;
  time: number;
  value: number;
}

/** Energy of one interval, kWh. */
export interface IntervalReading {
  from: number;
  kwh: number;
}

/** Whether a value is the stand of a register or the energy of an interval, and which end of it the time names. */
export type ReadingForm = 'register' | 'energy-from-start' | 'energy-until-end';

/** kWh per unit in which meters count. */
export const ENERGY_UNITS = { Wh: 0.001, kWh: 1, MWh: 1000, MJ: 1 / 3.6, GJ: 1000 / 3.6 } as const;
export type EnergyUnit = keyof typeof ENERGY_UNITS;
