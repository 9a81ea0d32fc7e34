import type { LineField } from '../comb.ts';

/** Mean over median of the power of noise: it is exponential. */
export const NOISE_POWER = 1 / Math.LN2;

/** Sidebands up to the shaft's spacing keep their distance from their carrier. */
const FLAT_ORDERS = 1.1;

/** Power over floor of each bin, with at most `cap`; bins that may not be read count as noise. */
export function powersOverFloor({ depth, floor, free }: LineField, cap: number): Float64Array {
  const powers = new Float64Array(depth.length).fill(NOISE_POWER);
  for (let bin = 0; bin < powers.length; bin++)
    if (free[bin] && floor[bin] > 0) powers[bin] = Math.min(cap, (depth[bin] / floor[bin]) ** 2);
  return powers;
}

/**
 * A burst's {@link powersOverFloor} on a grid of orders, each harmonic k of a slipped comb moved by k times its slip to where it stands without.
 * Lines around a harmonic move with it; in the middle between two harmonics the shift is the mean of theirs, so that lines of a
 * slower source at half of the rate are laid over each other as well.
 *
 * @param order of the comb without slip
 * @param slip of this burst
 */
export function alignedPowers(
  powers: Float64Array,
  { shaftHz, resolutionHz }: Pick<LineField, 'shaftHz' | 'resolutionHz'>,
  order: number,
  slip: number,
  step: number,
  count: number,
): Float64Array {
  const out = new Float64Array(count).fill(NOISE_POWER);
  const flat = Math.min(FLAT_ORDERS, 0.4 * order);
  const ramp = order > 2 * flat ? 1 / (order - 2 * flat) : 0;
  for (let i = 1; i < count; i++) {
    const x = i * step;
    const k = Math.round(x / order);
    const beside = x - k * order;
    const beyond = Math.max(0, Math.abs(beside) - flat) * ramp;
    const harmonics = k + Math.sign(beside) * beyond;
    const position = ((x + harmonics * order * slip) * shaftHz) / resolutionHz;
    const bin = Math.floor(position);
    if (bin < 1 || bin + 1 >= powers.length) continue;
    const share = position - bin;
    out[i] = (1 - share) * powers[bin] + share * powers[bin + 1];
  }
  return out;
}
