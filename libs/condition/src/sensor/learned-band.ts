import type { RelationParameters } from './relation-parameters.ts';

/** Where a signal was over its healthy minutes, and how far from their middle it has been lately. */
export class LearnedBand {
  private readonly parameters: RelationParameters;
  private readonly width: number;
  private low = Infinity;
  private high = -Infinity;
  private n = 0;
  private mean = 0;
  private squares = 0;
  private readonly recent: number[] = [];

  /** @param width of the signal's normal band, in its unit */
  constructor(parameters: RelationParameters, width: number) {
    this.parameters = parameters;
    this.width = width;
  }

  learn(value: number): void {
    this.low = Math.min(this.low, value);
    this.high = Math.max(this.high, value);
    const off = value - this.mean;
    this.mean += off / ++this.n;
    this.squares += off * (value - this.mean);
  }

  see(value: number): void {
    this.recent.push(value);
    if (this.recent.length > this.parameters.holdRows) this.recent.shift();
  }

  has(value: number): boolean {
    const { spanMargin, bandMargin } = this.parameters;
    const margin = spanMargin * (this.high - this.low) + bandMargin * this.width;
    return value >= this.low - margin && value <= this.high + margin;
  }

  /** Distance of the last rows from the learned middle, in standard deviations of a healthy row. */
  get strayed(): number {
    const { floorShare } = this.parameters;
    const deviation = Math.max(Math.sqrt(this.squares / Math.max(1, this.n - 1)), floorShare * this.width);
    const mean = this.recent.reduce((sum, one) => sum + one, 0) / this.recent.length;
    return Math.abs(mean - this.mean) / deviation;
  }
}
