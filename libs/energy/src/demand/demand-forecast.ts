import { INTERVAL_MS } from '../attribution/energy-interval.ts';

const MINUTE_MS = 60_000;
/** The level that power returns to is its mean over this long: shorter ones take a stop of one machine for the new level. */
const LEVEL_MINUTES = 240;
/** Errors of a day of quarters are looked back at. */
const ERRORS_KEPT = 96;
/** Fewer errors than this say nothing of the next. */
const MIN_ERRORS = 8;
/** Minutes into a quarter at which a forecast is kept to be judged at its end. */
const JUDGED_AT_MINUTES = [0, 5, 10] as const;
export type JudgedAt = (typeof JUDGED_AT_MINUTES)[number];

export interface DemandForecast {
  /** Begin of the running quarter, ms since 1970 UTC. */
  from: number;
  /** Mean power of the running quarter as it will be at its end, kW. */
  runningKw: number;
  /** Mean power of the quarter after it, kW. */
  nextKw: number;
  /** Share of the error that nine of ten forecasts stayed below, by minutes into the quarter; `null` before enough were judged. */
  errorP90: Record<JudgedAt, number | null>;
}

/**
 * Foretells the mean power of the running quarter of an hour and of the next: what was measured of it, and the mean of
 * the last four hours for the rest. Every forecast is judged at the end of its quarter, so that its error is known.
 */
export class DemandForecaster {
  /** Means of whole minutes, oldest first. */
  private readonly minutes: number[] = [];
  private readonly errors: Record<JudgedAt, number[]> = { 0: [], 5: [], 10: [] };
  private pending: Partial<Record<JudgedAt, number>> = {};
  private quarter = NaN;
  /** Minutes measured of the running quarter. */
  private measured: number[] = [];

  /** @param level mean powers of whole minutes or longer before the start, kW, oldest first */
  constructor(level: readonly number[] = []) {
    this.minutes.push(...level.slice(-LEVEL_MINUTES));
  }

  /** Mean power of a minute that is over. @param time begin of the minute, ms since 1970 UTC */
  observe(time: number, kw: number): void {
    const quarter = Math.floor(time / INTERVAL_MS) * INTERVAL_MS;
    if (quarter !== this.quarter) {
      this.judge();
      this.quarter = quarter;
      this.measured = [];
      this.keepForecast(0);
    }
    this.measured.push(kw);
    this.minutes.push(kw);
    if (this.minutes.length > LEVEL_MINUTES) this.minutes.shift();
    const minute = Math.round((time - quarter) / MINUTE_MS) + 1;
    if (minute === 5 || minute === 10) this.keepForecast(minute);
  }

  /** `undefined` before the first minute. */
  forecast(): DemandForecast | undefined {
    if (this.minutes.length === 0 || Number.isNaN(this.quarter)) return undefined;
    return {
      from: this.quarter,
      runningKw: this.running(),
      nextKw: this.level(),
      errorP90: { 0: this.p90(0), 5: this.p90(5), 10: this.p90(10) },
    };
  }

  private running(): number {
    const rest = INTERVAL_MS / MINUTE_MS - this.measured.length;
    const sum = this.measured.reduce((total, kw) => total + kw, 0);
    return (sum + Math.max(0, rest) * this.level()) / (this.measured.length + Math.max(0, rest));
  }

  private level(): number {
    return this.minutes.reduce((sum, kw) => sum + kw, 0) / this.minutes.length;
  }

  private keepForecast(at: JudgedAt): void {
    if (this.minutes.length > 0) this.pending[at] = this.running();
  }

  /** A quarter with missing minutes judges nothing. */
  private judge(): void {
    const whole = this.measured.length === INTERVAL_MS / MINUTE_MS;
    const actual = this.measured.reduce((sum, kw) => sum + kw, 0) / this.measured.length;
    for (const at of JUDGED_AT_MINUTES) {
      const foretold = this.pending[at];
      if (!whole || foretold === undefined || actual <= 0) continue;
      const list = this.errors[at];
      list.push(Math.abs(foretold - actual) / actual);
      if (list.length > ERRORS_KEPT) list.shift();
    }
    this.pending = {};
  }

  private p90(at: JudgedAt): number | null {
    const list = this.errors[at];
    if (list.length < MIN_ERRORS) return null;
    return list.toSorted((a, b) => a - b)[Math.ceil(0.9 * list.length) - 1];
  }
}
