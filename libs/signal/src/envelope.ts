import { fastLengthAbove, fastLengthBelow, ifft, rfft, squaredMagnitudeOfIfft } from './fft.ts';
import type { ComplexArray } from './fft.ts';
import { Room } from './room.ts';
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
  const bins = new Float64Array(2 * outLength);
  fillBand(bins, spectrum, lowBin, highBin);
  return ifft(bins);
}

/** |z|² of {@link bandAnalyticSignal}: the squared envelope of the band, in `out` if that is given. */
export function bandSquaredEnvelope(
  spectrum: ComplexArray,
  lowBin: number,
  highBin: number,
  outLength: number,
  out?: Float64Array<ArrayBuffer>,
): Float64Array {
  return squaredMagnitudeOfIfft(outLength, (bins) => fillBand(bins, spectrum, lowBin, highBin), out);
}

/** Puts the band's bins at zero and up, scaled as {@link bandAnalyticSignal} says. */
function fillBand(bins: ComplexArray, spectrum: ComplexArray, lowBin: number, highBin: number): void {
  const n = spectrum.length - 2;
  const scale = bins.length / n;
  const last = n / 2;
  for (let k = lowBin; k < Math.min(highBin, last + 1); k++) {
    // The bins at 0 and at half the sample rate have no mirror image to fold in.
    const s = k === 0 || k === last ? scale / 2 : scale;
    const at = 2 * (k - lowBin);
    bins[at] = spectrum[2 * k] * s;
    bins[at + 1] = spectrum[2 * k + 1] * s;
  }
}

/** |z|² of complex samples. */
export function squaredMagnitude(z: ComplexArray): Float64Array {
  const out = new Float64Array(z.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = z[2 * i] ** 2 + z[2 * i + 1] ** 2;
  return out;
}

/** Bins of a segment, of which only their power is kept. */
const segmentBins = new Room();

/**
 * Spectrum of a squared envelope as **modulation depth**: line amplitude over the mean of the squared envelope.
 * A power that pulsates as 1 + m cos(2 pi f t) reads m at f, whatever the unit and the scale of the signal; a
 * train of short impulses reads up to 2. (Squared envelope spectrum: Randall and Antoni, MSSP 25, 2011,
 * 485-520.) Hann window.
 *
 * @param sampleRateHz of the squared envelope
 * @param options.maximumHz the spectrum is cut off here, default half the sample rate
 * @param options.segmentLength longest transform; more samples are split into half-overlapping segments and their
 *   powers averaged (Welch 1967). Default one segment. At most a sixth of a segment is left out (fast length).
 */
export function squaredEnvelopeSpectrum(
  squaredEnvelope: Float64Array,
  sampleRateHz: number,
  options: { maximumHz?: number; segmentLength?: number } = {},
): Spectrum {
  const available = squaredEnvelope.length;
  const length = fastLengthBelow(Math.min(options.segmentLength ?? available, available));
  const resolutionHz = sampleRateHz / length;
  const maximumHz = options.maximumHz ?? sampleRateHz / 2;
  const count = Math.min(length / 2 + 1, Math.floor(maximumHz / resolutionHz) + 1);
  const values = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < available; i++) sum += squaredEnvelope[i];
  const mean = sum / available;
  if (mean === 0) return { resolutionHz, values };
  const segments = 1 + Math.floor((available - length) / (length / 2));
  for (let segment = 0; segment < segments; segment++) {
    const start = (segment * length) / 2;
    const part = squaredEnvelope.subarray(start, start + length);
    const bins = rfft(part, { bins: count + 1, room: segmentBins });
    // Without its mean, which the window would spread over the first lines.
    bins[0] = 0;
    addHannPower(values, bins);
  }
  // One side holds half of a line's amplitude.
  const scale = 2 / (length * mean);
  for (let k = 0; k < count; k++) values[k] = scale * Math.sqrt(values[k] / segments);
  values[0] = 0;
  return { resolutionHz, values };
}

/** Hann in the frequency domain, X[k] - (X[k-1] + X[k+1]) / 2 with twice its gain of a half, as power. */
function addHannPower(power: Float64Array, bins: ComplexArray): void {
  const last = bins.length / 2 - 1;
  for (let k = 1; k < power.length; k++) {
    const next = 2 * Math.min(k + 1, last);
    const re = bins[2 * k] - (bins[2 * k - 2] + bins[next]) / 2;
    const im = bins[2 * k + 1] - (bins[2 * k - 1] + bins[next + 1]) / 2;
    power[k] += re * re + im * im;
  }
}
