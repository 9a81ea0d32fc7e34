import { RangeMaximum } from '@linetwin/signal';
import { meanLogProminence, NEIGHBOUR } from './comb.ts';
import type { CombParameters, LineField } from './comb.ts';

// Looked up once for the hot loop: in a test's own context every look-up of a global is slow.
const { ceil, max, min, round } = Math;

/** Scores of the combs of a range of orders: entry i is the mean log prominence at `lowOrder` (1 + gridStep)^i. */
export type CombTrace = { readonly lowOrder: number; readonly scores: Float64Array };

/** For fewer orders than this it takes longer to prepare for looking up than to look. */
const FEWEST_LOOKED_UP = 200;

/** Scores every order of a range, each as `scoreComb` would: some 15,000 a burst, whose line windows overlap, so the strongest of each is looked up. */
export function combTrace(
  field: LineField,
  lowOrder: number,
  highOrder: number,
  parameters: CombParameters,
): CombTrace {
  const { resolutionHz, shaftHz, logProminence } = field;
  const { harmonics, gridStep, leaveStrongestOut, lineHalfWidthBins, lineHalfWidthShare } = parameters;
  const orders = gridOfOrders(lowOrder, highOrder, gridStep);
  if (orders.length < FEWEST_LOOKED_UP)
    return { lowOrder, scores: orders.map((order) => meanLogProminence(field, order, parameters)) };
  const highestBin = (harmonics * highOrder * shaftHz) / resolutionHz;
  const widest = ceil(lineHalfWidthBins + lineHalfWidthShare * highestBin);
  const last = min(logProminence.length - 1, ceil(highestBin) + widest);
  const strongestIn = new RangeMaximum(readable(field, last), 2 * widest + 1);
  const sums = new Float64Array(orders.length);
  const strongest = new Float64Array(orders.length);
  for (let k = 1; k <= harmonics; k++) {
    for (let i = 0; i < orders.length; i++) {
      const bin = (k * orders[i] * shaftHz) / resolutionHz;
      const halfBins = ceil(lineHalfWidthBins + lineHalfWidthShare * bin);
      const centre = round(bin);
      const from = max(1, centre - halfBins);
      const to = min(last, centre + halfBins);
      if (from > to) continue;
      const best = strongestIn.over(from, to);
      sums[i] += best;
      if (best > strongest[i]) strongest[i] = best;
    }
  }
  if (leaveStrongestOut)
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] - strongest[i]) / (harmonics - 1);
  else for (let i = 0; i < sums.length; i++) sums[i] /= harmonics;
  return { lowOrder, scores: sums };
}

function gridOfOrders(low: number, high: number, step: number): Float64Array {
  const orders = new Float64Array(2 + ceil(Math.log(high / low) / Math.log(1 + step)));
  let count = 0;
  for (let c = low; c <= high; c *= 1 + step) orders[count++] = c;
  return orders.subarray(0, count);
}

/** Log prominence of bins 0 to `last`, 0 where nothing may be read. */
function readable({ logProminence, free }: LineField, last: number): Float64Array {
  const values = logProminence.slice(0, last + 1);
  for (let i = 0; i < values.length; i++) if (free[i] !== 1) values[i] = 0;
  return values;
}

/** The strongest comb of a trace, leaving out those close to `excludedOrder`. */
export function strongestOtherComb(
  { lowOrder, scores }: CombTrace,
  excludedOrder: number,
  { gridStep }: CombParameters,
): { order: number; prominence: number } {
  let order = lowOrder;
  let best = 0;
  for (let i = 0, c = lowOrder; i < scores.length; i++, c *= 1 + gridStep) {
    if (scores[i] <= best || Math.abs(c / excludedOrder - 1) < NEIGHBOUR) continue;
    best = scores[i];
    order = c;
  }
  return { order, prominence: Math.exp(best) };
}
