import { irfft, type ComplexArray } from '@linetwin/signal';

/** A signal at a lower sample rate. */
export type ReducedBand = { readonly samples: Float64Array; readonly sampleRateHz: number };

/**
 * The largest power of two that a sample rate can be divided by while it still holds what lies below a frequency, with a quarter
 * to spare.
 */
export function reductionTo(limitHz: number, sampleRateHz: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(sampleRateHz / (2.5 * limitHz))));
}

/**
 * A signal at its sample rate over `factor`, without what that cannot hold: the spectrum is cut off and turned back. Shaft lines lie
 * in the lowest twentieth of what an accelerometer delivers.
 *
 * @param spectrum bins of `rfft` of the signal
 * @param factor a power of two, at most a quarter of the signal's length
 */
export function reduceBand(spectrum: ComplexArray, sampleRateHz: number, factor: number): ReducedBand {
  const reduced = (spectrum.length - 2) / factor;
  const bins = spectrum.slice(0, reduced + 2);
  // The last bin has no mirror image in a spectrum that ends there.
  bins.fill(0, reduced);
  for (let i = 0; i < reduced; i++) bins[i] /= factor;
  return { samples: irfft(bins, reduced), sampleRateHz: sampleRateHz / factor };
}
