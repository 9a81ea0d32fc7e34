import { fastLengthAbove, irfft, rfft } from '@linetwin/signal';

/** A signal at a lower sample rate. */
export type ReducedBand = { readonly samples: Float64Array; readonly sampleRateHz: number };

/**
 * A signal without what lies above a frequency, at the sample rate over the largest power of two that still holds it with a quarter to
 * spare: the spectrum is cut off and turned back. Shaft lines lie in the lowest twentieth of what an accelerometer delivers.
 */
export function reduceBand(samples: ArrayLike<number>, sampleRateHz: number, limitHz: number): ReducedBand {
  const factor = 2 ** Math.max(0, Math.floor(Math.log2(sampleRateHz / (2.5 * limitHz))));
  const { length } = samples;
  const wanted = factor === 1 ? length : fastLengthAbove(length);
  // Hot: a hundred thousand numbers a burst, in loops, since `from` with a function takes ten times as long.
  let sum = 0;
  for (let i = 0; i < length; i++) sum += samples[i];
  const mean = sum / length;
  const centred = new Float64Array(wanted);
  for (let i = 0; i < length; i++) centred[i] = samples[i] - mean;
  if (factor === 1) return { samples: centred, sampleRateHz };
  const reduced = wanted / factor;
  const bins = rfft(centred).slice(0, reduced + 2);
  // The last bin has no mirror image in a spectrum that ends there.
  bins.fill(0, reduced);
  for (let i = 0; i < reduced; i++) bins[i] /= factor;
  return {
    samples: irfft(bins, reduced).slice(0, Math.floor(length / factor)),
    sampleRateHz: sampleRateHz / factor,
  };
}
