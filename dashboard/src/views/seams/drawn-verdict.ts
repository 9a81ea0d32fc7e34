import { z } from 'zod';

/** The part of a seam's verdict that is drawn; the full shape belongs to the library that makes it. */
const factSchema = z.object({
  quantity: z.string(),
  value: z.number(),
  limit: z.number(),
  is: z.enum(['above', 'below']),
});
export type DrawnFact = z.infer<typeof factSchema>;

const verdictSchema = z.object({
  method: z.string(),
  grade: z.enum(['good', 'probable-defect', 'defect', 'not-judgeable']),
  defects: z.array(
    z.object({
      kind: z.string(),
      fromMm: z.number(),
      toMm: z.number(),
      confidence: z.number(),
      evidence: z.array(factSchema).default([]),
    }),
  ),
  doubts: z.array(z.object({ doubt: z.string(), of: z.string() })).default([]),
  untold: z.array(z.string()).default([]),
  reference: z
    .object({ recipe: z.string(), version: z.number(), seams: z.number() })
    .nullable()
    .default(null),
});
export type DrawnVerdict = z.infer<typeof verdictSchema>;

/** @returns undefined for a verdict of another shape */
export function readVerdict(verdict: unknown): DrawnVerdict | undefined {
  return verdictSchema.safeParse(verdict).data;
}

/** The parts of the name that a recipe is stored under; `share` is that of the ring of a beam that has one. */
export function readRecipe(name: string): { name: string; share?: string } {
  const [, program, share] = /^(.*), ring (\d+ %)$/.exec(name) ?? [];
  return share === undefined ? { name } : { name: program, share };
}

/** Columns of a seam that facts are taken from, with their text and unit. */
export const SEAM_COLUMNS = {
  depthMm: { text: 'depth', unit: 'mm' },
  gapMm: { text: 'gap', unit: 'mm' },
  offsetMm: { text: 'offset', unit: 'mm' },
  thermalV: { text: 'thermal', unit: 'V' },
  plasmaV: { text: 'plasma', unit: 'V' },
  reflectionV: { text: 'reflection', unit: 'V' },
} as const;
export type SeamColumn = keyof typeof SEAM_COLUMNS;

/** Taken as ratios to the usual, whatever unit the column or signal has. */
const RATIOS = ['share', 'noise', 'step', 'modulation'];

/** `depthMm.share` as its column or signal, what was taken of it, and whether that is a ratio. */
export function readQuantity(quantity: string): { of: string; taken: string | undefined; isRatio: boolean } {
  const [of, taken] = quantity.split('.');
  return { of, taken, isRatio: RATIOS.includes(taken) };
}

export function isSeamColumn(name: string): name is SeamColumn {
  return name in SEAM_COLUMNS;
}
