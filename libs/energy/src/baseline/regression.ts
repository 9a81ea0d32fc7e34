import { Matrix, QrDecomposition } from 'ml-matrix';
import { studentTwoSided } from './student-t.ts';

/** One period (a day, a shift, an hour) of a baseline: its energy and what it is explained by, in the order of the names. */
export interface BaselineRow {
  kwh: number;
  x: readonly number[];
  /** Plant day of a period; rows of one day follow each other. Left out where every row is a day of its own. */
  day?: string;
}

export interface Coefficient {
  name: string;
  value: number;
  standardError: number;
  /** Probability of so large a value by chance (two-sided t test). */
  p: number;
}

/** E = b0 + b1 x1 + ... by ordinary least squares (ISO 50006; domain.md 3.1) of days or of periods within days. */
export interface Regression {
  /** Names of x, without the constant. */
  variables: string[];
  hasConstant: boolean;
  /** The constant first, where there is one. */
  coefficients: Coefficient[];
  n: number;
  /** Degrees of freedom of the residuals. */
  dof: number;
  r2: number;
  /** Root of the mean square of the residuals over the degrees of freedom, kWh, and its share of the mean energy. */
  rmse: number;
  cvRmse: number;
  residuals: number[];
  /** Days that the rows are of: as many as rows where a row is a day. */
  days: number;
  /** Standard deviation of the residuals summed by day, kWh; `rmse` where a row is a day. */
  dayDeviation: number;
  /** Correlation of a day's residual with that of the day before, corrected for its bias in short series (Kendall 1954). */
  autocorrelation: number;
  /**
   * Covariance of the coefficients for days without autocorrelation. Within a day residuals may hang together in any way
   * (sums of scores by day, Liang and Zeger 1986, with the usual correction for few of them).
   */
  covariance: number[][];
  /** Least and greatest of each variable in the baseline. */
  ranges: [number, number][];
}

/** How many periods or days there are, and how many it takes. */
export interface TooFewRows {
  of: 'periods' | 'days';
  count: number;
  needed: number;
}

/** The rows do not determine the model; the message says why. */
export class RegressionError extends Error {
  override name = 'RegressionError';
  readonly tooFew: TooFewRows | undefined;

  constructor(message: string, tooFew?: TooFewRows) {
    super(message);
    this.tooFew = tooFew;
  }
}

/** So many more rows than coefficients, for errors to be seen at all. */
const LEAST_DOF = 3;

function tooFew(of: TooFewRows['of'], count: number, coefficients: number): RegressionError {
  const needed = coefficients + LEAST_DOF;
  return new RegressionError(
    `${count} ${of} are too few for ${coefficients} coefficients; at least ${needed} are needed`,
    { of, count, needed },
  );
}

