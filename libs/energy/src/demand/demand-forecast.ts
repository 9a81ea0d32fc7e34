import { INTERVAL_MS } from '../attribution/energy-interval.ts';

const MINUTE_MS = 60_000;
const QUARTER_MINUTES = INTERVAL_MS / MINUTE_MS;
/** The level that power returns to is its mean over this long: shorter ones take a stop of one machine for the new level. */
const LEVEL_MINUTES = 240;
/** Errors of a day of quarters are looked back at. */
const ERRORS_KEPT = 96;
/** Fewer errors than this say nothing of the next. */
const MIN_ERRORS = 8;
/** Minutes into a quarter at which a forecast is kept to be judged at its end. */
const JUDGED_AT_MINUTES = [0, 5, 10] as const;
export type JudgedAt = (typeof JUDGED_AT_MINUTES)[number];

/** What is foretold of a line. */
export interface ForetoldLine {
  /** Mean powers of the next minutes, kW; undefined while nothing is known. */
  foretell(minutes: number): number[] | undefined;
}

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

/** How well both ways did, as plain values that can be kept. */
export interface JudgedMemory {
  errors: Record<JudgedAt, number[]>;
  ofWays: { level: number[]; lines: number[] };
}

/**
 * Foretells the mean power of the running quarter of an hour and of the next, from what was measured of it and one of two ways for the rest: by
 * the lines, which know their orders and the stops of their machines, or by the mean of the last four hours. Every forecast of both is judged
 * at the end of its quarter, so that the error is known and the way that was the better one in the last day is taken.
 */
export class DemandForecaster {
  /** Means of whole minutes, oldest first. */
  private readonly minutes: number[] = [];
  private readonly lines: readonly ForetoldLine[];
  /** Errors of what was told, and mean errors of both ways at the begins of quarters. */
  private readonly errors: Record<JudgedAt, number[]> = { 0: [], 5: [], 10: [] };
  private readonly ofWays = { level: [] as number[], lines: [] as number[] };
  private pending: Partial<Record<JudgedAt, number>> = {};
  private pendingWays: { level?: number; lines?: number } = {};
  private quarter = NaN;
  /** Minutes measured of the running quarter. */
  private measured: number[] = [];

  /**
   * @param level mean powers of whole minutes or longer before the start, kW, oldest first
   * @param lines all lines of the site; none where only the whole is known
   */
  constructor(level: readonly number[] = [], lines: readonly ForetoldLine[] = [], judged?: JudgedMemory) {
    this.minutes.push(...level.slice(-LEVEL_MINUTES));
    this.lines = lines;
    if (!judged) return;
    for (const at of JUDGED_AT_MINUTES) this.errors[at].push(...judged.errors[at]);
    for (const way of ['level', 'lines'] as const) this.ofWays[way].push(...judged.ofWays[way]);
  }

  get judged(): JudgedMemory {
    return structuredClone({ errors: this.errors, ofWays: this.ofWays });
  }

  /**
   * Mean power of a minute that is over.
   *
   * @param time begin of the minute, ms since 1970 UTC
   * @param takeLines takes the minute into the forecasts of the lines, when what they foretold before it was taken down
   */
  observe(time: number, kw: number, takeLines: () => void = () => undefined): void {
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
    takeLines();
    const minute = Math.round((time - quarter) / MINUTE_MS) + 1;
    if (minute === 5 || minute === 10) this.keepForecast(minute);
  }

  /** `undefined` before the first minute. */
  forecast(): DemandForecast | undefined {
    if (this.minutes.length === 0 || Number.isNaN(this.quarter)) return undefined;
    const rest = Math.max(0, QUARTER_MINUTES - this.measured.length);
    const ahead = this.ahead(rest + QUARTER_MINUTES);
    return {
      from: this.quarter,
      runningKw: this.running(ahead.slice(0, rest)),
      nextKw: mean(ahead.slice(rest)),
      errorP90: { 0: this.p90(0), 5: this.p90(5), 10: this.p90(10) },
    };
  }

  /** What was measured of the running quarter, with what is foretold of the rest of it. */
  private running(rest: readonly number[]): number {
    return mean([...this.measured, ...rest]);
  }

  private ahead(minutes: number): number[] {
    const byLines = this.byLines(minutes);
    const { level, lines } = this.ofWays;
    return byLines && lines.length >= MIN_ERRORS && mean(lines) < mean(level)
      ? byLines
      : this.byLevel(minutes);
  }

  private byLevel(minutes: number): number[] {
    return new Array<number>(minutes).fill(mean(this.minutes));
  }

  private byLines(minutes: number): number[] | undefined {
    const each = this.lines.map((line) => line.foretell(minutes));
    if (each.length === 0 || each.includes(undefined)) return undefined;
    return Array.from({ length: minutes }, (_, k) => each.reduce((sum, line) => sum + line![k], 0));
  }

  private keepForecast(at: JudgedAt): void {
    if (this.minutes.length === 0) return;
    const rest = Math.max(0, QUARTER_MINUTES - this.measured.length);
    this.pending[at] = this.running(this.ahead(rest));
    if (at !== 0) return;
    const lines = this.byLines(QUARTER_MINUTES);
    this.pendingWays = { level: mean(this.minutes), ...(lines && { lines: mean(lines) }) };
  }

  /** A quarter with missing minutes judges nothing. */
  private judge(): void {
    const isWhole = this.measured.length === QUARTER_MINUTES;
    const actual = mean(this.measured);
    const errorOf = (foretold: number) => Math.abs(foretold - actual) / actual;
    if (isWhole && actual > 0) {
      for (const at of JUDGED_AT_MINUTES) note(this.errors[at], this.pending[at], errorOf);
      for (const way of ['level', 'lines'] as const) note(this.ofWays[way], this.pendingWays[way], errorOf);
    }
    this.pending = {};
    this.pendingWays = {};
  }

  private p90(at: JudgedAt): number | null {
    const list = this.errors[at];
    if (list.length < MIN_ERRORS) return null;
    return list.toSorted((a, b) => a - b)[Math.ceil(0.9 * list.length) - 1];
  }
}

function note(list: number[], foretold: number | undefined, errorOf: (kw: number) => number): void {
  if (foretold === undefined) return;
  list.push(errorOf(foretold));
  if (list.length > ERRORS_KEPT) list.shift();
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
