import { runningMedian } from '@linetwin/signal';
import type { Spectrum } from '@linetwin/signal';
import type { BearingDiagnosisParameters } from './parameters.ts';

export type CombParameters = BearingDiagnosisParameters['comb'];

// Looked up once for the one hot loop below: it runs some 100,000 times a burst.
const { ceil, max, min, round, log: ln } = Math;

/**
 * An envelope spectrum prepared for reading combs: each bin's modulation depth, the floor around it, and whether
 * the bin may be read at all (shaft lines and combs already explained may not).
 */
export type LineField = {
  readonly resolutionHz: number;
  readonly shaftHz: number;
  readonly depth: Float64Array;
  readonly floor: Float64Array;
  /** ln(depth / floor) where the depth is above the floor, else 0. */
  readonly logProminence: Float64Array;
  readonly free: Uint8Array;
};

/** The strongest bin of one line's window. */
export type FoundLine = {
  readonly harmonic: number;
  readonly expectedHz: number;
  readonly toleranceHz: number;
  /** Null where every bin of the window is taken or outside the spectrum. */
  readonly foundHz: number | null;
  /** Depth over floor, 1 where nothing may be read. */
  readonly prominence: number;
  readonly depth: number;
};

/** How strongly a comb stands in a field. */
export type CombScore = {
  readonly order: number;
  /** Geometric mean of the harmonics' prominences, the strongest left out; about 2 for noise. */
  readonly prominence: number;
  /** Root sum of squares of the harmonics' depths over the floor. */
  readonly depth: number;
  readonly lines: readonly FoundLine[];
};

/** Level that noise alone rarely exceeds, as a multiple of the floor: only depth above it is counted. */
const NOISE_OVER_FLOOR = 2;

/**
 * Prepares an envelope spectrum: floor by running median, shaft harmonics and everything below a seventh of the
 * shaft frequency closed.
 *
 * @param spectrum modulation depth (see `squaredEnvelopeSpectrum`)
 */
export function lineField(spectrum: Spectrum, shaftHz: number, parameters: CombParameters): LineField {
  const { resolutionHz, values: depth } = spectrum;
  const halfWidth = Math.max(12, Math.round((parameters.floorHalfWidthOrders * shaftHz) / resolutionHz));
  const floor = runningMedian(depth, halfWidth);
  const logProminence = new Float64Array(depth.length);
  for (let i = 0; i < depth.length; i++)
    if (floor[i] > 0 && depth[i] > floor[i]) logProminence[i] = ln(depth[i] / floor[i]);
  const free = new Uint8Array(depth.length).fill(1);
  free.fill(0, 0, Math.max(2, Math.floor((0.15 * shaftHz) / resolutionHz)));
  const topHz = depth.length * resolutionHz;
  for (let k = 1; k * shaftHz < topHz; k++) {
    const halfBins =
      parameters.shaftHalfWidthBins + (parameters.shaftHalfWidthShare * k * shaftHz) / resolutionHz;
    close(free, (k * shaftHz) / resolutionHz, halfBins);
  }
  return { resolutionHz, shaftHz, depth, floor, logProminence, free };
}

/**
 * The field without one comb: harmonics of `order` and their sidebands at ± `sidebandOrder` are closed, so that
 * what else is there is no longer mistaken for it nor it for something else (a third of BPFO's lines lie within
 * the slip tolerance of BPFI's).
 */
export function withoutComb(
  field: LineField,
  order: number,
  sidebandOrder: number,
  parameters: CombParameters,
): LineField {
  const free = Uint8Array.from(field.free);
  const topOrder = (field.depth.length * field.resolutionHz) / field.shaftHz;
  for (let k = 1; k * order < topOrder + parameters.sidebands * sidebandOrder; k++) {
    const halfBins = halfWidthBins(field, k * order, parameters) + 1;
    for (let j = -parameters.sidebands; j <= parameters.sidebands; j++) {
      const lineOrder = k * order + j * sidebandOrder;
      if (lineOrder > 0) close(free, (lineOrder * field.shaftHz) / field.resolutionHz, halfBins);
    }
  }
  return { ...field, free };
}

