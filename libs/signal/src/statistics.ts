/** Figures of one signal. All but mean, rms, standard deviation and peak are without unit. */
export type SignalStatistics = {
  readonly mean: number;
  /** sqrt(mean x²), the mean not removed. */
  readonly rms: number;
  readonly standardDeviation: number;
  /** Largest |x - mean|. */
  readonly peak: number;
  /** peak / standard deviation; 3 to 5 for a healthy machine. */
  readonly crest: number;
  /** mean (x - mean)³ / s³; 0 when symmetric. */
  readonly skewness: number;
  /** mean (x - mean)⁴ / s⁴; 3 for normal noise, more for impacts. */
  readonly kurtosis: number;
};

/**
 * Moments of a signal (population form, divided by N). A constant signal has kurtosis, skewness and crest 0.
 *
 * @throws RangeError if there are no samples
 */
export function signalStatistics(signal: ArrayLike<number>): SignalStatistics {
  const n = signal.length;
  if (n === 0) throw new RangeError('statistics need at least one sample');
  let total = 0;
  for (let i = 0; i < n; i++) total += signal[i];
  const mean = total / n;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  let peak = 0;
  for (let i = 0; i < n; i++) {
    const d = signal[i] - mean;
    const d2 = d * d;
    m2 += d2;
    m3 += d2 * d;
    m4 += d2 * d2;
    if (Math.abs(d) > peak) peak = Math.abs(d);
  }
  m2 /= n;
  const standardDeviation = Math.sqrt(m2);
  const flat = m2 === 0;
  return {
    mean,
    rms: Math.sqrt(m2 + mean * mean),
    standardDeviation,
    peak,
    crest: flat ? 0 : peak / standardDeviation,
    skewness: flat ? 0 : m3 / n / (m2 * standardDeviation),
    kurtosis: flat ? 0 : m4 / n / (m2 * m2),
  };
}

/**
 * Running median of a window of 2 · `halfWidth` + 1 values; at the ends the window is cut off, not padded.
 * The level of a spectrum's floor: lines narrower than half the window do not move it.
 *
 * @throws RangeError if `halfWidth` is negative or not whole
 */
export function runningMedian(values: Float64Array, halfWidth: number): Float64Array {
  if (!Number.isInteger(halfWidth) || halfWidth < 0)
    throw new RangeError(`half width must be whole: ${halfWidth}`);
  const n = values.length;
  const out = new Float64Array(n);
  // A sorted copy of the window; each step drops one value and inserts one.
  const sorted = new Float64Array(2 * halfWidth + 2);
  let size = 0;
  for (; size < Math.min(halfWidth, n); size++) replace(sorted, size, size + 1, values[size]);
  for (let i = 0; i < n; i++) {
    const isIn = i + halfWidth < n;
    const dropped = i > halfWidth ? lowerBound(sorted, size, values[i - halfWidth - 1]) : -1;
    if (isIn && dropped >= 0) replace(sorted, dropped, size, values[i + halfWidth]);
    else if (isIn) replace(sorted, size, ++size, values[i + halfWidth]);
    else if (dropped >= 0) sorted.copyWithin(dropped, dropped + 1, size--);
    const middle = size >> 1;
    out[i] = size % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
  return out;
}

/** Puts a value into `size` sorted ones in the place of the one at `hole`, the last of which may be free; only what lies between moves. */
function replace(sorted: Float64Array, hole: number, size: number, value: number): void {
  const at = lowerBound(sorted, hole === size - 1 ? hole : size, value);
  if (at <= hole) {
    sorted.copyWithin(at + 1, at, hole);
    sorted[at] = value;
  } else {
    sorted.copyWithin(hole, hole + 1, at);
    sorted[at - 1] = value;
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

/** The middle one of some numbers in any order, or the mean of the middle two; NaN of none. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
