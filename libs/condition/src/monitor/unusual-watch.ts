import type { HealthMonitor } from './monitor.schema.ts';
import { DEFAULT_MONITOR_PARAMETERS, type MonitorParameters } from './parameters.ts';
import { MonitorRun, type Contribution, type MonitorJudgement } from './monitor-run.ts';
import type { WorkingRow } from './working-rows.ts';

/**
 * Parameters of machines that are judged every minute for months. The limit lies at three times the highest value of left-out healthy
 * rows: a shift of training has seen few of the rare moments that a month has.
 */
export const MACHINE_MONITOR_PARAMETERS: MonitorParameters = { ...DEFAULT_MONITOR_PARAMETERS, margin: 3 };

export type UnusualParameters = {
  /** Rows after a gap that are not judged: a machine that stood is cold and has to settle. */
  readonly settling: number;
  /** Rows in a row over the limit before it is said: a changeover passes, a fault stays. */
  readonly lasting: number;
  /** Rows in a row under the limit before it is over. */
  readonly quiet: number;
};

export const DEFAULT_UNUSUAL: UnusualParameters = { settling: 30, lasting: 8, quiet: 10 };

/** What one row says of a machine. */
export type UnusualWord = MonitorJudgement & {
  readonly at: number;
  readonly contributions: Contribution[];
  /** Whether the machine behaves unusually, and since when (the first row of it). */
  readonly since: number | null;
  /** Set on the row on which it was said, and on which it was over. */
  readonly change: 'began' | 'over' | null;
};

/** Rows as stretches that a monitor is trained on: without gaps, and without the rows after one in which a machine settles. */
export function settledStretches(
  rows: readonly WorkingRow[],
  { settling }: Pick<UnusualParameters, 'settling'> = DEFAULT_UNUSUAL,
): Float64Array[][] {
  const stretches: Float64Array[][] = [];
  let current: Float64Array[] = [];
  let toSettle = settling;
  for (const { values } of rows) {
    if (values === null) {
      current = [];
      toSettle = settling;
    } else if (toSettle > 0) toSettle--;
    else {
      if (current.length === 0) stretches.push(current);
      current.push(values);
    }
  }
  return stretches;
}

/** Says when a machine leaves the pattern of its own healthy time for longer, and when it is back. */
export class UnusualWatch {
  private readonly run: MonitorRun;
  private readonly parameters: UnusualParameters;
  private over: number[] = [];
  private under = 0;
  private toSettle: number;
  private since: number | null;
  /** Position in a row of each signal of the monitor. */
  private readonly columns: number[];

  /**
   * @param signals names of the values of a row, in their order; those that the monitor does not know are left out
   * @param since since when the machine is known to behave unusually, said by a watch before this one
   * @throws RangeError if a signal of the monitor is not among them: the machine has changed and is to be learned anew
   */
  constructor(
    monitor: HealthMonitor,
    signals: readonly string[],
    since: number | null = null,
    parameters: UnusualParameters = DEFAULT_UNUSUAL,
  ) {
    this.run = new MonitorRun(monitor);
    this.parameters = parameters;
    this.toSettle = parameters.settling;
    this.since = since;
    this.columns = monitor.signals.map((signal) => signals.indexOf(signal));
    const missing = monitor.signals.filter((_, i) => this.columns[i] < 0);
    if (missing.length > 0)
      throw new RangeError(
        `the machine has no signal ${missing.join(', ')} any more; learn its monitor anew`,
      );
  }

  /** @returns null until enough rows came one after another */
  push({ at, values }: WorkingRow): UnusualWord | null {
    if (values === null) {
      this.run.reset();
      // What was said stands until rows say otherwise; what was about to be said is forgotten.
      this.over = [];
      this.toSettle = this.parameters.settling;
      return null;
    }
    if (this.toSettle > 0) {
      this.toSettle--;
      return null;
    }
    const judgement = this.run.push(this.columns.map((column) => values[column]));
    if (judgement === null) return null;
    const change = this.judge(judgement.unusual, at);
    return { ...judgement, at, contributions: this.run.contributions(), since: this.since, change };
  }

  private judge(unusual: boolean, at: number): UnusualWord['change'] {
    const { lasting, quiet } = this.parameters;
    if (unusual) {
      this.under = 0;
      this.over = [...this.over, at].slice(-lasting);
      if (this.since !== null || this.over.length < lasting) return null;
      this.since = this.over[0];
      return 'began';
    }
    this.over = [];
    if (this.since === null || ++this.under < quiet) return null;
    this.since = null;
    this.under = 0;
    return 'over';
  }
}
