import { PACKML_STATES, type Signal } from '@linetwin/model';

export type WorkingRowParameters = {
  /** Working time that one row is the mean of, ms. */
  readonly rowMs: number;
  /** Values further apart are not working time between them: the machine was silent. */
  readonly silenceMs: number;
  /** After a longer pause the machine has to find its pattern again: rows before and after it do not belong together. */
  readonly pauseMs: number;
};

export const DEFAULT_WORKING_ROWS: WorkingRowParameters = {
  // Several parts of every machine that works part by part, so that a row does not depend on where in the cycle it began.
  rowMs: 60_000,
  silenceMs: 5000,
  pauseMs: 300_000,
};

/** One row; `values` is null where the row is a gap: what comes next does not follow on what was before. */
export type WorkingRow = { readonly at: number; readonly values: Float64Array | null };

const EXECUTE = PACKML_STATES.indexOf('Execute');
const LONGEST_PERIOD_MS = 10_000;
const NOT_MEASURED: readonly (string | undefined)[] = [
  'state',
  'mode',
  'interlock',
  'counter',
  'energy',
  'goodCount',
  'scrapCount',
  'vibration',
];

/** The signals of a machine that a monitor can judge together: measured numbers that come all the time. */
export function monitoredSignals(signals: readonly Signal[]): Signal[] {
  return signals.filter(
    ({ class: kind, role, values, periodMs }) =>
      (kind === 'S' || kind === 'M') &&
      !values &&
      periodMs !== undefined &&
      periodMs <= LONGEST_PERIOD_MS &&
      !NOT_MEASURED.includes(role),
  );
}

/**
 * Makes rows out of a machine's values as they come: means over its working time. Standing between two parts is left out, so
 * that the same work gives the same row whether the machine waits much or little; the same values give the same rows
 * live and from history.
 */
export class WorkingRows {
  private readonly parameters: WorkingRowParameters;
  private readonly stateIndex: number;
  private readonly columns = new Map<number, number>();
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;
  private working = false;
  private workedMs = 0;
  private at = 0;
  private workedAt = 0;

  /** @param stateIndex index of the signal that tells the machine's PackML state */
  constructor(signals: readonly Signal[], stateIndex: number, parameters = DEFAULT_WORKING_ROWS) {
    this.parameters = parameters;
    this.stateIndex = stateIndex;
    signals.forEach(({ index }, column) => this.columns.set(index, column));
    this.sums = new Float64Array(signals.length);
    this.counts = new Float64Array(signals.length);
  }

  /**
   * Hot: once per value, in order of time. A bad value is to be left out before.
   *
   * @returns a row when this value completed one
   */
  put(signal: number, time: number, value: number): WorkingRow | null {
    const column = this.columns.get(signal);
    const isState = signal === this.stateIndex;
    if (column === undefined && !isState) return null;
    const row = time > this.at ? this.goOn(time) : null;
    if (isState) this.working = value === EXECUTE;
    else if (this.working && Number.isFinite(value)) {
      this.sums[column!] += value;
      this.counts[column!]++;
    }
    return row;
  }

  private goOn(time: number): WorkingRow | null {
    const { rowMs, silenceMs, pauseMs } = this.parameters;
    const passed = time - this.at;
    this.at = time;
    if (!this.working || passed > silenceMs) {
      const paused = this.workedAt > 0 && time - this.workedAt > pauseMs;
      if (!paused) return null;
      this.workedAt = 0;
      this.clear();
      return { at: time, values: null };
    }
    this.workedAt = time;
    this.workedMs += passed;
    if (this.workedMs < rowMs) return null;
    const whole = this.counts.every((count) => count > 0);
    const values = whole ? this.sums.map((sum, i) => sum / this.counts[i]) : null;
    this.clear();
    return { at: time, values };
  }

  private clear(): void {
    this.workedMs = 0;
    this.sums.fill(0);
    this.counts.fill(0);
  }
}
