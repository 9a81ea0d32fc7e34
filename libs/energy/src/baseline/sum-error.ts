import { daysOf, designRow, type BaselineRow, type Regression } from './regression.ts';

/** Independent days that n autocorrelated ones are worth: n over this (Guideline 14). Negative autocorrelation counts as none. */
export function autocorrelationInflation({ autocorrelation }: Regression): number {
  const rho = Math.max(0, autocorrelation);
  return (1 + rho) / (1 - rho);
}

/**
 * Standard error, kWh, of what a model foretells for the sum of some periods. Two parts, both with first-order
 * autocorrelated days: that of the coefficients at the sum of the conditions, inflated by (1 + ρ)/(1 − ρ), and that
 * of the sum of m days' residuals, s²(m + 2 Σ (m − k) ρᵏ). Periods within a day only enter as their day's sum, so that
 * it does not matter how they hang together; a day of which only some periods are asked counts as a whole one.
 */
export function standardErrorOfSum(
  model: Regression,
  rows: readonly Pick<BaselineRow, 'x' | 'day'>[],
): number {
  const rho = Math.max(0, model.autocorrelation);
  const conditions = rows
    .map(({ x }) => designRow(model, x))
    .reduce((sum, row) => sum.map((value, i) => value + row[i]));
  let ofCoefficients = 0;
  for (let i = 0; i < conditions.length; i++)
    for (let j = 0; j < conditions.length; j++)
      ofCoefficients += conditions[i] * model.covariance[i][j] * conditions[j];
  const m = daysOf(rows).length;
  let ofResiduals = m;
  for (let k = 1; k < m; k++) ofResiduals += 2 * (m - k) * rho ** k;
  return Math.sqrt(ofCoefficients * autocorrelationInflation(model) + model.dayDeviation ** 2 * ofResiduals);
}
