import { median } from '@linetwin/signal';

export const LEVEL_WATCH_VERSION = '1.0.0';

export type LevelWatchParameters = {
  /** Values whose mean is judged. */
  readonly smoothing: number;
  /** Values before anything is said. */
  readonly warmUp: number;
  /** Distance from the median of the past at which the level is unusual, in robust standard deviations. */
  readonly limit: number;
  /** Smoothed levels remembered; when there are more, every second one is forgotten and fewer are taken. */
  readonly remembered: number;
};

export const DEFAULT_LEVEL_WATCH: LevelWatchParameters = {
  smoothing: 36,
  warmUp: 750,
  limit: 2.5,
  remembered: 2000,
};

/** Half of the distance from the 10th to the 90th percentile, in standard deviations of a normal distribution. */
const DECILE_SIGMA = 1.2816;

/**
 * Watches the level of one slow signal (a temperature, a pressure) against its own past: no labels, no look-ahead, no
 * fixed limit. The scale is taken apart for above and below the median, as a machine that cools down at each stop
 * reaches further down than up; and what is called unusual is not learned.
 */
export class LevelWatch {
  private readonly parameters: LevelWatchParameters;
  private readonly recent: number[] = [];
  private past: number[] = [];
  private every: number;
  private seen = 0;

  constructor(parameters: LevelWatchParameters = DEFAULT_LEVEL_WATCH) {
    this.parameters = parameters;
    this.every = Math.max(1, Math.round(parameters.smoothing / 3));
  }

  /**
   * @returns distance of the smoothed level from the past, in robust standard deviations; 0 while warming up
   */
  push(value: number): { deviation: number; unusual: boolean } {
    const { smoothing, warmUp, limit, remembered } = this.parameters;
    this.recent.push(value);
    if (this.recent.length > smoothing) this.recent.shift();
    const level = this.recent.reduce((sum, v) => sum + v, 0) / this.recent.length;
    const deviation = this.seen < warmUp ? 0 : this.deviationOf(level);
    const unusual = Math.abs(deviation) > limit;
    if (this.seen >= smoothing && this.seen % this.every === 0 && !unusual) this.past.push(level);
    if (this.past.length > remembered) {
      this.past = this.past.filter((_, i) => i % 2 === 0);
      this.every *= 2;
    }
    this.seen++;
    return { deviation, unusual };
  }

  private deviationOf(level: number): number {
    if (this.past.length === 0) return 0;
    const sorted = [...this.past].sort((a, b) => a - b);
    const middle = median(sorted);
    const tail = sorted[Math.floor((level < middle ? 0.1 : 0.9) * (sorted.length - 1))];
    const sigma = Math.abs(tail - middle) / DECILE_SIGMA;
    if (sigma === 0) return level === middle ? 0 : Math.sign(level - middle) * Infinity;
    return (level - middle) / sigma;
  }
}
