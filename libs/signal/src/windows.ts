/** Window names; see {@link makeWindow}. */
export type WindowKind = 'rectangular' | 'hann' | 'hamming' | 'blackman' | 'flat-top';

/** Cosine-sum coefficients a0 - a1 cos + a2 cos - ... (Harris 1978; flat-top: ISO 18431-2). */
const COSINE_TERMS: Record<WindowKind, readonly number[]> = {
  rectangular: [1],
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  'flat-top': [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
};

/**
 * A periodic (DFT-even) window: w[n] = sum_j (-1)^j a_j cos(2 pi j n / N). Hann is the default of spectra;
 * flat-top reads amplitudes of single lines to 0.01 dB at the price of width.
 *
 * @throws RangeError if `length` is not a positive integer
 */
export function makeWindow(kind: WindowKind, length: number): Float64Array {
  if (!Number.isInteger(length) || length < 1)
    throw new RangeError(`window length must be positive: ${length}`);
  const terms = COSINE_TERMS[kind];
  const window = new Float64Array(length);
  for (let n = 0; n < length; n++) {
    for (let j = 0; j < terms.length; j++) {
      window[n] += (j % 2 === 0 ? 1 : -1) * terms[j] * Math.cos((2 * Math.PI * j * n) / length);
    }
  }
  return window;
}

/** Coherent gain, the mean of the window: a sine's line is lower by this factor. */
export function coherentGain(window: Float64Array): number {
  return sum(window) / window.length;
}

/** Equivalent noise bandwidth in bins, N · sum w² / (sum w)²; 1 for rectangular, 1.5 for Hann. */
export function noiseBandwidthBins(window: Float64Array): number {
  let squares = 0;
  for (const w of window) squares += w * w;
  return (window.length * squares) / sum(window) ** 2;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const v of values) total += v;
  return total;
}
