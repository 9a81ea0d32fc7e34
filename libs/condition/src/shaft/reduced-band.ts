import { fastLengthAbove, irfft, rfft } from '@linetwin/signal';

/** A signal at a lower sample rate. */
export type ReducedBand = { readonly samples: Float64Array; readonly sampleRateHz: number };

/**
 * A signal without what lies above a frequency, at the sample rate over the largest power of two that still holds it with a quarter to
 * spare: the spectrum is cut off and turned back. Shaft lines lie in the lowest twentieth of what an accelerometer delivers.
 */
export function reduceBand(samples: ArrayLike<number>, sampleRateHz: number, limitHz: number): ReducedBand {
  const factor = 2 ** Math.max(0, Math.floor(Math.log2(sampleRateHz / (2.5 * limitHz))));
  let mean = 0;
  for (let i = 0; i < samples.length; i++) mean += samples[i] / samples.length;
  const centred = Float64Array.from(samples, (x) => x - mean);
  if (factor === 1) return { samples: centred, sampleRateHz };
  const length = fastLengthAbove(centred.length);
  const reduced = length / factor;
  const bins = rfft(centred, { length }).slice(0, reduced + 2);
  // The last bin has no mirror image in a spectrum that ends there.
  bins.fill(0, reduced);
  for (let i = 0; i < reduced; i++) bins[i] /= factor;
  return {
    samples: irfft(bins, reduced).slice(0, Math.floor(centred.length / factor)),
    sampleRateHz: sampleRateHz / factor,
  };
}
