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

/** The middle one of some numbers in any order, or the mean of the middle two; NaN of none. */
export function median(values: ArrayLike<number>): number {
  const sorted = new Float64Array(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
