/** Episodes that a profile is a mean of: the seasons change it. */
const EPISODES = 8;

/** A course in minutes, learned as the mean of episodes. */
export class MinuteProfile {
  readonly length: number;
  private readonly means: Float64Array;
  private readonly counts: Uint32Array;

  constructor(length: number) {
    this.length = length;
    this.means = new Float64Array(length);
    this.counts = new Uint32Array(length);
  }

  learn(minute: number, value: number): void {
    if (minute < 0 || minute >= this.length) return;
    this.counts[minute]++;
    this.means[minute] += (value - this.means[minute]) / Math.min(this.counts[minute], EPISODES);
  }

  /** Undefined where nothing was seen, and beyond its length. */
  at(minute: number): number | undefined {
    return this.counts[minute] > 0 ? this.means[minute] : undefined;
  }

  /** From one minute to another; 0 where one of them was never seen. */
  change(from: number, to: number): number {
    const [a, b] = [this.at(from), this.at(to)];
    return a === undefined || b === undefined ? 0 : b - a;
  }
}
