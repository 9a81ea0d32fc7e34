import { blockTest } from './block-test.ts';
import { extrapolationOf, gateOf, type GateReason } from './gate.ts';
import type { Baseline } from './baseline.ts';
import { bend } from './change-point.ts';
import { predict, type BaselineRow, type Regression } from './regression.ts';
import { pickColumns } from './select-variables.ts';
import { studentQuantile } from './student-t.ts';
import { autocorrelationInflation, standardErrorOfSum } from './sum-error.ts';

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
 * Saving of a time against a baseline: S = Σ expected − Σ actual ± non-routine (domain.md 3.1, ISO 50006). The interval
 * is that of regression with autocorrelated residuals and with all offered variables (one that was left out is not known
 * to have no effect), widened by how much the model misjudged blocks of its own baseline. Conditions that the baseline
 * did not have refuse it, also those of variables that the model does without.
 *
 * @param reporting with all offered variables in x
 * @param nonRoutineKwh energy of events that the baseline could not know and people entered: more than usual is positive
 */
export function savingOf(baseline: Baseline, reporting: readonly BaselineRow[], nonRoutineKwh = 0): Saving {
  const { model, columns, full } = baseline;
  const reasons = [...gateOf(model), ...extrapolationOf(baseline.variables, baseline.rows, reporting)];
  if (reasons.length > 0 || reporting.length === 0) return { kind: 'refused', reasons };
  const bent = bend(reporting, baseline.changePoint);
  const rows = pickColumns(bent, columns);
  const expectedKwh = rows.reduce((sum, { x }) => sum + predict(model, x), 0) + nonRoutineKwh;
  const actualKwh = rows.reduce((sum, { kwh }) => sum + kwh, 0);
  const savingKwh = expectedKwh - actualKwh;
  const half = halfWidth(
    full.model,
    pickColumns(bent, full.columns),
    pickColumns(bend(baseline.rows, baseline.changePoint), full.columns),
  );
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

function halfWidth(
  model: Regression,
  reporting: readonly BaselineRow[],
  baseline: readonly BaselineRow[],
): number {
  const { inflation, blocks } = blockTest(baseline, model);
  const independent = model.days / autocorrelationInflation(model) - model.coefficients.length;
  // What the blocks say of the scatter is known no better than from their number.
  const dof = Math.max(1, blocks > 0 ? Math.min(independent, blocks) : independent);
  return studentQuantile(ALPHA, dof) * standardErrorOfSum(model, reporting) * inflation;
}
