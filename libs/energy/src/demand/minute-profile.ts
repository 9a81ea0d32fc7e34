/** Episodes that a profile is a mean of: the seasons change it. */
const EPISODES = 8;
const SETTLED_MINUTES = 5;

/** What a profile learned. */
export interface ProfileMemory {
  /** To the hundredth. */
  means: number[];
  counts: number[];
}

/** A course in minutes, learned as the mean of episodes. */
export class MinuteProfile {
  readonly length: number;
  private readonly means: Float64Array;
  private readonly counts: Uint32Array;

  constructor(length: number, memory?: ProfileMemory) {
    this.length = length;
    this.means = new Float64Array(length);
    this.counts = new Uint32Array(length);
    if (!memory) return;
    this.means.set(memory.means.slice(0, length));
    this.counts.set(memory.counts.slice(0, length));
  }

  get memory(): ProfileMemory {
    return {
      means: Array.from(this.means, hundredth),
      counts: Array.from(this.counts, (n) => Math.min(n, EPISODES)),
    };
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

  /** The same, or the last before it that was seen; undefined where none was. */
  upTo(minute: number): number | undefined {
    for (let m = Math.min(minute, this.length - 1); m >= 0; m--) if (this.counts[m] > 0) return this.means[m];
    return undefined;
  }

  /**
   * The minutes that come, for who is at one of them now: the course, off by as much as now. In its first minutes the last value still
   * says something of what was before, and the usual course more.
   */
  goOn(minute: number, value: number, minutes: number): number[] {
    const off = (value - (this.at(minute) ?? value)) * Math.min(1, minute / SETTLED_MINUTES);
    return Array.from({ length: minutes }, (_, k) => {
      const usual = this.at(minute + 1 + k);
      return usual === undefined ? value : usual + off;
    });
  }
}

function hundredth(kw: number): number {
  return Math.round(100 * kw) / 100;
}
