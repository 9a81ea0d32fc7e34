/** A line thinned for display: at most two points a bucket, its lowest and its highest, in order. */
export type ThinnedLine = { readonly x: Float64Array; readonly y: Float64Array };

/**
 * Thins a line to `buckets` equal parts of the index axis, keeping the lowest and the highest point of each, so
 * that no peak is lost on a screen of that many columns.
 *
 * @param x abscissa, as long as `y`
 * @throws RangeError if the lengths differ or `buckets` is not positive
 */
export function minMaxDecimate(x: ArrayLike<number>, y: ArrayLike<number>, buckets: number): ThinnedLine {
  checkBuckets(x, y, buckets);
  const keep: number[] = [];
  forEachBucket(y.length, buckets, (from, to) => {
    let low = from;
    let high = from;
    for (let i = from + 1; i < to; i++) {
      if (y[i] < y[low]) low = i;
      if (y[i] > y[high]) high = i;
    }
    keep.push(Math.min(low, high));
    if (low !== high) keep.push(Math.max(low, high));
  });
  return pick(x, y, keep);
}

/** Like {@link minMaxDecimate}, but keeps only the highest point of each bucket: enough for a spectrum. */
export function maxDecimate(x: ArrayLike<number>, y: ArrayLike<number>, buckets: number): ThinnedLine {
  checkBuckets(x, y, buckets);
  const keep: number[] = [];
  forEachBucket(y.length, buckets, (from, to) => {
    let high = from;
    for (let i = from + 1; i < to; i++) if (y[i] > y[high]) high = i;
    keep.push(high);
  });
  return pick(x, y, keep);
}

function checkBuckets(x: ArrayLike<number>, y: ArrayLike<number>, buckets: number): void {
  if (x.length !== y.length) throw new RangeError(`x has ${x.length} points, y has ${y.length}`);
  if (!(buckets >= 1)) throw new RangeError(`buckets must be positive: ${buckets}`);
}

function forEachBucket(length: number, buckets: number, visit: (from: number, to: number) => void): void {
  const count = Math.min(Math.floor(buckets), length);
  for (let b = 0; b < count; b++) {
    visit(Math.floor((b * length) / count), Math.floor(((b + 1) * length) / count));
  }
}

function pick(x: ArrayLike<number>, y: ArrayLike<number>, keep: number[]): ThinnedLine {
  // In a loop, since `from` with a function takes ten times as long.
  const kept = { x: new Float64Array(keep.length), y: new Float64Array(keep.length) };
  for (let k = 0; k < keep.length; k++) {
    kept.x[k] = x[keep[k]];
    kept.y[k] = y[keep[k]];
  }
  return kept;
}
