import { irfft, rfft, fastLengthAbove } from './fft.ts';

/**
 * Band-pass without phase shift: bins outside [lowHz, highHz) are set to zero. The signal is padded with zeros
 * to a fast length, so the two ends ring for about 1 / (highHz - lowHz) seconds.
 *
 * @param highHz use sampleRateHz / 2 or more for a high-pass
 * @returns as many samples as were given, in the same unit
 * @throws RangeError if the band is empty
 */
export function bandPass(
  signal: ArrayLike<number>,
  sampleRateHz: number,
  lowHz: number,
  highHz: number,
): Float64Array {
  if (!(highHz > lowHz)) throw new RangeError(`empty band ${lowHz} to ${highHz} Hz`);
  const length = fastLengthAbove(signal.length);
  const bins = rfft(signal, { length });
  const resolutionHz = sampleRateHz / length;
  const nyquist = bins.length / 2 - 1;
  for (let k = 0; k <= nyquist; k++) {
    const f = k * resolutionHz;
    if (f >= lowHz && (f < highHz || (k === nyquist && highHz >= sampleRateHz / 2))) continue;
    bins[2 * k] = 0;
    bins[2 * k + 1] = 0;
  }
  return irfft(bins, length).slice(0, signal.length);
}
