import { fastLengthAbove, fastLengthBelow, ifft, rfft } from './fft.ts';
import type { ComplexArray } from './fft.ts';
import type { Spectrum } from './spectrum.ts';

/**
 * Analytic signal x + i H(x) of a real signal, by keeping only positive frequencies (Gabor 1946). The signal is
 * padded with zeros to a fast length and the pad cut off again.
 *
 * @returns as many complex samples as were given
 */
export function analyticSignal(signal: ArrayLike<number>): ComplexArray {
  const length = fastLengthAbove(signal.length);
  return bandAnalyticSignal(rfft(signal, { length }), 0, length / 2 + 1, length).slice(0, 2 * signal.length);
}

/** Envelope |x + i H(x)| of a real signal, in its unit. */
export function envelope(signal: ArrayLike<number>): Float64Array {
  const z = analyticSignal(signal);
  const out = new Float64Array(signal.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.hypot(z[2 * i], z[2 * i + 1]);
  return out;
}

/**
 * Complex envelope of one band of a spectrum, moved down to zero frequency and sampled `outLength` times over
 * the same duration: demodulation and decimation in one inverse transform.
 *
 * @param spectrum bins of `rfft`, N/2 + 1 of them
 * @param lowBin first bin of the band
 * @param highBin first bin above the band
 * @param outLength a fast length not below the number of bins; twice that many keeps the squared envelope free
 *   of aliasing
 * @returns complex samples scaled so that their squared magnitude is the band's squared envelope
 */
export function bandAnalyticSignal(
  spectrum: ComplexArray,
  lowBin: number,
  highBin: number,
  outLength: number,
): ComplexArray {
  const n = spectrum.length - 2;
  const bins = new Float64Array(2 * outLength);
  const scale = (2 * outLength) / n;
  const last = n / 2;
  for (let k = lowBin; k < Math.min(highBin, last + 1); k++) {
    // The bins at 0 and at half the sample rate have no mirror image to fold in.
    const s = k === 0 || k === last ? scale / 2 : scale;
    const at = 2 * (k - lowBin);
    bins[at] = spectrum[2 * k] * s;
    bins[at + 1] = spectrum[2 * k + 1] * s;
  }
  return ifft(bins);
}

/** |z|² of complex samples. */
export function squaredMagnitude(z: ComplexArray): Float64Array {
  const out = new Float64Array(z.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = z[2 * i] ** 2 + z[2 * i + 1] ** 2;
  return out;
}

/**
 * Spectrum of a squared envelope as **modulation depth**: line amplitude over the mean of the squared envelope.
 * A power that pulsates as 1 + m cos(2 pi f t) reads m at f, whatever the unit and the scale of the signal; a
 * train of short impulses reads up to 2. (Squared envelope spectrum: Randall and Antoni, MSSP 25, 2011,
 * 485-520.) Hann window; at most a sixth of the samples is left out.
 *
 * @param sampleRateHz of the squared envelope
 * @param maximumHz the spectrum is cut off here, default half the sample rate
 */
export function squaredEnvelopeSpectrum(
  squaredEnvelope: Float64Array,
  sampleRateHz: number,
  maximumHz = sampleRateHz / 2,
): Spectrum {
  const length = fastLengthBelow(squaredEnvelope.length);
  let mean = 0;
  for (let i = 0; i < length; i++) mean += squaredEnvelope[i] / length;
  const resolutionHz = sampleRateHz / length;
  const count = Math.min(length / 2 + 1, Math.floor(maximumHz / resolutionHz) + 1);
  const values = new Float64Array(count);
  if (mean === 0) return { resolutionHz, values };
  const centred = new Float64Array(length);
  for (let i = 0; i < length; i++) centred[i] = squaredEnvelope[i] - mean;
  const bins = rfft(centred);
  // Hann in the frequency domain, w X = X[k]/2 - (X[k-1] + X[k+1])/4, over its coherent gain of a half.
  const scale = 2 / (length * mean);
  for (let k = 1; k < count; k++) {
    const next = Math.min(k + 1, length / 2);
    const re = bins[2 * k] - (bins[2 * k - 2] + bins[2 * next]) / 2;
    const im = bins[2 * k + 1] - (bins[2 * k - 1] + bins[2 * next + 1]) / 2;
    values[k] = scale * Math.hypot(re, im);
  }
  return { resolutionHz, values };
}