/** Scores the comb of one order. */
export function scoreComb(field: LineField, order: number, parameters: CombParameters): CombScore {
  const lines: FoundLine[] = [];
  for (let k = 1; k <= parameters.harmonics; k++) lines.push(findLine(field, order * k, k, parameters));
  let depthSquared = 0;
  for (const line of lines) {
    if (line.foundHz === null) continue;
    const floor = line.depth / line.prominence;
    depthSquared += Math.max(0, line.depth ** 2 - (NOISE_OVER_FLOOR * floor) ** 2);
  }
  return {
    order,
    prominence: Math.exp(meanLogProminence(field, order, parameters)),
    depth: Math.sqrt(depthSquared),
    lines,
  };
}

/** The best comb with an order within `range` of `order`, as a share of it. */
export function bestComb(
  field: LineField,
  order: number,
  range: number,
  parameters: CombParameters,
): CombScore {
  let best = order;
  let bestScore = -Infinity;
  const steps = Math.ceil(range / parameters.gridStep);
  for (let i = -steps; i <= steps; i++) {
    const candidate = order * (1 + (i * range) / steps);
    const score = meanLogProminence(field, candidate, parameters);
    // On a plateau of equal scores the smallest slip is the most likely.
    const tie = score === bestScore && Math.abs(candidate - order) < Math.abs(best - order);
    if (score > bestScore || tie) {
      best = candidate;
      bestScore = score;
    }
  }
  return scoreComb(field, best, parameters);
}

/** Combs of orders closer than this share lines, where the resolution is low. */
export const NEIGHBOUR = 0.03;

/**
 * Prominence of the strongest comb beside `foundOrder` that lies outside the range of the fault it was found for. If
 * it is the stronger one, what was found in the range is only its flank.
 */
export function combBeside(
  field: LineField,
  foundOrder: number,
  order: number,
  range: number,
  parameters: CombParameters,
): number {
  let best = 0;
  for (
    let c = foundOrder * (1 - NEIGHBOUR);
    c <= foundOrder * (1 + NEIGHBOUR);
    c *= 1 + parameters.gridStep
  ) {
    if (Math.abs(c / order - 1) > range) best = Math.max(best, meanLogProminence(field, c, parameters));
  }
  return Math.exp(best);
}

/** With fewer lines between that can be read nothing can be said of them. */
const FEWEST_BETWEEN = 3;

/**
 * Prominence of the lines between a comb's own: at multiples of `order` / `divisor` that are not multiples of
 * `order`. Geometric mean, the strongest left out, as for the comb itself.
 */
export function prominenceBetween(
  field: LineField,
  order: number,
  divisor: number,
  parameters: CombParameters,
): number {
  const logs: number[] = [];
  let looked = 0;
  for (let j = 1; looked < parameters.harmonics; j++) {
    if (j % divisor === 0) continue;
    looked++;
    const line = findLine(field, (j * order) / divisor, j, parameters);
    // What cannot be read speaks neither for nor against lines between.
    if (line.foundHz !== null) logs.push(Math.max(0, Math.log(line.prominence)));
  }
  if (logs.length < FEWEST_BETWEEN) return 1;
  const strongest = parameters.leaveStrongestOut ? Math.max(...logs) : 0;
  const count = parameters.leaveStrongestOut ? logs.length - 1 : logs.length;
  return Math.exp((logs.reduce((sum, log) => sum + log, 0) - strongest) / count);
}

