/** How many values lie in each of the equal parts of a range; the last part includes its end. */
export type Histogram = {
  readonly from: number;
  readonly width: number;
  readonly counts: Uint32Array;
};

/** More bars than this are narrower than a pixel of a small chart. */
const MAX_BINS = 200;

/**
 * Histogram over the range of the values, in bins of 2 · IQR / n^(1/3) as Freedman and Diaconis advise (Z. Wahrscheinlichkeits-
 * theorie 57, 1981, 453-476), at most 200. Values that do not spread about their quartiles get Sturges' log2(n) + 1 bins instead. The
 * quartiles are interpolated (type 7 of Hyndman and Fan 1996).
 *
 * @param options.bins number of bins instead of that rule
 * @throws RangeError if there are no values
 */
export function histogram(values: ArrayLike<number>, options: { bins?: number } = {}): Histogram {
  const n = values.length;
  if (n === 0) throw new RangeError('a histogram needs at least one value');
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [sorted[0], sorted[n - 1]];
  const bins = options.bins ?? binsFor(sorted);
  if (high === low) return { from: low - 0.5, width: 1, counts: Uint32Array.of(n) };
  const width = (high - low) / bins;
  const counts = new Uint32Array(bins);
  for (const value of sorted) counts[Math.min(bins - 1, Math.floor((value - low) / width))]++;
  return { from: low, width, counts };
}

function binsFor(sorted: Float64Array): number {
  const n = sorted.length;
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const range = sorted[n - 1] - sorted[0];
  const width = (2 * spread) / Math.cbrt(n);
  const bins = width > 0 ? Math.ceil(range / width) : Math.ceil(Math.log2(n)) + 1;
  return Math.max(1, Math.min(MAX_BINS, bins));
}

/**
 * Value below which a share of sorted values lies, interpolated between neighbours (type 7 of Hyndman and Fan 1996).
 *
 * @param share 0 to 1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
