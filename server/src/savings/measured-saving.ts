import type { Recommendation, RecommendationState } from '@linetwin/contracts';

/**
 * Measures whose usual power is steady while they stand, so that the machine's own meter says what they saved (IPMVP option B with the time
 * before as the off period, domain table 3.1). The load of the others changes with the work: they are judged over weeks, by baseline.
 */
const MEASURABLE = new Set([
  'idle-shutdown',
  'deep-standby',
  'induction-hold',
  'laser-standby',
  'holding-setback',
  'pump-speed',
]);
/** The meter agrees with an estimate when it says at least this share of it. */
const VERIFIED_SHARE = 0.8;
const HOUR_MS = 3600_000;
/** Estimates for a day or more are of measures that stand until something ends them. */
export const DAY_BY_DAY_HOURS = 24;

/** What a recommendation saved by the machine's meter, kWh; null where the meter alone cannot say. */
export function measuredKwh(
  { measure, appliedAt, endedAt, startKwh, usualKw }: Recommendation,
  registerKwh: number | null,
): number | null {
  if (!MEASURABLE.has(measure) || appliedAt === null || endedAt === null) return null;
  if (startKwh === null || registerKwh === null || registerKwh < startKwh) return null;
  return (usualKw * (endedAt - appliedAt)) / HOUR_MS - (registerKwh - startKwh);
}

/** `verified` against the estimate for the time that it truly stood. */
export function verdictOf(recommendation: Recommendation, kwh: number | null): RecommendationState {
  if (kwh === null || recommendation.appliedAt === null || recommendation.endedAt === null) return 'measured';
  if (kwh <= 0) return 'refuted';
  return kwh >= VERIFIED_SHARE * estimateWhileStood(recommendation) ? 'verified' : 'measured';
}

/**
 * The estimate for the time that a recommendation stood, kWh. One for a forecast rest saves no more after it; one that stands day by day
 * saves as long as it stands.
 */
export function estimateWhileStood({
  estimatedKwh,
  estimatedHours,
  appliedAt,
  endedAt,
}: Pick<Recommendation, 'estimatedKwh' | 'estimatedHours' | 'appliedAt' | 'endedAt'>): number {
  if (appliedAt === null || endedAt === null || estimatedHours <= 0) return estimatedKwh;
  const share = (endedAt - appliedAt) / HOUR_MS / estimatedHours;
  return estimatedKwh * (estimatedHours >= DAY_BY_DAY_HOURS ? share : Math.min(1, share));
}