/** The strongest readable bin near a line at `lineOrder` times the shaft frequency. */
export function findLine(
  field: LineField,
  lineOrder: number,
  harmonic: number,
  parameters: CombParameters,
): FoundLine {
  const { resolutionHz, shaftHz, depth, floor, free } = field;
  const expectedHz = lineOrder * shaftHz;
  const halfBins = halfWidthBins(field, lineOrder, parameters);
  const centre = Math.round(expectedHz / resolutionHz);
  let at = -1;
  for (let i = Math.max(1, centre - halfBins); i <= Math.min(depth.length - 1, centre + halfBins); i++) {
    if (free[i] && (at < 0 || depth[i] * floor[at] > depth[at] * floor[i])) at = i;
  }
  const toleranceHz = (halfBins + 0.5) * resolutionHz;
  if (at < 0 || floor[at] === 0) {
    return { harmonic, expectedHz, toleranceHz, foundHz: null, prominence: 1, depth: 0 };
  }
  return {
    harmonic,
    expectedHz,
    toleranceHz,
    foundHz: at * resolutionHz,
    prominence: Math.max(Number.EPSILON, depth[at] / floor[at]),
    depth: depth[at],
  };
}

/** Depth of the line nearest an order, above what noise alone may reach; 0 where nothing can be read. */
export function amplitudeAt(field: LineField, lineOrder: number, parameters: CombParameters): number {
  if (lineOrder <= 0) return 0;
  const line = findLine(field, lineOrder, 1, parameters);
  if (line.foundHz === null) return 0;
  const floor = line.depth / line.prominence;
  return Math.sqrt(Math.max(0, line.depth ** 2 - (NOISE_OVER_FLOOR * floor) ** 2));
}

/** Root sum of squares of the depths that lines at all harmonics need to be hits: the least comb surely seen. */
export function detectableDepth(field: LineField, order: number, parameters: CombParameters): number {
  let sum = 0;
  for (let k = 1; k <= parameters.harmonics; k++) {
    const bin = Math.round((k * order * field.shaftHz) / field.resolutionHz);
    sum += (parameters.hitProminence * field.floor[Math.min(field.floor.length - 1, bin)]) ** 2;
  }
  return Math.sqrt(sum);
}

/** Mean of ln(prominence) over some harmonics, the strongest of three and more left out. */
export function meanLogOf(
  field: LineField,
  order: number,
  harmonics: readonly number[],
  parameters: CombParameters,
): number {
  const logs = harmonics.map((k) =>
    Math.max(0, Math.log(findLine(field, k * order, k, parameters).prominence)),
  );
  const sum = logs.reduce((total, log) => total + log, 0);
  return harmonics.length < 3 ? sum / harmonics.length : (sum - Math.max(...logs)) / (harmonics.length - 1);
}

/** Mean of ln(prominence) over the harmonics, the strongest left out. Hot: some 2,000 times a burst. */
export function meanLogProminence(field: LineField, order: number, parameters: CombParameters): number {
  const { resolutionHz, shaftHz, logProminence, free } = field;
  const { harmonics, leaveStrongestOut, lineHalfWidthBins, lineHalfWidthShare } = parameters;
  let sum = 0;
  let strongest = 0;
  for (let k = 1; k <= harmonics; k++) {
    const bin = (k * order * shaftHz) / resolutionHz;
    const halfBins = ceil(lineHalfWidthBins + lineHalfWidthShare * bin);
    const centre = round(bin);
    const to = min(logProminence.length - 1, centre + halfBins);
    let best = 0;
    for (let i = max(1, centre - halfBins); i <= to; i++) {
      if (logProminence[i] > best && free[i] === 1) best = logProminence[i];
    }
    sum += best;
    if (best > strongest) strongest = best;
  }
  return leaveStrongestOut ? (sum - strongest) / (harmonics - 1) : sum / harmonics;
}

function halfWidthBins(field: LineField, lineOrder: number, parameters: CombParameters): number {
  const bin = (lineOrder * field.shaftHz) / field.resolutionHz;
  return Math.ceil(parameters.lineHalfWidthBins + parameters.lineHalfWidthShare * bin);
}

function close(free: Uint8Array, centre: number, halfBins: number): void {
  const from = Math.max(0, Math.floor(centre - halfBins));
  free.fill(
    0,
    Math.min(from, free.length),
    Math.max(0, Math.min(free.length, Math.ceil(centre + halfBins) + 1)),
  );
}
