import type { HealthMonitor } from './monitor.schema.ts';
import { distanceFrom, qContributions } from './principal-components.ts';
import type { Distance, PrincipalComponents } from './principal-components.ts';
import { median } from '@linetwin/signal';

/** One signal's part in what is unusual. */
export type Contribution = {
  readonly signal: string;
  /** 0..1, of all signals 1. */
  readonly share: number;
  /** Mean over the stacked rows less the healthy mean, in standard deviations of the healthy time. */
  readonly deviation: number;
};

/** The word on one row. */
export type MonitorJudgement = {
  /** Smoothed statistics over their limits: above 1 the machine is not as it was in its healthy time. */
  readonly q: number;
  readonly tSquared: number;
  /**
   * Q decides: it sees what breaks the pattern of the signals. T² sees an operating point further along the pattern than
   * any of the healthy time (a warmer day, another load): to know when reading the word, no fault by itself.
   */
  readonly unusual: boolean;
};

/**
 * Judges one machine's rows one after another by its trained monitor. The same rows give the same words; nothing is
 * learned on the way.
 */
export class MonitorRun {
  private readonly monitor: HealthMonitor;
  private readonly model: PrincipalComponents;
  /** Scaled, stacked rows, newest first. */
  private stack: Float64Array;
  private filled = 0;
  private recent: Distance[] = [];

  constructor(monitor: HealthMonitor) {
    this.monitor = monitor;
    const dimension = monitor.signals.length * monitor.parameters.lags;
    this.model = {
      mean: Float64Array.from(monitor.centre),
      directions: monitor.directions.map((direction) => Float64Array.from(direction)),
      variances: monitor.variances,
      pattern: monitor.pattern,
    };
    this.stack = new Float64Array(dimension);
  }

  /** Forgets the rows so far: after a gap, or when the machine left the state that it is judged in. */
  reset(): void {
    this.filled = 0;
    this.recent = [];
  }

  /**
   * @param row one value per signal of the monitor, in its order and in the units of the training
   * @returns null until enough rows came one after another, and for a row with a value that is not finite, which is a gap
   */
  push(row: ArrayLike<number>): MonitorJudgement | null {
    const { signals, mean, standardDeviation, parameters, limits } = this.monitor;
    if (row.length !== signals.length) {
      throw new RangeError(`the monitor judges ${signals.length} signals, got ${row.length} values`);
    }
    this.stack.copyWithin(signals.length, 0);
    for (let i = 0; i < signals.length; i++) {
      if (!Number.isFinite(row[i])) {
        this.reset();
        return null;
      }
      this.stack[i] = (row[i] - mean[i]) / standardDeviation[i];
    }
    this.filled++;
    if (this.filled < parameters.lags) return null;
    this.recent = [...this.recent, distanceFrom(this.model, this.stack)].slice(-parameters.smoothing);
    const ratio = {
      q: median(this.recent.map((d) => d.q)) / limits.q,
      tSquared: median(this.recent.map((d) => d.tSquared)) / limits.tSquared,
    };
    return { ...ratio, unusual: ratio.q > 1 };
  }

  /**
   * Which signals make the newest row unusual, strongest first: their parts of Q.
   */
  contributions(): Contribution[] {
    const { signals, parameters } = this.monitor;
    const partsOfQ = qContributions(this.model, this.stack);
    const width = signals.length;
    const parts = signals.map((signal, i) => {
      let part = 0;
      let deviation = 0;
      for (let lag = 0; lag < parameters.lags; lag++) {
        const at = lag * width + i;
        deviation += this.stack[at] / parameters.lags;
        part += partsOfQ[at];
      }
      return { signal, part, deviation };
    });
    const total = parts.reduce((sum, { part }) => sum + part, 0) || 1;
    return parts
      .map(({ signal, part, deviation }) => ({ signal, share: part / total, deviation }))
      .sort((a, b) => b.share - a.share);
  }
}
