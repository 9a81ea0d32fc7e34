/** Parts of a window: its newest edge moves in steps of a sixtieth of its length. */
const BUCKETS = 60;

/** Share of a window that values must span before it says anything. */
const FILLED = 0.9;

/**
 * What a signal did within the last seconds: mean, lowest, highest, and how much it changed. Memory is fixed, whatever
 * the rate of the values; the oldest edge is right to a sixtieth of the length. Times are source times in ms.
 */
export class SignalWindow {
  readonly lengthMs: number;
  private readonly bucketMs: number;
  /** Which stretch of time a bucket holds, as a multiple of `bucketMs`; NaN while it is empty. */
  private readonly slot = new Float64Array(BUCKETS).fill(NaN);
  private readonly sum = new Float64Array(BUCKETS);
  private readonly count = new Float64Array(BUCKETS);
  private readonly low = new Float64Array(BUCKETS);
  private readonly high = new Float64Array(BUCKETS);
  private readonly first = new Float64Array(BUCKETS);
  private readonly last = new Float64Array(BUCKETS);
  private since = NaN;

  constructor(lengthMs: number) {
    this.lengthMs = lengthMs;
    this.bucketMs = lengthMs / BUCKETS;
  }

  add(time: number, value: number): void {
    if (Number.isNaN(this.since)) this.since = time;
    const slot = Math.floor(time / this.bucketMs);
    const at = slot % BUCKETS;
    if (this.slot[at] > slot) return;
    if (this.slot[at] !== slot) {
      this.slot[at] = slot;
      this.sum[at] = 0;
      this.count[at] = 0;
      this.low[at] = Infinity;
      this.high[at] = -Infinity;
      this.first[at] = value;
    }
    this.sum[at] += value;
    this.count[at] += 1;
    this.low[at] = Math.min(this.low[at], value);
    this.high[at] = Math.max(this.high[at], value);
    this.last[at] = value;
  }

  /** NaN until the window has been watched for most of its length, and where it is empty. */
  mean(now: number): number {
    let sum = 0;
    let count = 0;
    this.each(now, (at) => {
      sum += this.sum[at];
      count += this.count[at];
    });
    return this.filled(now) && count > 0 ? sum / count : NaN;
  }

  lowest(now: number): number {
    let low = Infinity;
    this.each(now, (at) => (low = Math.min(low, this.low[at])));
    return this.filled(now) && low < Infinity ? low : NaN;
  }

  highest(now: number): number {
    let high = -Infinity;
    this.each(now, (at) => (high = Math.max(high, this.high[at])));
    return this.filled(now) && high > -Infinity ? high : NaN;
  }

  /** Newest value minus the oldest one of the window. */
  change(now: number): number {
    let oldest = -1;
    let newest = -1;
    this.each(now, (at) => {
      if (oldest < 0 || this.slot[at] < this.slot[oldest]) oldest = at;
      if (newest < 0 || this.slot[at] > this.slot[newest]) newest = at;
    });
    return this.filled(now) && oldest >= 0 ? this.last[newest] - this.first[oldest] : NaN;
  }

  /** Forgets all: after a gap, what was before says nothing of now. */
  clear(): void {
    this.slot.fill(NaN);
    this.since = NaN;
  }

  private filled(now: number): boolean {
    return now - this.since >= this.lengthMs * FILLED;
  }

  private each(now: number, visit: (at: number) => void): void {
    const newest = Math.floor(now / this.bucketMs);
    for (let at = 0; at < BUCKETS; at++) {
      if (this.slot[at] <= newest && this.slot[at] > newest - BUCKETS) visit(at);
    }
  }
}
