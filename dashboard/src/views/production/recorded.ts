import type { IndicatorRow, ProductionOverview } from '@linetwin/contracts';

/** Whether a machine said anything: what it did, or that it made something. */
export function isRecorded({ coverage, PQ }: Pick<IndicatorRow, 'coverage' | 'PQ'>): boolean {
  return coverage > 0 || PQ > 0;
}

/**
 * Why a time has nothing to show: no shift was planned, or shifts were and nothing of any machine is recorded. `null` where
 * something is known.
 */
export function blankReason({
  machines,
  plannedS,
}: Pick<ProductionOverview, 'machines' | 'plannedS'>): 'noPlan' | 'noRecord' | null {
  if (machines.some(isRecorded)) return null;
  return plannedS > 0 ? 'noRecord' : 'noPlan';
}

/** Share of the planned time of which it is known what the line did, 0 to 1; recorded may also be that nobody heard anything. */
export function knownShare({
  plannedS,
  unrecordedS,
  indicators,
}: Pick<ProductionOverview, 'plannedS' | 'unrecordedS' | 'indicators'>): number {
  return plannedS > 0 ? (1 - unrecordedS / plannedS) * indicators.coverage : 1;
}
