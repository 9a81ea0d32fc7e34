/** Ranks to each side of the middle that are kept in order, at least and as a share of the window: it drifts through them in some thousand steps. */
const LEAST_KEPT = 32;
const KEPT_SHARE = 1 / 8;

/**
 * Running median of a window of 2 · `halfWidth` + 1 values; at the ends the window is cut off, not padded.
 * The level of a spectrum's floor: lines narrower than half the window do not move it.
 *
 * @param values none of them NaN
 * @throws RangeError if `halfWidth` is negative or not whole
 */
export function runningMedian(values: Float64Array, halfWidth: number): Float64Array {
  if (!Number.isInteger(halfWidth) || halfWidth < 0)
    throw new RangeError(`half width must be whole: ${halfWidth}`);
  const n = values.length;
  const out = new Float64Array(n);
  const middle = new MiddleOfWindow(2 * halfWidth + 1);
  for (let i = 0; i < n; i++) {
    const from = Math.max(0, i - halfWidth);
    const to = Math.min(n, i + halfWidth + 1);
    if (i > 0 && to > i + halfWidth) middle.add(values[to - 1]);
    if (from > 0) middle.remove(values[from - 1]);
    const size = to - from;
    if (!middle.holds((size - 1) >> 1, size >> 1)) middle.reset(values.slice(from, to).sort());
    out[i] = middle.median(size);
  }
  return out;
}

/**
 * The values around the middle of a window in order. Of the others it is known how many lie below, and most that come and go only change
 * that: a step costs half of keeping the whole window in order.
 */
class MiddleOfWindow {
  private readonly sorted: Float64Array;
  private readonly kept: number;
  /** How many are in order, and between which of them, both included: none at first. */
  private count = 0;
  private lowest = 0;
  private highest = -Infinity;
  /** How many values of the window are below the lowest. */
  private below = 0;

  constructor(most: number) {
    this.sorted = new Float64Array(most + 1);
    this.kept = Math.max(LEAST_KEPT, Math.round(KEPT_SHARE * most));
  }

  add(value: number): void {
    if (value < this.lowest) this.below++;
    else if (value <= this.highest) {
      const at = lowerBound(this.sorted, this.count, value);
      this.sorted.copyWithin(at + 1, at, this.count++);
      this.sorted[at] = value;
    }
  }

  remove(value: number): void {
    if (value < this.lowest) this.below--;
    else if (value <= this.highest) {
      const at = lowerBound(this.sorted, this.count, value);
      this.sorted.copyWithin(at, at + 1, this.count--);
    }
  }

  /** Whether the values of two ranks are among those in order. */
  holds(low: number, high: number): boolean {
    return low >= this.below && high < this.below + this.count;
  }

  /** Starts again around the middle of a window whose values are all in order. */
  reset(window: Float64Array): void {
    const middle = window.length >> 1;
    const last = Math.min(window.length - 1, middle + this.kept);
    this.lowest = window[Math.max(0, middle - this.kept)];
    this.highest = window[last];
    this.below = lowerBound(window, window.length, this.lowest);
    let end = last + 1;
    while (end < window.length && window[end] === this.highest) end++;
    this.count = end - this.below;
    this.sorted.set(window.subarray(this.below, end));
  }

  median(size: number): number {
    const upper = (size >> 1) - this.below;
    return size % 2 === 1 ? this.sorted[upper] : (this.sorted[upper - 1] + this.sorted[upper]) / 2;
  }
}

/** Index of the first of `size` sorted values that is not below `value`. */
function lowerBound(sorted: Float64Array, size: number, value: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
