/** Two-sided 95 % points of Student's t by degrees of freedom (tables of the distribution); 1.96 beyond. */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Mean over paired runs with the bounds of its 95 % interval; one run has no interval. */
export function interval95(values: readonly number[]): { mean: number; lower: number; upper: number } {
  const n = values.length;
  const m = values.reduce((sum, x) => sum + x, 0) / n;
  if (n < 2) return { mean: m, lower: NaN, upper: NaN };
  const half =
    ((T_975[n - 2] ?? 1.96) * Math.sqrt(values.reduce((sum, x) => sum + (x - m) ** 2, 0) / (n - 1))) /
    Math.sqrt(n);
  return { mean: m, lower: m - half, upper: m + half };
}
