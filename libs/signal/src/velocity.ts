import { fastLengthBelow, rfft } from './fft.ts';
import type { ComplexArray } from './fft.ts';

/** Standard gravity, m/s² (exact by definition, CGPM 1901). */
export const STANDARD_GRAVITY_M_PER_S2 = 9.80665;

/**
 * Vibration velocity RMS in mm/s in a band, default 10 to 1000 Hz as ISO 20816-1 asks for broad-band severity,
 * from acceleration; at most a sixth of the samples is left out.
 *
 * @param accelerationMPerS2 acceleration, m/s²
 * @throws RangeError if the sample rate does not reach the band
 */
export function velocityRmsMmPerS(
  accelerationMPerS2: ArrayLike<number>,
  sampleRateHz: number,
  lowHz = 10,
  highHz = 1000,
): number {
  const length = fastLengthBelow(accelerationMPerS2.length);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += accelerationMPerS2[i];
  const mean = sum / length;
  const centred = new Float64Array(length);
  for (let i = 0; i < length; i++) centred[i] = accelerationMPerS2[i] - mean;
  return velocityRmsOfSpectrum(rfft(centred), sampleRateHz, lowHz, highHz);
}

/**
 * {@link velocityRmsMmPerS} of a signal that is transformed already. Integrated in the frequency domain, V = A / (2 pi i f), with a
 * Hann window (applied there too) against leakage of the low end.
 *
 * @param spectrum bins of `rfft` of the acceleration, m/s², the mean taken away
 * @throws RangeError if the sample rate does not reach the band
 */
export function velocityRmsOfSpectrum(
  spectrum: ComplexArray,
  sampleRateHz: number,
  lowHz = 10,
  highHz = 1000,
): number {
  if (sampleRateHz / 2 <= lowHz)
    throw new RangeError(`${sampleRateHz} Hz does not reach a band from ${lowHz} Hz`);
  const length = spectrum.length - 2;
  const resolutionHz = sampleRateHz / length;
  // With w = 1 - cos the mean of w² is 1.5: by Parseval, mean v² = sum 2 |V|² / (1.5 N²).
  let velocitySquared = 0;
  const top = Math.min(length / 2 - 1, Math.floor(highHz / resolutionHz));
  for (let k = Math.max(1, Math.ceil(lowHz / resolutionHz)); k <= top; k++) {
    const re = spectrum[2 * k] - (spectrum[2 * k - 2] + spectrum[2 * k + 2]) / 2;
    const im = spectrum[2 * k + 1] - (spectrum[2 * k - 1] + spectrum[2 * k + 3]) / 2;
    velocitySquared += (re * re + im * im) / (2 * Math.PI * k * resolutionHz) ** 2;
  }
  return (1000 * Math.sqrt((2 * velocitySquared) / 1.5)) / length;
}
