import { z } from 'zod';
import { DIAGNOSIS_GRADES } from '../bearing/faults.ts';
import { QUALITY_REASONS } from '../burst/quality.ts';
import { ISO_20816_GROUPS, ISO_20816_ZONES } from '../bearing/severity.ts';
import { driveTrainSchema } from './drive-train.ts';
import { SHAFT_FAULTS, SHAFT_VERDICTS } from './faults.ts';
import { shaftFeaturesSchema } from './features.ts';
import { QUANTITIES } from './quantities.ts';
import { OPEN_ALTERNATIVES } from './shaft-rule.ts';

/** Reasons that go with the verdict `not-diagnosable`. */
export const SHAFT_ABSTENTION_REASONS = [
  ...QUALITY_REASONS,
  /** Velocity needs acceleration in a known unit. */
  'unit-unknown',
  /** The speed changed so much within the burst that its amplitudes are of no one speed. */
  'speed-unsteady',
  /** 1x, which stood out while the machine was healthy, is not found. */
  'shaft-lines-lost',
  /** Loud, and there is nothing healthy of this speed to compare with. */
  'no-baseline',
  /** The signs of more than one fault. */
  'several-faults',
  /** A line that none of the shaft's, drive's and bearings' orders explains leads: another machine, a rotor without a tacho, a resonance. */
  'foreign-line',
  /** Louder than healthy, and like none of the faults. */
  'unlike-any-fault',
] as const;
export type ShaftAbstentionReason = (typeof SHAFT_ABSTENTION_REASONS)[number];

/** Why a fault was not named. */
export const SHAFT_REJECTION_REASONS = [
  /** A sign that it must have is not there; which one is with it. */
  'sign-missing',
  /** Nothing speaks against it, and a sign could not be measured here. */
  'not-measurable',
  /** Its signs are there, and those of another fault too. */
  'not-alone',
] as const;

const signSchema = z.object({
  quantity: z.enum(QUANTITIES),
  is: z.enum(['above', 'below']),
  than: z.number(),
  because: z.string(),
  value: z.number().nullable(),
  /** Null where the quantity could not be measured. */
  holds: z.boolean().nullable(),
});

/** A finding about one shaft and its drive from one burst, with everything needed to show why. */
export const shaftDiagnosisSchema = z.object({
  method: z.object({ name: z.literal('shaft-orders'), version: z.string() }),
  verdict: z.enum(SHAFT_VERDICTS),
  grade: z.enum(DIAGNOSIS_GRADES),
  /** 0 where no fault is named. */
  confidence: z.number().min(0).max(1),
  /** Set exactly when the verdict is `not-diagnosable`. */
  reason: z.enum(SHAFT_ABSTENTION_REASONS).nullable(),
  /** What the named fault may be instead, as far as nothing measured here excludes it. */
  cannotExclude: z.array(z.enum(OPEN_ALTERNATIVES)),
  /** Belt, or gear with its shaft, that is meant; null for a fault of the shaft itself. */
  part: z.string().nullable(),
  /** Frequency of what is fixed in Hz: a resonance, chatter, a foreign line. */
  fixedHz: z.number().nullable(),
  /** Signs of the named fault. */
  signs: z.array(
    signSchema.extend({
      role: z.enum(['required', 'excludes', 'supports']),
      /** What a sign that excludes would exclude; findings of earlier versions do not say. */
      alternative: z.enum(OPEN_ALTERNATIVES).optional(),
    }),
  ),
  rejected: z.array(
    z.object({
      fault: z.enum(SHAFT_FAULTS),
      reason: z.enum(SHAFT_REJECTION_REASONS),
      /** Required signs that do not hold or are not known. */
      missing: z.array(signSchema),
    }),
  ),
  shaft: z.object({ givenRpm: z.number().nullable(), speedRpm: z.number().nullable() }),
  severity: z.object({
    isoGroup: z.enum(ISO_20816_GROUPS).nullable(),
    isoZone: z.enum(ISO_20816_ZONES).nullable(),
    /** Baseline and a quarter of the limit between zones B and C, mm/s; null without both. */
    alertMmPerS: z.number().nullable(),
  }),
  quality: z.object({
    durationS: z.number(),
    clippedShare: z.number(),
    dropoutShare: z.number(),
    dcRatio: z.number(),
    clipped: z.boolean(),
  }),
  /** Null where the burst was refused. */
  features: shaftFeaturesSchema.nullable(),
  evidence: z.object({
    /** Velocity over orders, thinned for display; empty where the burst was refused. */
    spectrum: z.object({ order: z.array(z.number()), mmPerS: z.array(z.number()) }),
    /** Healthy bursts of this speed that the lines were compared with. */
    comparedWith: z.number().int(),
    /** mm/s that each line was compared with. */
    reference: z.record(z.string(), z.number()),
  }),
  drive: driveTrainSchema,
  /** The parameters the method ran with. */
  parameters: z.record(z.string(), z.unknown()),
});
export type ShaftDiagnosis = z.infer<typeof shaftDiagnosisSchema>;
