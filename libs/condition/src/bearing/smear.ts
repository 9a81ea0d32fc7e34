import { runningMedian } from '@linetwin/signal';
import type { BearingOrders } from '@linetwin/signal';
import { lineField, withoutComb } from './comb.ts';
import type { LineField } from './comb.ts';
import type { Candidate } from './candidates.ts';
import type { BearingDiagnosisParameters } from './parameters.ts';
import type { View } from './views.ts';

/** How far the energy around 2 BSF stands above that around any other order. */
export type SmearReading = {
  /** Mean power around the first harmonics over the floor; 1 for noise. */
  readonly power: number;
  /** That over the strongest around any other order. */
  readonly dominance: number;
};

/**
 * Reads a rolling element's energy as humps, not lines. A ball's spin axis wanders and it slips by more than a
 * race passes, so its lines may smear over a few per cent ("smeared energy that seems to match" in the benchmark of
 * Smith and Randall): no comb stands out, but the power in a window around 2 BSF and its double does. Combs of the
 * races are taken away first: the lower sideband of a 6203's BPFI lies within 1 % of its 2 BSF.
 */
export function readSmear(
  view: View,
  shaftHz: number,
  orders: BearingOrders,
  races: readonly Candidate[],
  parameters: BearingDiagnosisParameters,
): SmearReading {
  const { comb, smear } = parameters;
  const field = smearField(view, shaftHz, races, parameters);
  const order = 2 * orders.bsf;
  let best = 0;
  let other = 1;
  for (let c = comb.backgroundLowOrder; c <= comb.backgroundHighOrder; c *= 1 + smear.halfWidth / 5) {
    const ratio = c / order;
    if (Math.abs(ratio - 1) <= comb.slipVerified) best = Math.max(best, humpPower(field, c, smear));
    // Windows that overlap the ball's, or whose double does, hold the same energy.
    const overlaps =
      Math.abs(ratio - 1) < 3 * smear.halfWidth || Math.abs(2 * ratio - 1) < 3 * smear.halfWidth;
    if (!overlaps) other = Math.max(other, humpPower(field, c, smear));
  }
  return { power: best, dominance: best / other };
}

/** The line field with a floor so wide that humps do not lift it, without the races' combs. */
function smearField(
  { spectrum }: View,
  shaftHz: number,
  races: readonly Candidate[],
  { comb, smear }: BearingDiagnosisParameters,
): LineField {
  const topOrder = comb.backgroundHighOrder * smear.harmonics * (1 + smear.halfWidth) + 1;
  const count = Math.min(spectrum.values.length, Math.ceil((topOrder * shaftHz) / spectrum.resolutionHz));
  const part = { ...spectrum, values: spectrum.values.subarray(0, count) };
  const halfWidth = Math.max(12, Math.round((smear.floorHalfWidthOrders * shaftHz) / spectrum.resolutionHz));
  const field = { ...lineField(part, shaftHz, comb), floor: runningMedian(part.values, halfWidth) };
  return races
    .filter((race) => race.comb.prominence >= comb.hitProminence)
    .reduce<LineField>((left, race) => withoutComb(left, race.comb.order, 1, comb), field);
}

/** Geometric mean over the harmonics of the mean power in the window, as a multiple of noise. */
function humpPower(
  { depth, floor, free, shaftHz, resolutionHz }: LineField,
  order: number,
  smear: BearingDiagnosisParameters['smear'],
): number {
  let sum = 0;
  for (let k = 1; k <= smear.harmonics; k++) {
    const centre = (k * order * shaftHz) / resolutionHz;
    const from = Math.floor(centre * (1 - smear.halfWidth));
    const to = Math.min(depth.length - 1, Math.floor(centre * (1 + smear.halfWidth)));
    let power = 0;
    let count = 0;
    for (let i = Math.max(1, from); i <= to; i++) {
      if (!free[i] || floor[i] === 0) continue;
      power += Math.min(smear.maximumBinPower, (depth[i] / floor[i]) ** 2);
      count++;
    }
    if (count < Math.max(5, (to - from) / 2)) return 0;
    // Noise power is exponential: its mean is its median over ln 2.
    sum += Math.log((power / count) * Math.LN2);
  }
  return Math.exp(sum / smear.harmonics);
}
