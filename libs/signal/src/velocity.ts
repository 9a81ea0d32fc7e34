import { fastLengthBelow, rfft } from './fft.ts';

/** Standard gravity, m/s² (exact by definition, CGPM 1901). */
export const STANDARD_GRAVITY_M_PER_S2 = 9.80665;

/**
 * Vibration velocity RMS in mm/s in a band, default 10 to 1000 Hz as ISO 20816-1 asks for broad-band severity,
 * from acceleration. Integrated in the frequency domain, V = A / (2 pi i f), with a Hann window against leakage of
 * the low end; at most a sixth of the samples is left out.
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
  if (sampleRateHz / 2 <= lowHz)
    throw new RangeError(`${sampleRateHz} Hz does not reach a band from ${lowHz} Hz`);
  const length = fastLengthBelow(accelerationMPerS2.length);
  let mean = 0;
  for (let i = 0; i < length; i++) mean += accelerationMPerS2[i] / length;
  const centred = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    centred[i] = (accelerationMPerS2[i] - mean) * (1 - Math.cos((2 * Math.PI * i) / length));
  }
  const bins = rfft(centred);
  const resolutionHz = sampleRateHz / length;
  // With w = 1 - cos the mean of w² is 1.5: by Parseval, mean v² = sum 2 |V|² / (1.5 N²).
  let sum = 0;
  const top = Math.min(length / 2, Math.floor(highHz / resolutionHz));
  for (let k = Math.ceil(lowHz / resolutionHz); k <= top; k++) {
    sum += (bins[2 * k] ** 2 + bins[2 * k + 1] ** 2) / (2 * Math.PI * k * resolutionHz) ** 2;
  }
  return (1000 * Math.sqrt((2 * sum) / 1.5)) / length;
}
