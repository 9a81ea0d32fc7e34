import { chiSquaredUpper } from './gamma.ts';
import { daysOf, type BaselineRow, type Regression } from './regression.ts';
import { autocorrelationInflation } from './sum-error.ts';

/** What the residuals of a model say of each other. */
export interface ResidualTest {
  /** Lags looked at, in rows. */
  lags: number;
  /** Probability of so much autocorrelation by chance, were there none (Ljung and Box 1978). */
  p: number;
  /** Independent rows that the rows are worth, by the scatter of whole days and their autocorrelation. */
  independent: number;
}

/** Days over which residuals are looked at, and least lags. */
const DAYS = 2;
const MIN_LAGS = 5;

/**
 * Tests the residuals of a model for autocorrelation. A small p does not forbid the model: intervals count by days and
 * honour what hangs together within and between them. It says how much less the rows know than their number.
 */
export function residualTest(rows: readonly BaselineRow[], model: Regression): ResidualTest {
  const { residuals, n } = model;
  const perDay = n / daysOf(rows).length;
  const lags = Math.min(Math.floor(n / 4), Math.max(MIN_LAGS, Math.round(DAYS * perDay)));
  const square = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  let statistic = 0;
  for (let lag = 1; lag <= lags && square > 0; lag++) {
    let product = 0;
    for (let i = lag; i < n; i++) product += residuals[i] * residuals[i - lag];
    statistic += (product / square) ** 2 / (n - lag);
  }
  const ofDays = model.rmse > 0 ? Math.max(1, model.dayDeviation ** 2 / (perDay * model.rmse ** 2)) : 1;
  return {
    lags,
    p: chiSquaredUpper(n * (n + 2) * statistic, lags),
    independent: n / (ofDays * autocorrelationInflation(model)),
  };
}
