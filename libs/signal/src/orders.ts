import { amplitudeSpectrum, type Spectrum } from './spectrum.ts';

/** Values on an even grid of orders, multiples of the shaft's speed: `values[k]` lies at `k * resolution`. */
export type OrderSpectrum = { readonly resolution: number; readonly values: Float64Array };

/**
 * Order spectrum of a signal at constant speed: its amplitude spectrum over multiples of the shaft's speed, so that a line of the
 * shaft stands at 1 whatever the speed. A speed that changes by the share s within the signal smears order k over k · s.
 *
 * @param speedRpm r/min of the shaft
 * @throws RangeError if the speed is not positive
 */
export function orderSpectrum(
  signal: ArrayLike<number>,
  sampleRateHz: number,
  speedRpm: number,
): OrderSpectrum {
  return toOrders(amplitudeSpectrum(signal, sampleRateHz), speedRpm);
}

/** A spectrum over multiples of the shaft's speed. @throws RangeError if the speed is not positive */
export function toOrders({ resolutionHz, values }: Spectrum, speedRpm: number): OrderSpectrum {
  if (!(speedRpm > 0)) throw new RangeError(`orders need the speed of the shaft, got ${speedRpm} r/min`);
  return { resolution: resolutionHz / (speedRpm / 60), values };
}
