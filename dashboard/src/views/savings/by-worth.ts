import type { Recommendation } from '@linetwin/contracts';

/** What saves most in an hour first; those that stand already after those that wait for somebody. */
export function byWorth(rows: readonly Recommendation[]): Recommendation[] {
  const waits = ({ state }: Recommendation) => Number(state === 'proposed');
  const kw = ({ estimatedKwh, estimatedHours }: Recommendation) =>
    estimatedHours > 0 ? estimatedKwh / estimatedHours : 0;
  return rows.toSorted((a, b) => waits(b) - waits(a) || kw(b) - kw(a));
}
