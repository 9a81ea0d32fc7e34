import { designRow, type Regression } from './regression.ts';

/** Independent periods that n autocorrelated ones are worth: n over this (Guideline 14). Negative autocorrelation counts as none. */
export function autocorrelationInflation({ autocorrelation }: Regression): number {
  const rho = Math.max(0, autocorrelation);
  return (1 + rho) / (1 - rho);
}

/**
 * Standard error, kWh, of what a model foretells for the sum of some periods. Two parts, both with first-order
 * autocorrelated residuals: that of the coefficients at the sum of the conditions, inflated by (1 + ρ)/(1 − ρ), and that
 * of the sum of m residuals, s²(m + 2 Σ (m − k) ρᵏ).
 */
export function standardErrorOfSum(model: Regression, rows: readonly { x: readonly number[] }[]): number {
  const rho = Math.max(0, model.autocorrelation);
  const conditions = rows
    .map(({ x }) => designRow(model, x))
    .reduce((sum, row) => sum.map((value, i) => value + row[i]));
  let ofCoefficients = 0;
  for (let i = 0; i < conditions.length; i++)
    for (let j = 0; j < conditions.length; j++)
      ofCoefficients += conditions[i] * model.covariance[i][j] * conditions[j];
  const m = rows.length;
  let ofResiduals = m;
  for (let k = 1; k < m; k++) ofResiduals += 2 * (m - k) * rho ** k;
  return Math.sqrt(ofCoefficients * autocorrelationInflation(model) + model.rmse ** 2 * ofResiduals);
}
