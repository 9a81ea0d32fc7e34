import type { Regression } from './regression.ts';

/** Limits of a model that may speak of savings (Guideline 14 limits as quoted in domain.md 3.1). */
export const GATE = { minR2: 0.75, maxP: 0.1, maxCvRmse: 0.25 } as const;
/** How far a variable may leave the range of the baseline, as a share of that range, before the model would be guessing. */
const MAX_EXTRAPOLATION = 0.1;
/** Share of the periods that may lie further out. */
const MAX_OUTSIDE = 0.1;
/** With a greater autocorrelation the periods hardly say more than one of them. */
const MAX_AUTOCORRELATION = 0.9;

/** Why a model may not speak of savings. */
export type GateReason =
  | { kind: 'fit'; r2: number }
  | { kind: 'scatter'; cvRmse: number }
  | { kind: 'variable'; name: string; p: number }
  | { kind: 'autocorrelation'; value: number }
  | { kind: 'extrapolation'; name: string; outside: number };

/** Fit and residuals of a model; empty when it passes. */
export function gateOf(model: Regression): GateReason[] {
  const reasons: GateReason[] = [];
  if (model.r2 < GATE.minR2) reasons.push({ kind: 'fit', r2: model.r2 });
  if (model.cvRmse >= GATE.maxCvRmse) reasons.push({ kind: 'scatter', cvRmse: model.cvRmse });
  for (const { name, p } of model.coefficients)
    if (name !== 'constant' && p >= GATE.maxP) reasons.push({ kind: 'variable', name, p });
  if (model.autocorrelation > MAX_AUTOCORRELATION)
    reasons.push({ kind: 'autocorrelation', value: model.autocorrelation });
  return reasons;
}

/** Whether the model was fitted where it is asked: variables that leave the range of the baseline. */
export function extrapolationOf(model: Regression, rows: readonly { x: readonly number[] }[]): GateReason[] {
  return model.variables.flatMap((name, i): GateReason[] => {
    const [low, high] = model.ranges[i];
    const margin = (high - low) * MAX_EXTRAPOLATION;
    const outside = rows.filter(({ x }) => x[i] < low - margin || x[i] > high + margin).length / rows.length;
    return outside > MAX_OUTSIDE ? [{ kind: 'extrapolation', name, outside }] : [];
  });
}
