/** Energy performance of one period: actual over expected, and the running sum of actual − expected (domain.md 3.1). */
export interface EnpiPoint {
  from: number;
  actualKwh: number;
  expectedKwh: number;
  enpi: number | null;
  cusumKwh: number;
}

export function enpiOf(
  periods: readonly { from: number; actualKwh: number; expectedKwh: number }[],
): EnpiPoint[] {
  let cusumKwh = 0;
  return periods.map((period) => {
    cusumKwh += period.actualKwh - period.expectedKwh;
    return {
      ...period,
      enpi: period.expectedKwh > 0 ? period.actualKwh / period.expectedKwh : null,
      cusumKwh,
    };
  });
}

/** Deviation that is drifted over before it is added up, and sum at which a change is told, in standard deviations. */
const SLACK = 0.5;
const DECISION = 5;

/**
 * Where the performance changed for good: tabular CUSUM of both directions (Montgomery, Introduction to Statistical
 * Quality Control, chapter 9; k = 0.5, h = 5), from the period after which the sum that tripped began to grow.
 *
 * @param sigmaKwh scatter of a period about the baseline
 */
export function changesOf(
  points: readonly EnpiPoint[],
  sigmaKwh: number,
): { from: number; direction: 'more' | 'less' }[] {
  const changes: { from: number; direction: 'more' | 'less' }[] = [];
  const sums = { more: 0, less: 0 };
  const began: Record<'more' | 'less', number> = { more: 0, less: 0 };
  points.forEach(({ from, actualKwh, expectedKwh }) => {
    const z = (actualKwh - expectedKwh) / sigmaKwh;
    for (const [direction, sign] of [
      ['more', 1],
      ['less', -1],
    ] as const) {
      if (sums[direction] === 0) began[direction] = from;
      sums[direction] = Math.max(0, sums[direction] + sign * z - SLACK);
      if (sums[direction] <= DECISION) continue;
      const last = changes.at(-1);
      if (last?.direction !== direction) changes.push({ from: began[direction], direction });
      sums[direction] = 0;
    }
  });
  return changes;
}
