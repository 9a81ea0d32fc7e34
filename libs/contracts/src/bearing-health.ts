import { z } from 'zod';

/** Why something is learned anew, and by whom; the name only where nobody is signed in. */
export const learnReason = {
  reason: z.string().trim().min(1, 'say why').max(500),
  by: z.string().trim().min(1).max(100).optional(),
};

/** Asks that the healthy baseline of a bearing be learned anew from its next bursts. */
export const learnBearingRequestSchema = z.strictObject({
  equipment: z.string().min(1),
  bearing: z.string().min(1),
  ...learnReason,
});
export type LearnBearingRequest = z.infer<typeof learnBearingRequestSchema>;

/** What is left of a bearing; never given without how often such a range is right. */
export const remainingLifeSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  coverage: z.number().min(0).max(1),
  lives: z.number().int(),
});

const stage = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const zone = z.enum(['A', 'B', 'C', 'D']);

/** What one burst said about a bearing, as it is drawn over time. Times are ms since 1970 UTC, source time. */
export const bearingPointSchema = z.object({
  at: z.number(),
  verdict: z.string(),
  grade: z.enum(['clear', 'probable', 'none']),
  /** Unit of the samples; null where the burst was refused. */
  rms: z.number().nullable(),
  kurtosis: z.number().nullable(),
  /** 10 to 1000 Hz. */
  velocityRmsMmPerS: z.number().nullable(),
  isoZone: zone.nullable(),
  /** Stage of the bearing after this burst; null while its baseline is learned. */
  stage: stage.nullable(),
  /** Level over that of the healthy baseline; 1 while it is learned. */
  levelRatio: z.number(),
  /** Impulsiveness over that of the healthy baseline; absent of points that were kept before it was. */
  impulseRatio: z.number().optional(),
  /** From stage 3 on what was left after this burst; null where nothing could be told, absent of points that were kept before it was. */
  remaining: remainingLifeSchema.nullable().optional(),
});
export type BearingPoint = z.infer<typeof bearingPointSchema>;

/** How a bearing stands: its stage and zone, what is left, and which healthy baseline it is judged by. */
export const bearingHealthSchema = z.object({
  bearing: z.string(),
  /** Newest burst; null before the first. */
  at: z.number().nullable(),
  stage: stage.nullable(),
  isoZone: zone.nullable(),
  /** Upper limits of zones A, B and C for this machine, mm/s. */
  zoneLimits: z.tuple([z.number(), z.number(), z.number()]),
  levelRatio: z.number(),
  impulseRatio: z.number(),
  /** Running time left; null before stage 3, and where nothing can be told; absent where it is not known of the instant that was asked for. */
  remaining: remainingLifeSchema.nullable().optional(),
  baseline: z
    .object({
      version: z.number().int(),
      learnedAt: z.number(),
      from: z.number(),
      to: z.number(),
      bursts: z.number().int(),
      /** Who asked for it; null where it was the first, learned by itself. */
      by: z.string().nullable(),
      reason: z.string().nullable(),
      method: z.string(),
    })
    .nullable(),
  /** While a baseline is learned: the first one, or because somebody asked. How far it was in the past is not kept: null. */
  learning: z
    .object({
      since: z.number(),
      bursts: z.number().int(),
      wanted: z.number().int(),
      by: z.string().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  /** Oldest first. */
  points: z.array(bearingPointSchema),
});
export type BearingHealth = z.infer<typeof bearingHealthSchema>;
