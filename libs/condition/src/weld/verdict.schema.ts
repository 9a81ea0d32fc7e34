import { z } from 'zod';

/** What may be wrong with a seam or its welding, in the words of domain table 2.9. */
export const SEAM_DEFECT_KINDS = [
  'burn-through',
  'gap',
  'offset',
  'gas',
  'protective-window',
  'focus-shift',
  'power-low',
  'ring-core-ratio',
  'back-reflection',
  'lack-of-penetration',
  'porosity',
  'spatter',
  'tunnel',
  'tool-wear',
  'tool-break',
  'plunge',
] as const;
export type SeamDefectKind = (typeof SEAM_DEFECT_KINDS)[number];

export const SEAM_GRADES = ['good', 'probable-defect', 'defect', 'not-judgeable'] as const;
export type SeamGrade = (typeof SEAM_GRADES)[number];

/**
 * Why something of a seam could not be judged: `learning` while the machine has too few good seams of this product and
 * recipe, `no-place` where it is not known when the beam or tool was where.
 */
export const SEAM_DOUBTS = [
  'too-short',
  'learning',
  'depth-missing',
  'sensor-stuck',
  'signal-missing',
  'no-place',
] as const;
export type SeamDoubt = (typeof SEAM_DOUBTS)[number];

/** One measured fact: what was measured over the stretch, against which limit. */
export const seamFactSchema = z.object({
  /** Column of the seam or id of a signal, with what was taken of it: `depthMm.mean`, `window_scatter.max`. */
  quantity: z.string(),
  value: z.number(),
  limit: z.number(),
  is: z.enum(['above', 'below']),
});
export type SeamFact = z.infer<typeof seamFactSchema>;

export const seamDefectSchema = z.object({
  kind: z.enum(SEAM_DEFECT_KINDS),
  /** Stretch of the seam, mm from its start. */
  fromMm: z.number(),
  toMm: z.number(),
  /** 0 to 1. */
  confidence: z.number(),
  evidence: z.array(seamFactSchema),
});
export type SeamDefect = z.infer<typeof seamDefectSchema>;

export const seamVerdictSchema = z.object({
  method: z.string(),
  grade: z.enum(SEAM_GRADES),
  /** The likeliest cause first. */
  defects: z.array(seamDefectSchema),
  doubts: z.array(z.object({ doubt: z.enum(SEAM_DOUBTS), of: z.string() })),
  /** Kinds that the signals of this machine cannot tell, so that nobody takes their absence for a good seam. */
  untold: z.array(z.enum(SEAM_DEFECT_KINDS)),
  /** What the seam was compared with; null while there is nothing learned. */
  reference: z.object({ recipe: z.string(), version: z.number(), seams: z.number() }).nullable(),
});
export type SeamVerdict = z.infer<typeof seamVerdictSchema>;
