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
  const rows = Array.from({ length: n }, (_, i) => legendre((2 * (timeS[i] - from)) / span - 1, size));
  // Normal equations, with the right side as last column.
  const matrix = Array.from({ length: size }, (_, j) => [
    ...Array.from({ length: size }, (_, k) => rows.reduce((sum, row) => sum + row[j] * row[k], 0)),
    rows.reduce((sum, row, i) => sum + row[j] * values[i], 0),
  ]);
  const weights = solved(matrix);
  return Float64Array.from(rows, (row) => row.reduce((sum, p, j) => sum + p * weights[j], 0));
}

function legendre(x: number, count: number): number[] {
  const p = [1, x];
  for (let k = 1; k < count - 1; k++) p.push(((2 * k + 1) * x * p[k] - k * p[k - 1]) / (k + 1));
  return p.slice(0, count);
}

/** Gauss elimination with the largest pivot first. */
function solved(matrix: number[][]): number[] {
  const n = matrix.length;
  for (let j = 0; j < n; j++) {
    const best = matrix
      .slice(j)
      .reduce((at, row, i) => (Math.abs(row[j]) > Math.abs(matrix[at][j]) ? i + j : at), j);
    [matrix[j], matrix[best]] = [matrix[best], matrix[j]];
    for (let i = 0; i < n; i++) {
      if (i === j) continue;
      const share = matrix[i][j] / matrix[j][j];
      for (let k = j; k <= n; k++) matrix[i][k] -= share * matrix[j][k];
    }
  }
  return matrix.map((row, j) => row[n] / row[j]);
}
