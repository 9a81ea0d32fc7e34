import { z } from 'zod';
import { DIAGNOSIS_GRADES } from '../bearing/faults.ts';
import { QUALITY_REASONS } from '../burst/quality.ts';
import { MOTOR_ALTERNATIVES, MOTOR_FAULTS, MOTOR_VERDICTS } from './faults.ts';
import { motorPlateSchema } from './name-plate.ts';

/** Reasons that go with the verdict `not-diagnosable`. */
export const MOTOR_ABSTENTION_REASONS = [
  ...QUALITY_REASONS,
  /** No line of a supply stands out that could be followed: the motor does not run. */
  'no-supply-line',
  /** The supply changed too much within the burst. */
  'speed-unsteady',
  /** The speed lies above that of the field, or the load that follows from it is impossible: speed or name plate is wrong. */
  'slip-impossible',
  /** The motor carries too little for its bars to be judged. */
  'load-too-low',
  /** Sidebands lie too near to the supply line to be told from it. */
  'slip-too-small',
  /** Lines beside the supply line come from a load that swings, as strong as bars would show. */
  'load-swings',
  /** Signs of more than one fault. */
  'several-faults',
] as const;
export type MotorAbstentionReason = (typeof MOTOR_ABSTENTION_REASONS)[number];

export const MOTOR_QUANTITIES = [
  'load',
  'sideband-db',
  'sideband-prominence',
  'second-sideband-prominence',
  'negative-rise',
  'third-rise-db',
  'current-per-voltage',
  'voltage-unbalance',
  'eccentricity-rise-db',
  'eccentricity-db',
] as const;
export type MotorQuantity = (typeof MOTOR_QUANTITIES)[number];

const signSchema = z.object({
  quantity: z.enum(MOTOR_QUANTITIES),
  than: z.number(),
  /** Null where the quantity could not be measured. */
  value: z.number().nullable(),
  holds: z.boolean().nullable(),
});
/** A quantity that a fault must show above a threshold. */
export type MotorSign = z.infer<typeof signSchema>;

const sideLineSchema = z.object({ hz: z.number(), db: z.number(), prominence: z.number() });

/** The voltages at a motor's terminals; `negative` is their negative sequence over the positive one, as a complex number. */
const supplyVoltageSchema = z.object({
  /** RMS of the supply line, mean of the three. */
  volts: z.number(),
  unbalance: z.number(),
  negative: z.object({ re: z.number(), im: z.number() }),
  /** Root sum of squares of the harmonics over the supply line. */
  distortion: z.number(),
});
export type SupplyVoltage = z.infer<typeof supplyVoltageSchema>;

export const motorFeaturesSchema = z.object({
  supplyHz: z.number(),
  supplyVariation: z.number(),
  currentA: z.number(),
  slip: z.number(),
  load: z.number(),
  /** Sidebands at f1 (1 -+ 2 s) and f1 (1 -+ 4 s), dB against the supply line; the fault shows in the stronger one of the first pair. */
  lower: sideLineSchema,
  upper: sideLineSchema,
  secondLower: sideLineSchema,
  secondUpper: sideLineSchema,
  /** Strongest line that lies about where bars would show but not where the slip says; null where none stands out. */
  swing: sideLineSchema.nullable(),
  negativeShare: z.number().nullable(),
  /** Null where the voltages are not measured. */
  voltage: supplyVoltageSchema.nullable(),
  thirdDb: z.number(),
  /** Stronger of the lines at f1 -+ f_r, and where it lies. */
  eccentricityDb: z.number(),
  eccentricityHz: z.number(),
});
export type MotorFeatures = z.infer<typeof motorFeaturesSchema>;

/** A finding about one motor from one burst of its current and voltages, with everything needed to show why. */
export const motorDiagnosisSchema = z.object({
  method: z.object({ name: z.literal('motor-current'), version: z.string() }),
  verdict: z.enum(MOTOR_VERDICTS),
  grade: z.enum(DIAGNOSIS_GRADES),
  /** 0 where no fault is named. */
  confidence: z.number().min(0).max(1),
  /** Set exactly when the verdict is `not-diagnosable`. */
  reason: z.enum(MOTOR_ABSTENTION_REASONS).nullable(),
  cannotExclude: z.array(z.enum(MOTOR_ALTERNATIVES)),
  /** No fault, but sidebands in the band that asks to be watched (domain table 2.7). */
  watch: z.boolean(),
  signs: z.array(signSchema.extend({ role: z.enum(['required', 'supports']) })),
  rejected: z.array(z.object({ fault: z.enum(MOTOR_FAULTS), missing: z.array(signSchema) })),
  quality: z.object({
    durationS: z.number(),
    clippedShare: z.number(),
    dropoutShare: z.number(),
    dcRatio: z.number(),
    clipped: z.boolean(),
  }),
  speedRpm: z.number().nullable(),
  plate: motorPlateSchema,
  phases: z.number().int(),
  /** Null where the burst was refused. */
  features: motorFeaturesSchema.nullable(),
  evidence: z.object({
    /** Current around the supply line, dB against it; empty where the burst was refused. */
    spectrum: z.object({ hz: z.array(z.number()), db: z.array(z.number()) }),
    /** Healthy bursts of about this load that were compared with. */
    comparedWith: z.number().int(),
    reference: z
      .object({
        negativeShare: z.number().nullable(),
        /** Negative over positive sequence of the voltages. */
        voltageNegative: z.object({ re: z.number(), im: z.number() }).nullable(),
        thirdDb: z.number(),
        eccentricityDb: z.number(),
      })
      .nullable(),
  }),
  /** The parameters the method ran with. */
  parameters: z.record(z.string(), z.unknown()),
});
export type MotorDiagnosis = z.infer<typeof motorDiagnosisSchema>;
