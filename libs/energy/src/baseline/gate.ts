import type { Regression } from './regression.ts';

/** Limits of a model that may speak of savings (Guideline 14 limits as quoted in domain.md 3.1). */
export const GATE = { minR2: 0.75, maxP: 0.1, maxCvRmse: 0.25 } as const;
/** How far a variable may leave the range of the baseline, as a share of that range, before the model would be guessing. */
const MAX_EXTRAPOLATION = 0.1;
/** Share of the periods that may lie further out. */
const MAX_OUTSIDE = 0.1;
/** How far the mean of a variable may move, in standard deviations of the baseline: beyond, one season speaks for another. */
const MAX_SHIFT = 1.5;
/** With a greater autocorrelation the periods hardly say more than one of them. */
const MAX_AUTOCORRELATION = 0.9;

/** Why a model may not speak of savings. */
export type GateReason =
  | { kind: 'fit'; r2: number }
  | { kind: 'scatter'; cvRmse: number }
  | { kind: 'variable'; name: string; p: number }
  | { kind: 'autocorrelation'; value: number }
  | { kind: 'extrapolation'; name: string; outside: number }
  | { kind: 'shift'; name: string; deviations: number };

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

/** Whether the baseline knows the conditions it is asked for: variables that leave its range. */
export function extrapolationOf(
  variables: readonly string[],
  baseline: readonly { x: readonly number[] }[],
  reporting: readonly { x: readonly number[] }[],
): GateReason[] {
  return variables.flatMap((name, i): GateReason[] => {
    const values = baseline.map(({ x }) => x[i]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = (high - low) * MAX_EXTRAPOLATION;
    const outside =
      reporting.filter(({ x }) => x[i] < low - margin || x[i] > high + margin).length / reporting.length;
    if (outside > MAX_OUTSIDE) return [{ kind: 'extrapolation', name, outside }];
    const deviations = shiftOf(
      values,
      reporting.map(({ x }) => x[i]),
    );
    return Math.abs(deviations) > MAX_SHIFT ? [{ kind: 'shift', name, deviations }] : [];
  });
}

function shiftOf(before: readonly number[], after: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [from, to] = [mean(before), mean(after)];
  const deviation = Math.sqrt(mean(before.map((value) => (value - from) ** 2)));
  // A variable that never changed is told as extrapolation as soon as it does.
  return deviation > 0 ? (to - from) / deviation : 0;
}
