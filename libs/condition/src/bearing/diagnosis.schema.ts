import { z } from 'zod';
import { BEARING_FAULTS, BEARING_VERDICTS, DIAGNOSIS_GRADES, VIEW_KINDS } from './faults.ts';
import { ABSTENTION_REASONS, FAULT_PATTERNS, VIEW_OBJECTIONS } from './decision.ts';
import { QUALITY_REASONS } from '../burst/quality.ts';
import { ISO_20816_GROUPS, ISO_20816_ZONES } from './severity.ts';

/** Why a fault other than the named one was not named. */
export const REJECTION_REASONS = [
  /** No comb at its lines that stands above other combs. */
  'not-prominent',
  /** Its lines were those of the named fault; nothing is left without them. */
  'explained-by-named-fault',
  /** A comb is there, weaker than the named fault's. */
  'weaker-than-named-fault',
  /** Its lines fall on shaft harmonics and cannot be told from looseness. */
  'on-shaft-lines',
  /** It leads in one view, but the power that pulsates with it is too small. */
  'too-shallow',
  /** It leads in one view and other views do not follow. */
  'not-confirmed',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** Reasons that go with the verdict `not-diagnosable`. */
export const NOT_DIAGNOSABLE_REASONS = [...QUALITY_REASONS, ...ABSTENTION_REASONS] as const;
export type NotDiagnosableReason = (typeof NOT_DIAGNOSABLE_REASONS)[number];

/** What a series of bursts adds to the newest of them. */
export const SERIES_WORDS = [
  /** It names a fault that the burst does not name, or not as clearly. */
  'named',
  /** It names another fault. */
  'disagrees',
  /** Something stands out in it that is not enough for a name and too much for a healthy word. */
  'does-not-acquit',
] as const;

const fault = z.enum(BEARING_FAULTS);
const viewKind = z.enum(VIEW_KINDS);
const share = z.number().min(0).max(1);

const candidateSchema = z.object({
  fault,
  order: z.number(),
  frequencyHz: z.number(),
  slip: z.number(),
  /** Geometric mean of line over floor, see `comb.ts`. */
  prominence: z.number(),
  /** What is left of it without the lines of the view's strongest candidate. */
  residualProminence: z.number(),
  depth: z.number(),
  harmonicsHit: z.array(z.number().int()),
});

const viewSchema = z.object({
  kind: viewKind,
  lowHz: z.number(),
  highHz: z.number(),
  resolutionHz: z.number(),
  strongest: fault,
  dominance: z.number(),
  /** The fault this view speaks for, null for none. */
  vote: fault.nullable(),
  objection: z.enum(VIEW_OBJECTIONS).nullable(),
  background: z.object({ order: z.number(), prominence: z.number() }),
  candidates: z.array(candidateSchema),
});

const markedLineSchema = z.object({
  view: viewKind,
  kind: z.union([fault, z.literal('shaft')]),
  harmonic: z.number().int(),
  /** 0 for the line itself, -1 and 1 for its sidebands. */
  sideband: z.number().int(),
  expectedHz: z.number(),
  foundHz: z.number().nullable(),
  toleranceHz: z.number(),
  prominence: z.number(),
  depth: z.number(),
  hit: z.boolean(),
});

/** A finding about one bearing from one burst, with everything needed to show why. */
export const bearingDiagnosisSchema = z.object({
  method: z.object({ name: z.literal('bearing-envelope'), version: z.string() }),
  verdict: z.enum(BEARING_VERDICTS),
  grade: z.enum(DIAGNOSIS_GRADES),
  /** What the named fault was recognised by; null where none is named. */
  pattern: z.enum(FAULT_PATTERNS).nullable(),
  /** 0 where no fault is named. */
  confidence: share,
  /** Set exactly when the verdict is `not-diagnosable`. */
  reason: z.enum(NOT_DIAGNOSABLE_REASONS).nullable(),
  /** The strongest candidate, also where it is too weak to be named. */
  suspect: fault.nullable(),
  /** Found over kinematic frequency, less 1, of the named fault. */
  slip: z.number().nullable(),
  shaft: z.object({ givenRpm: z.number().nullable(), speedRpm: z.number().nullable(), fitted: z.boolean() }),
  bearing: z.object({
    designation: z.string().nullable(),
    verified: z.boolean(),
    orders: z.object({ bpfo: z.number(), bpfi: z.number(), bsf: z.number(), ftf: z.number() }),
  }),
  quality: z.object({
    durationS: z.number(),
    clippedShare: share,
    dropoutShare: share,
    dcRatio: z.number(),
    clipped: z.boolean(),
  }),
  /** Null where the burst was refused. Amplitudes in the unit of the samples. */
  features: z
    .object({
      rms: z.number(),
      peak: z.number(),
      crest: z.number(),
      kurtosis: z.number(),
      skewness: z.number(),
      /** 10 to 1000 Hz; null where the samples have no known acceleration unit. */
      velocityRmsMmPerS: z.number().nullable(),
    })
    .nullable(),
  severity: z.object({
    isoGroup: z.enum(ISO_20816_GROUPS).nullable(),
    isoZone: z.enum(ISO_20816_ZONES).nullable(),
    stage: z.union([z.literal(2), z.literal(3), z.literal(4)]).nullable(),
  }),
  views: z.array(viewSchema),
  rejected: z.array(
    z.object({
      fault,
      reason: z.enum(REJECTION_REASONS),
      prominence: z.number(),
      residualProminence: z.number(),
    }),
  ),
  evidence: z.object({
    /** Envelope spectra thinned for display; depth is the modulation depth of the squared envelope. */
    spectra: z.array(
      z.object({ view: viewKind, frequencyHz: z.array(z.number()), depth: z.array(z.number()) }),
    ),
    lines: z.array(markedLineSchema),
  }),
  /**
   * Set where the bursts before and this one together changed what this one says alone. A fault that they name has the views and the
   * evidence of their averaged spectra, its lines where they would stand without slip.
   */
  series: z
    .object({
      bursts: z.number().int(),
      says: z.enum(SERIES_WORDS),
      /** What the bursts together name, null for nothing; not known of findings from before it was kept. */
      fault: fault.nullish(),
      /** What the burst says alone. */
      alone: z.object({
        verdict: z.enum(BEARING_VERDICTS),
        grade: z.enum(DIAGNOSIS_GRADES),
        reason: z.enum(NOT_DIAGNOSABLE_REASONS).nullable(),
      }),
    })
    .nullish(),
  /** The parameters the method ran with. */
  parameters: z.record(z.string(), z.unknown()),
});

export type BearingDiagnosis = z.infer<typeof bearingDiagnosisSchema>;
export type BearingDiagnosisView = z.infer<typeof viewSchema>;
export type MarkedLine = z.infer<typeof markedLineSchema>;
