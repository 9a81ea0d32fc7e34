import type { ComplexArray } from '@linetwin/signal';
import type { SupplyVoltage } from './diagnosis.schema.ts';

/** A turn of 120 degrees. */
const THIRD = { re: -0.5, im: Math.sqrt(3) / 2 };

/**
 * Symmetrical components of three currents (Fortescue 1918); the stronger of the two directions is that in which the motor turns. Of one
 * current it is that current itself.
 */
export function sequences(
  spectra: readonly ComplexArray[],
  supplyBin: number,
): { positive: ComplexArray; negativeShare: number | null } {
  if (spectra.length !== 3) return { positive: spectra[0], negativeShare: null };
  const { positive, negative, size } = directions(spectra, supplyBin);
  return { positive, negativeShare: size(negative) / size(positive) };
}

function directions(spectra: readonly ComplexArray[], supplyBin: number) {
  const [forward, backward] = [1, -1].map((direction) => joined(spectra, direction));
  const size = (z: ComplexArray) => Math.hypot(z[2 * supplyBin], z[2 * supplyBin + 1]);
  return size(forward) >= size(backward)
    ? { positive: forward, negative: backward, size }
    : { positive: backward, negative: forward, size };
}

/** What three voltages say of a supply, from their spectra over orders of it. @param scale of a spectrum's value to an amplitude, V */
export function supplyVoltage(
  spectra: readonly ComplexArray[],
  supplyBin: number,
  scale: number,
  harmonics: number,
): SupplyVoltage {
  const { positive, negative } = directions(spectra, supplyBin);
  const k = 2 * supplyBin;
  const [a, b] = [positive[k], positive[k + 1]];
  const [c, d] = [negative[k], negative[k + 1]];
  const power = a * a + b * b;
  // One over the other: both turn alike with the beginning of the burst, so that bursts can be compared.
  const over = { re: (c * a + d * b) / power, im: (d * a - c * b) / power };
  const rmsAt = (order: number) => {
    const bin = 2 * order * supplyBin;
    const squares = spectra.map((z) => (z[bin] ?? 0) ** 2 + (z[bin + 1] ?? 0) ** 2);
    return Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / spectra.length);
  };
  const line = rmsAt(1);
  const rest = Array.from({ length: harmonics - 1 }, (_, i) => rmsAt(i + 2) ** 2);
  return {
    volts: (scale * line) / Math.SQRT2,
    unbalance: Math.hypot(over.re, over.im),
    negative: over,
    distortion: Math.sqrt(rest.reduce((sum, x) => sum + x, 0)) / line,
  };
}

function joined([a, b, c]: readonly ComplexArray[], direction: number): ComplexArray {
  const { re, im } = { re: THIRD.re, im: direction * THIRD.im };
  const out = new Float64Array(a.length);
  for (let k = 0; k < a.length; k += 2) {
    // a + turn b + turn² c, over 3; the square of a third of a turn is its mirror image.
    out[k] = (a[k] + re * (b[k] + c[k]) - im * (b[k + 1] - c[k + 1])) / 3;
    out[k + 1] = (a[k + 1] + re * (b[k + 1] + c[k + 1]) + im * (b[k] - c[k])) / 3;
  }
  return out;
}