/** @throws RegressionError for too few rows, a constant variable, or variables that repeat each other */
export function fitRegression(
  rows: readonly BaselineRow[],
  variables: readonly string[],
  hasConstant = true,
): Regression {
  const names = [...(hasConstant ? ['constant'] : []), ...variables];
  const dof = rows.length - names.length;
  if (dof < LEAST_DOF) throw tooFew('periods', rows.length, names.length);
  const groups = daysOf(rows);
  if (groups.length - names.length < LEAST_DOF) throw tooFew('days', groups.length, names.length);
  const ranges = variables.map((_, i): [number, number] => rangeOf(rows.map(({ x }) => x[i])));
  variables.forEach((name, i) => {
    if (hasConstant && ranges[i][0] === ranges[i][1])
      throw new RegressionError(`"${name}" is the same in every period, so its effect cannot be seen`);
  });
  // Columns are scaled to their greatest value, so that output in thousands and a share between 0 and 1 are alike.
  const scales = names.map((_, i) => {
    if (hasConstant && i === 0) return 1;
    const [low, high] = ranges[i - (hasConstant ? 1 : 0)];
    return Math.max(Math.abs(low), Math.abs(high)) || 1;
  });
  const design = rows.map(({ x }) =>
    [...(hasConstant ? [1] : []), ...x].map((value, i) => value / scales[i]),
  );
  const qr = new QrDecomposition(new Matrix(design));
  const triangle = qr.upperTriangularMatrix;
  names.forEach((name, i) => {
    if (Math.abs(triangle.get(i, i)) < 1e-9 * Math.sqrt(rows.length))
      throw new RegressionError(`"${name}" repeats what the variables before it say already`);
  });
  const scaled = qr.solve(Matrix.columnVector(rows.map(({ kwh }) => kwh))).to1DArray();
  const values = scaled.map((value, i) => value / scales[i]);
  const residuals = rows.map(({ kwh }, r) => kwh - dot(design[r], scaled));
  const variance = dot(residuals, residuals) / dof;
  const inverse = invertUpper(triangle);
  const bread = names.map((_, i) => names.map((__, j) => dot(inverse[i], inverse[j])));
  const isDaily = groups.length === rows.length;
  const scaledCovariance = isDaily
    ? bread.map((row) => row.map((value) => variance * value))
    : covarianceByDay(bread, design, residuals, groups);
  const covariance = names.map((_, i) =>
    names.map((__, j) => scaledCovariance[i][j] / (scales[i] * scales[j])),
  );
  const dayResiduals = groups.map(([from, to]) => sumOf(residuals.slice(from, to)));
  const dayDof = groups.length - names.length;
  const mean = rows.reduce((sum, { kwh }) => sum + kwh, 0) / rows.length;
  const total = rows.reduce((sum, { kwh }) => sum + (kwh - mean) ** 2, 0);
  const rmse = Math.sqrt(variance);
  return {
    variables: [...variables],
    hasConstant,
    coefficients: names.map((name, i) => {
      const standardError = Math.sqrt(covariance[i][i]);
      const t = standardError > 0 ? values[i] / standardError : Infinity;
      return { name, value: values[i], standardError, p: studentTwoSided(t, dayDof) };
    }),
    n: rows.length,
    dof,
    r2: total > 0 ? 1 - dot(residuals, residuals) / total : 0,
    rmse,
    cvRmse: mean > 0 ? rmse / mean : Infinity,
    residuals,
    days: groups.length,
    dayDeviation: isDaily ? rmse : Math.sqrt(dot(dayResiduals, dayResiduals) / dayDof),
    autocorrelation: autocorrelation(dayResiduals),
    covariance,
    ranges,
  };
}

/** Row of the design for values of the variables. */
export function designRow({ hasConstant }: Regression, x: readonly number[]): number[] {
  return hasConstant ? [1, ...x] : [...x];
}

export function predict(model: Regression, x: readonly number[]): number {
  return dot(
    designRow(model, x),
    model.coefficients.map(({ value }) => value),
  );
}

/** Begin and end of the rows of each day. */
export function daysOf(rows: readonly { day?: string }[]): [number, number][] {
  const groups: [number, number][] = [];
  rows.forEach(({ day }, i) => {
    if (i > 0 && day !== undefined && rows[i - 1].day === day) groups.at(-1)![1] = i + 1;
    else groups.push([i, i + 1]);
  });
  return groups;
}

function covarianceByDay(
  bread: readonly number[][],
  design: readonly number[][],
  residuals: readonly number[],
  groups: readonly [number, number][],
): number[][] {
  const size = bread.length;
  const meat = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const [from, to] of groups) {
    const score = new Array<number>(size).fill(0);
    for (let r = from; r < to; r++) for (let i = 0; i < size; i++) score[i] += design[r][i] * residuals[r];
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) meat[i][j] += score[i] * score[j];
  }
  const [n, days] = [design.length, groups.length];
  const correction = ((days / (days - 1)) * (n - 1)) / (n - size);
  const product = new Matrix(bread as number[][])
    .mmul(new Matrix(meat))
    .mmul(new Matrix(bread as number[][]));
  return product.mul(correction).to2DArray();
}

/** Lag 1, with the correction for its bias of about −(1 + 3ρ)/n; within ±0.95. */
function autocorrelation(residuals: readonly number[]): number {
  const n = residuals.length;
  const square = dot(residuals, residuals);
  if (square === 0) return 0;
  let product = 0;
  for (let i = 1; i < n; i++) product += residuals[i] * residuals[i - 1];
  const raw = product / square;
  return Math.max(-0.95, Math.min(0.95, (n * raw + 1) / (n - 3)));
}

/** Rows of the inverse of an upper triangular matrix; its product with its transpose is (XᵀX)⁻¹. */
function invertUpper(triangle: Matrix): number[][] {
  const n = triangle.columns;
  const inverse = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let j = 0; j < n; j++) {
    inverse[j][j] = 1 / triangle.get(j, j);
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += triangle.get(i, k) * inverse[k][j];
      inverse[i][j] = -sum / triangle.get(i, i);
    }
  }
  return inverse;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function rangeOf(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
