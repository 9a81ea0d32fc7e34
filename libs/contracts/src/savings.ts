import { z } from 'zod';

/**
 * What a measure may do on a line: nothing; say what it would save; let a person do it with one click; or do it by itself within the limits
 * that are set.
 */
export const MEASURE_MODES = ['off', 'advise', 'ask', 'automatic'] as const;
export type MeasureMode = (typeof MEASURE_MODES)[number];

/**
 * Life of a recommendation: `proposed`, then `applied` while its command stands, then `measured` against the machine's own meter, which
 * makes it `verified` (the meter says at least four fifths of the estimate) or `refuted` (it says that nothing was saved). `expired` when
 * the reason was gone before anybody did it, `declined` when the machine refused.
 */
export const RECOMMENDATION_STATES = [
  'proposed',
  'applied',
  'measured',
  'verified',
  'refuted',
  'expired',
  'declined',
] as const;
export type RecommendationState = (typeof RECOMMENDATION_STATES)[number];

/** An action that saves energy. Times are ms since 1970 UTC, energies kWh. */
export const recommendationSchema = z.object({
  id: z.string(),
  line: z.string(),
  equipment: z.string(),
  measure: z.string(),
  /** The command that does it; null where only people can. */
  setting: z.string().nullable(),
  value: z.number().nullable(),
  readyAt: z.number().nullable(),
  /** What the numbers say, by name. */
  because: z.record(z.string(), z.number()),
  estimatedKwh: z.number(),
  estimatedHours: z.number(),
  /** What the machine would draw without it, kW. */
  usualKw: z.number(),
  state: z.enum(RECOMMENDATION_STATES),
  proposedAt: z.number(),
  by: z.string().nullable(),
  command: z.string().nullable(),
  appliedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** Guard that tripped, why the machine went back, or `person`. */
  endedBy: z.string().nullable(),
  /** Register of the machine when it was applied. */
  startKwh: z.number().nullable(),
  measuredKwh: z.number().nullable(),
});
export type Recommendation = z.infer<typeof recommendationSchema>;

export const recommendationQuerySchema = z.object({
  line: z.string().optional(),
  /** Only those that are proposed or applied. */
  open: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type RecommendationQuery = z.infer<typeof recommendationQuerySchema>;

export const applyRequestSchema = z.strictObject({
  by: z.string().trim().min(1).max(80).optional(),
  /** Plant time that was looked at: nobody commands out of a replay. */
  seenAt: z.number().finite(),
});
export type ApplyRequest = z.infer<typeof applyRequestSchema>;

/** `POST /api/savings/recommendations/{id}/end`: the machine goes back to its prior setting. */
export const endRequestSchema = z.strictObject({ by: z.string().trim().min(1).max(80).optional() });
export type EndRequest = z.infer<typeof endRequestSchema>;

/** What ended a recommendation when a person did; else `endedBy` is a guard, or what the machine said. */
export const ENDED_BY_PERSON = 'person';

export const measureModeRequestSchema = z.strictObject({ mode: z.enum(MEASURE_MODES) });

/** Mode of one measure on one line. */
export interface MeasureModeRow {
  line: string;
  measure: string;
  mode: MeasureMode;
}

/** `PUT /api/savings/limits/{line}/{limit}`; `null` goes back to the usual value. */
export const measureLimitRequestSchema = z.strictObject({ value: z.number().finite().nullable() });
export type MeasureLimitRequest = z.infer<typeof measureLimitRequestSchema>;

/** A limit within which measures act on a line. Figures are in `unit`; a share is 0 to 1. */
export const measureLimitSchema = z.object({
  line: z.string(),
  limit: z.string(),
  unit: z.string(),
  /** In use: the one that was set, else the usual one. */
  value: z.number(),
  usual: z.number(),
  /** Between what it may be set. */
  low: z.number(),
  high: z.number(),
  measures: z.array(z.string()),
});
export type MeasureLimit = z.infer<typeof measureLimitSchema>;

/** One line of the savings ledger: a measure on a line since a time. */
export interface LedgerRow {
  line: string;
  measure: string;
  recommendations: number;
  /** Of those that were applied and have ended. */
  ended: number;
  /** For the time that each stood, not for the time that it was proposed for. */
  estimatedKwh: number;
  /** Ended ones that a meter could judge; without any, `measuredKwh` says nothing. */
  measured: number;
  measuredKwh: number;
  verified: number;
  verifiedKwh: number;
  refuted: number;
}

/** With the money and the emission of what was measured, at the rates of the hours in which it was saved. */
export interface PricedLedgerRow extends LedgerRow {
  yuan: number;
  kgCo2: number;
  /** Measured energy for which no tariff is known; it is in no sum of money. */
  unpricedKwh: number;
}

export const ledgerQuerySchema = z.object({
  /** ms since 1970 UTC; the last 30 days when left out. */
  from: z.coerce.number().optional(),
});
