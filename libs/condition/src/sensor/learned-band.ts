import type { RelationParameters } from './relation-parameters.ts';

/** Rows that are remembered of what goes on now. */
const RECENT_ROWS = 240;

/** Where a signal was over its healthy minutes, and how far from their middle it has been lately. */
export class LearnedBand {
  private readonly parameters: RelationParameters;
  private readonly width: number;
  private low = Infinity;
  private high = -Infinity;
  private n = 0;
  private mean = 0;
  private squares = 0;
  private readonly recent: { at: number; value: number }[] = [];

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

  see(at: number, value: number): void {
    this.recent.push({ at, value });
    if (this.recent.length > RECENT_ROWS) this.recent.shift();
  }

  has(value: number): boolean {
    const { spanMargin, bandMargin } = this.parameters;
    const margin = spanMargin * (this.high - this.low) + bandMargin * this.width;
    return value >= this.low - margin && value <= this.high + margin;
  }

  /** Learned middle, in the unit of the signal. */
  get middle(): number {
    return this.mean;
  }

  /** How far it may have moved since a time, as a share of what it was: the distance of the mean, and two standard errors of it. */
  mayHaveMoved(since: number): number {
    const rows = this.recent.filter(({ at }) => at >= since);
    const mean = rows.reduce((sum, { value }) => sum + value, 0) / rows.length;
    const deviation = Math.sqrt(this.squares / Math.max(1, this.n - 1));
    return (Math.abs(mean - this.mean) + (2 * deviation) / Math.sqrt(rows.length)) / Math.abs(this.mean);
  }
}
