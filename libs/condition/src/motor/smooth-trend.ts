import { Matrix, solve } from 'ml-matrix';

/**
 * Least-squares polynomial through values over time, in Legendre polynomials, which are nearly orthogonal over even times.
 *
 * @param degree below the number of values
 * @returns the polynomial at the same times
 */
export function smoothTrend(
  timeS: ArrayLike<number>,
  values: ArrayLike<number>,
  degree: number,
): Float64Array {
  const n = values.length;
  const from = timeS[0];
  const span = timeS[n - 1] - from || 1;
  const size = Math.min(degree, n - 1) + 1;
  const rows = new Matrix(
    Array.from({ length: n }, (_, i) => legendre((2 * (timeS[i] - from)) / span - 1, size)),
  );
  const weights = solve(rows, Matrix.columnVector(Array.from(values)));
  return Float64Array.from(rows.mmul(weights).to1DArray());
}

function legendre(x: number, count: number): number[] {
  const p = [1, x];
  for (let k = 1; k < count - 1; k++) p.push(((2 * k + 1) * x * p[k] - k * p[k - 1]) / (k + 1));
  return p.slice(0, count);
}
