import { extrapolationOf, gateOf, type GateReason } from './gate.ts';
import { designRow, predict, type BaselineRow, type Regression } from './regression.ts';
import { studentQuantile } from './student-t.ts';

/** What came of comparing a time with a baseline. */
export type Saving =
  | {
      kind: 'measured';
      /** Energy that the baseline expects under the conditions of the time, with non-routine adjustments, kWh. */
      expectedKwh: number;
      actualKwh: number;
      savingKwh: number;
      /** Interval that holds the truth with 90 %, kWh and as shares of what was expected. */
      lowerKwh: number;
      upperKwh: number;
      share: number;
      lowerShare: number;
      upperShare: number;
      /** A saving is only called one when the whole interval lies above 0. */
      verdict: 'saving' | 'none-shown' | 'more-used';
    }
  | { kind: 'refused'; reasons: GateReason[] };

/** Two-sided: 5 % on each side. */
const ALPHA = 0.1;

/**
 * Saving of a time against a baseline: S = Σ expected − Σ actual ± non-routine (domain.md 3.1, ISO 50006).
 *
 * The variance has two parts, both with first-order autocorrelated residuals: that of the coefficients at the sum of the
 * conditions, inflated by (1 + ρ)/(1 − ρ), and that of the sum of m residuals, s²(m + 2 Σ (m − k) ρᵏ). The degrees of
 * freedom are those of n(1 − ρ)/(1 + ρ) independent periods (Guideline 14). Negative autocorrelation is taken as none.
 *
 * @param nonRoutineKwh energy of events that the baseline could not know and people entered: more than usual is positive
 */
export function savingOf(model: Regression, reporting: readonly BaselineRow[], nonRoutineKwh = 0): Saving {
  const reasons = [...gateOf(model), ...(reporting.length > 0 ? extrapolationOf(model, reporting) : [])];
  if (reasons.length > 0 || reporting.length === 0) return { kind: 'refused', reasons };
  const expectedKwh = reporting.reduce((sum, { x }) => sum + predict(model, x), 0) + nonRoutineKwh;
  const actualKwh = reporting.reduce((sum, { kwh }) => sum + kwh, 0);
  const savingKwh = expectedKwh - actualKwh;
  const half = halfWidth(model, reporting);
  const [lowerKwh, upperKwh] = [savingKwh - half, savingKwh + half];
  return {
    kind: 'measured',
    expectedKwh,
    actualKwh,
    savingKwh,
    lowerKwh,
    upperKwh,
    share: savingKwh / expectedKwh,
    lowerShare: lowerKwh / expectedKwh,
    upperShare: upperKwh / expectedKwh,
    verdict: lowerKwh > 0 ? 'saving' : upperKwh < 0 ? 'more-used' : 'none-shown',
  };
}

function halfWidth(model: Regression, reporting: readonly BaselineRow[]): number {
  const rho = Math.max(0, model.autocorrelation);
  const inflation = (1 + rho) / (1 - rho);
  const conditions = reporting
    .map(({ x }) => designRow(model, x))
    .reduce((sum, row) => sum.map((value, i) => value + row[i]));
  let ofCoefficients = 0;
  for (let i = 0; i < conditions.length; i++)
    for (let j = 0; j < conditions.length; j++)
      ofCoefficients += conditions[i] * model.covariance[i][j] * conditions[j];
  const m = reporting.length;
  let ofResiduals = m;
  for (let k = 1; k < m; k++) ofResiduals += 2 * (m - k) * rho ** k;
  const variance = ofCoefficients * inflation + model.rmse ** 2 * ofResiduals;
  const dof = Math.max(1, model.n / inflation - model.coefficients.length);
  return studentQuantile(ALPHA, dof) * Math.sqrt(variance);
}
