import { fastLengthBelow, irfft, rfft } from './fft.ts';
import type { ComplexArray } from './fft.ts';

/**
 * Cepstrum pre-whitening: every bin is set to magnitude 1 and keeps its phase, which is the same as setting the
 * real cepstrum to zero except at its origin. Shaft and gear lines lose their weight and each part of the band
 * counts alike, so impulses from a bearing show without choosing a band (Borghesani, Pennacchi, Randall,
 * Sawalhi, Ricci: MSSP 36, 2013, 370-384).
 *
 * @param spectrum bins of `rfft`; left unchanged
 * @param out as many numbers, which take the result
 * @returns whitened bins; a bin that is exactly zero stays zero
 */
export function whitenedSpectrum(
  spectrum: ComplexArray,
  out = new Float64Array(spectrum.length),
): ComplexArray {
  for (let i = 0; i < out.length; i += 2) {
    // Not Math.hypot, which is several times slower and guards against numbers that no sensor gives.
    const magnitude = Math.sqrt(spectrum[i] ** 2 + spectrum[i + 1] ** 2);
    out[i] = magnitude === 0 ? 0 : spectrum[i] / magnitude;
    out[i + 1] = magnitude === 0 ? 0 : spectrum[i + 1] / magnitude;
  }
  return out;
}

/** {@link whitenedSpectrum} from signal to signal; at most a sixth of the samples is cut off (fast length). */
export function cepstrumPrewhiten(signal: ArrayLike<number>): Float64Array {
  const length = fastLengthBelow(signal.length);
  return irfft(whitenedSpectrum(rfft(signal, { length })), length);
}
