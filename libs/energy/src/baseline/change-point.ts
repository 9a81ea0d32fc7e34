import { fitRegression, RegressionError, type BaselineRow } from './regression.ts';

/** A variable that acts as max(0, x − point). */
export interface ChangePoint {
  column: number;
  point: number;
}

/** Share of the baseline that must lie on each side of a change point, so that both sides are known. */
const MIN_SIDE = 0.2;
const STEPS = 12;

/**
 * Where the effect of a variable sets in, such as the outdoor temperature above which a chiller works: the point t at which
 * max(0, x − t) in the place of x leaves the smallest residuals (change-point model of Guideline 14). `undefined` when
 * the straight line is no worse than by chance.
 */
export function changePointOf(
  rows: readonly BaselineRow[],
  variables: readonly string[],
  column: number,
): ChangePoint | undefined {
  const sorted = rows.map(({ x }) => x[column]).sort((a, b) => a - b);
  const low = sorted[Math.floor(MIN_SIDE * (sorted.length - 1))];
  const high = sorted[Math.ceil((1 - MIN_SIDE) * (sorted.length - 1))];
  const straight = squaresOf(rows, variables);
  let best = straight;
  let found: ChangePoint | undefined;
  for (let step = 0; step <= STEPS; step++) {
    const point = low + ((high - low) * step) / STEPS;
    const candidate = { column, point };
    const squares = squaresOf(bend(rows, candidate), variables);
    if (squares < best) [best, found] = [squares, candidate];
  }
  // One more number is fitted than the line has; it must be worth more than chance (Akaike).
  return straight > best * Math.exp(2 / rows.length) ? found : undefined;
}

/** The rows with max(0, x − point) in the place of a variable. */
export function bend(rows: readonly BaselineRow[], changePoint: ChangePoint | undefined): BaselineRow[] {
  if (!changePoint) return [...rows];
  const { column, point } = changePoint;
  return rows.map(({ x, ...row }) => ({
    ...row,
    x: x.map((value, i) => (i === column ? Math.max(0, value - point) : value)),
  }));
}

/** Infinite where a bent variable does not change any more: that point explains nothing. */
function squaresOf(rows: readonly BaselineRow[], variables: readonly string[]): number {
  try {
    return fitRegression(rows, variables).residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  } catch (error) {
    if (error instanceof RegressionError) return Infinity;
    throw error;
  }
}
