import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { MonitorParameters } from './parameters.ts';

/** A linear model of stacked rows. */
export type PrincipalComponents = {
  readonly mean: Float64Array;
  /** All orthogonal directions by falling variance. */
  readonly directions: readonly Float64Array[];
  /** Variance along each direction, not below the floor. */
  readonly variances: readonly number[];
  /** The first so many directions are the pattern of the rows, the others the residual. */
  readonly pattern: number;
};

/** How far one stacked row is from a model, in squared standard deviations. */
export type Distance = {
  /**
   * Across the pattern. Each residual direction counts by its own variance (Hawkins 1974, Jackson 1991 section 2.7.4):
   * summed up plainly, the noise of noisy signals would hide that two quiet ones no longer go together.
   */
  readonly q: number;
  /** Along the pattern (Hotelling's T²). */
  readonly tSquared: number;
};

/**
 * Fits the directions of most variance; the first that explain `explainedVariance` are the pattern (at least one, never
 * all).
 *
 * @param rows stacked rows of equal length, two or more values wide; at least two of them
 */
export function fitPrincipalComponents(
  rows: readonly Float64Array[],
  { explainedVariance, varianceFloor }: Pick<MonitorParameters, 'explainedVariance' | 'varianceFloor'>,
): PrincipalComponents {
  const dimension = rows[0].length;
  const mean = new Float64Array(dimension);
  for (const row of rows) for (let i = 0; i < dimension; i++) mean[i] += row[i] / rows.length;
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance(rows, mean), {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const total = realEigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0);
  const floor = Math.max((varianceFloor * total) / dimension, Number.MIN_VALUE);
  let pattern = 0;
  let explained = 0;
  while (pattern < dimension - 1 && explained < explainedVariance * total) {
    explained += realEigenvalues[order[pattern++]];
  }
  return {
    mean,
    directions: order.map((column) => Float64Array.from(eigenvectorMatrix.getColumn(column))),
    variances: order.map((column) => Math.max(realEigenvalues[column], floor)),
    pattern: Math.max(1, pattern),
  };
}

/** The row's coordinates along all directions. */
export function scoresOf({ mean, directions }: PrincipalComponents, row: Float64Array): Float64Array {
  const centred = row.map((value, i) => value - mean[i]);
  return Float64Array.from(directions, (direction) => {
    let score = 0;
    for (let i = 0; i < direction.length; i++) score += direction[i] * centred[i];
    return score;
  });
}

/** Q and T² of a row (Ku, Storer and Georgakis 1995 for stacked rows). */
export function distanceFrom(model: PrincipalComponents, row: Float64Array): Distance {
  let q = 0;
  let tSquared = 0;
  scoresOf(model, row).forEach((score, k) => {
    const squared = (score * score) / model.variances[k];
    if (k < model.pattern) tSquared += squared;
    else q += squared;
  });
  return { q, tSquared };
}

/**
 * Q split over the values of the row: q = sum_i c_i with c_i = (D^(1/2) (x - mean))_i², D the weighted projector on the
 * residual directions (reconstruction of the statistic's square root; never negative, unlike partial sums).
 */
export function qContributions(model: PrincipalComponents, row: Float64Array): Float64Array {
  const scores = scoresOf(model, row);
  const root = new Float64Array(row.length);
  for (let k = model.pattern; k < scores.length; k++) {
    const weight = scores[k] / Math.sqrt(model.variances[k]);
    const direction = model.directions[k];
    for (let i = 0; i < root.length; i++) root[i] += weight * direction[i];
  }
  return root.map((value) => value * value);
}

function covariance(rows: readonly Float64Array[], mean: Float64Array): Matrix {
  const dimension = mean.length;
  const sums = new Float64Array(dimension * dimension);
  const centred = new Float64Array(dimension);
  for (const row of rows) {
    for (let i = 0; i < dimension; i++) centred[i] = row[i] - mean[i];
    for (let i = 0; i < dimension; i++) {
      const value = centred[i];
      for (let j = 0; j <= i; j++) sums[i * dimension + j] += value * centred[j];
    }
  }
  const matrix = Matrix.zeros(dimension, dimension);
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j <= i; j++) {
      const value = sums[i * dimension + j] / (rows.length - 1);
      matrix.set(i, j, value);
      matrix.set(j, i, value);
    }
  }
  return matrix;
}
