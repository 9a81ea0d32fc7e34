import { z } from 'zod';
import { DIAGNOSIS_GRADES } from '../bearing/faults.ts';
import { QUALITY_REASONS } from '../burst/quality.ts';

/** What is kept of a healthy burst to compare the mount of its sensor with: third octaves, see `bandLevelsDb`. */
export const healthyLevelsSchema = z.object({
  at: z.number(),
  speedRpm: z.number(),
  levelsDb: z.array(z.number()),
});
export type HealthyLevels = z.infer<typeof healthyLevelsSchema>;

export const MOUNT_VERDICTS = ['healthy', 'sensor-loose', 'not-diagnosable'] as const;
export type MountVerdict = (typeof MOUNT_VERDICTS)[number];

/** Reasons that go with the verdict `not-diagnosable`: those of a bad burst, too low a sample rate among them, and one more. */
export const MOUNT_ABSTENTION_REASONS = [
  ...QUALITY_REASONS,
  /** Too few healthy bursts of this speed. */
  'no-baseline',
] as const;
export type MountAbstentionReason = (typeof MOUNT_ABSTENTION_REASONS)[number];

/**
 * What a loose mount must show: the hump at its resonance, the loss above it, bands below it that stand still, and all of it in the shape of a
 * resonance.
 */
export const MOUNT_SIGNS = ['hump', 'loss', 'still', 'shape'] as const;

/** The word of one burst on the mount of its accelerometer, with everything needed to show why. */
export const mountDiagnosisSchema = z.object({
  method: z.object({ name: z.literal('mount-resonance'), version: z.string() }),
  verdict: z.enum(MOUNT_VERDICTS),
  grade: z.enum(DIAGNOSIS_GRADES),
  /** Share of the change that the resonance explains; 0 where nothing is named. */
  confidence: z.number().min(0).max(1),
  /** Set exactly when the verdict is `not-diagnosable`. */
  reason: z.enum(MOUNT_ABSTENTION_REASONS).nullable(),
  /** Resonance that fits best; null where no band above lost anything, so that nothing was fitted. */
  resonance: z
    .object({
      hz: z.number(),
      q: z.number(),
      floorDb: z.number(),
      shiftDb: z.number(),
      misfitDb: z.number(),
      explained: z.number(),
    })
    .nullable(),
  signs: z.array(
    z.object({
      sign: z.enum(MOUNT_SIGNS),
      valueDb: z.number(),
      is: z.enum(['above', 'below']),
      limitDb: z.number(),
      holds: z.boolean(),
    }),
  ),
  speedRpm: z.number().nullable(),
  evidence: z.object({
    /** Centres of the third octaves, Hz; empty where the burst was refused. */
    bandHz: z.array(z.number()),
    /** dB re 1 (m/s²)²/Hz, now and of the healthy bursts: typical, lowest and highest. */
    levelDb: z.array(z.number()),
    healthyDb: z.array(z.number()),
    lowestDb: z.array(z.number()),
    highestDb: z.array(z.number()),
    /** What the resonance makes of the healthy level. */
    fittedDb: z.array(z.number()),
    /** Healthy bursts of this speed that were compared with. */
    comparedWith: z.number().int(),
  }),
  /** The parameters the method ran with. */
  parameters: z.record(z.string(), z.unknown()),
});
export type MountDiagnosis = z.infer<typeof mountDiagnosisSchema>;
export type MountSign = MountDiagnosis['signs'][number];
