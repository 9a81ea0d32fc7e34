import { z } from 'zod';

/** The part of a shaft's diagnosis that is drawn; the full shape belongs to the library that makes it. */
const lineSchema = z.object({
  key: z.string(),
  /** Multiple of the shaft's speed. */
  order: z.number(),
  mmPerS: z.number(),
  /** Peak over floor. */
  prominence: z.number(),
  readable: z.boolean(),
});
export type ShaftLine = z.infer<typeof lineSchema>;

const signSchema = z.object({
  quantity: z.string(),
  is: z.enum(['above', 'below']),
  than: z.number(),
  value: z.number().nullable(),
  /** Null where the quantity could not be measured. */
  holds: z.boolean().nullable(),
});
export type ShaftSign = z.infer<typeof signSchema>;

const spectrumSchema = z.object({ order: z.array(z.number()), mmPerS: z.array(z.number()) });
const referenceSchema = spectrumSchema.extend({ at: z.number(), speedRpm: z.number() });

const shaftDiagnosisSchema = z.object({
  method: z.object({ name: z.literal('shaft-orders') }),
  verdict: z.string(),
  grade: z.string(),
  reason: z.string().nullable(),
  cannotExclude: z.array(z.string()),
  part: z.string().nullable(),
  fixedHz: z.number().nullable(),
  signs: z.array(signSchema.extend({ role: z.string(), alternative: z.string().nullish() })),
  rejected: z.array(z.object({ fault: z.string(), reason: z.string(), missing: z.array(signSchema) })),
  shaft: z.object({ speedRpm: z.number().nullable() }),
  severity: z.object({ isoZone: z.string().nullable(), alertMmPerS: z.number().nullable() }),
  features: z
    .object({
      speedRpm: z.number(),
      velocityRmsMmPerS: z.number(),
      resolution: z.number(),
      lines: z.array(lineSchema),
    })
    .nullable(),
  evidence: z.object({
    spectrum: spectrumSchema,
    comparedWith: z.number(),
    reference: z.record(z.string(), z.number()),
  }),
  parameters: z
    .object({
      lines: z.object({
        halfWidthBins: z.number(),
        halfWidthShare: z.number(),
        minimumProminence: z.number(),
      }),
    })
    .optional()
    .catch(undefined),
  references: z
    .object({
      spectrum: referenceSchema.nullish(),
      history: z
        .array(
          z.object({
            at: z.number(),
            harmonics: z.array(z.number()),
            velocityRmsMmPerS: z.number().optional(),
          }),
        )
        .default([]),
    })
    .nullish(),
});
export type DrawnShaftDiagnosis = z.infer<typeof shaftDiagnosisSchema>;

/** @returns undefined for a diagnosis of something else, or in a shape that is not known here */
export function readShaftDiagnosis(diagnosis: unknown): DrawnShaftDiagnosis | undefined {
  const parsed = shaftDiagnosisSchema.safeParse(diagnosis);
  return parsed.success ? parsed.data : undefined;
}

/** Lines that speak for a fault, by the keys of the diagnosis; a belt's and a gear's by the part that is meant. */
const COUNTING: Record<string, (part: string | null) => RegExp> = {
  imbalance: () => /^1x$/,
  'bent-shaft': () => /^1x$/,
  misalignment: () => /^[123]x$/,
  looseness: () => /^(?:[3-9]|10|\d\.5)x$/,
  belt: (part) => new RegExp(`^belt:${escaped(part ?? '')}:\\d+$`),
  gear: (part) => {
    const [id, side] = (part ?? '').split(':');
    return new RegExp(`^gear:${escaped(id)}:(?:mesh2?|${escaped(side ?? '')}:-?\\d+)$`);
  },
};

/** Lines of the shaft itself that are always shown, for orientation. */
const ORIENTATION = /^[123]x$/;

/** A line that doubled has risen, as the rules of the library have it. */
const RISEN_RATIO = 2;

export interface ShownLine extends ShaftLine {
  /** mm/s that it was compared with; null without a baseline. */
  referenceMmPerS: number | null;
  ratio: number | null;
  hasRisen: boolean;
  /** Whether it speaks for the named cause. */
  counts: boolean;
  tolerance: number;
}

/** Lines of the named cause and those of the shaft for orientation; a line fixed in Hz, as of a resonance, comes last. */
export function shownLines(diagnosis: DrawnShaftDiagnosis): ShownLine[] {
  const { features, verdict, part, fixedHz, evidence, parameters } = diagnosis;
  if (!features) return [];
  const counting = COUNTING[verdict]?.(part);
  const { halfWidthBins, halfWidthShare, minimumProminence } = parameters?.lines ?? DEFAULT_WINDOW;
  const toleranceAt = (order: number) => halfWidthBins * features.resolution + halfWidthShare * order;
  const lines = features.lines
    .filter(({ key }) => counting?.test(key) || ORIENTATION.test(key))
    .map((line): ShownLine => {
      const reference = evidence.comparedWith > 0 ? (evidence.reference[line.key] ?? null) : null;
      const ratio = reference ? line.mmPerS / reference : null;
      const stands = line.readable && line.prominence >= minimumProminence;
      return {
        ...line,
        referenceMmPerS: reference,
        ratio,
        hasRisen: stands && (ratio === null || ratio >= RISEN_RATIO),
        counts: counting?.test(line.key) ?? false,
        tolerance: toleranceAt(line.order),
      };
    });
  if (fixedHz === null) return lines;
  const order = (60 * fixedHz) / features.speedRpm;
  return [
    ...lines,
    {
      key: 'fixed',
      order,
      mmPerS: nearest(evidence.spectrum, order),
      prominence: 0,
      readable: true,
      referenceMmPerS: null,
      ratio: null,
      hasRisen: true,
      counts: true,
      tolerance: toleranceAt(order),
    },
  ];
}

const DEFAULT_WINDOW = { halfWidthBins: 1.5, halfWidthShare: 0.0008, minimumProminence: 4.5 };

function nearest({ order, mmPerS }: z.infer<typeof spectrumSchema>, wanted: number): number {
  const near = order.map((at, i) => ({ off: Math.abs(at - wanted), value: mmPerS[i] }));
  return near.length === 0 ? 0 : near.reduce((a, b) => (b.off < a.off ? b : a)).value;
}

/** "2×", "0.5×", "GMF", "GMF−1", or the number of a belt's line; sidebands have none in the chart. */
export function lineName(key: string, words: { belt: string; fixed: string }): string {
  if (key === 'fixed') return words.fixed;
  const [kind, , second, third] = key.split(':');
  if (kind === 'belt') return `${words.belt} ${second}×`;
  if (kind !== 'gear') return key.replace('x', '×');
  if (second === 'mesh') return 'GMF';
  if (second === 'mesh2') return '2×GMF';
  const step = Number(third);
  return `GMF${step < 0 ? '−' : '+'}${Math.abs(step)}`;
}

export function isSideband(key: string): boolean {
  return /^gear:[^:]+:[01]:/.test(key);
}

/** Something else that the finding may be, and what speaks for or against it. */
export interface LookAlike {
  name: string;
  isOpen: boolean;
  /** The sign that excludes it, or that would. */
  sign: ShaftSign | null;
}

/** What could be taken for the named cause: first what nothing here excludes. */
export function lookAlikes({ cannotExclude, signs, rejected, verdict }: DrawnShaftDiagnosis): LookAlike[] {
  const by = signs.filter(({ role, alternative }) => role === 'excludes' && alternative);
  const open = cannotExclude.map((name) => ({
    name,
    isOpen: true,
    sign: by.find(({ alternative }) => alternative === name) ?? null,
  }));
  const excluded = by
    .filter(({ alternative, holds }) => holds === true && !cannotExclude.includes(alternative!))
    .map(({ alternative, ...sign }) => ({ name: alternative!, isOpen: false, sign }));
  const told = new Set([...open, ...excluded].map(({ name }) => name).concat(verdict));
  const others = rejected
    .filter(({ fault }) => !told.has(fault))
    .map(({ fault, missing }) => ({
      name: fault,
      isOpen: !missing.some(({ holds }) => holds === false),
      sign: missing.find(({ holds }) => holds === false) ?? missing[0] ?? null,
    }));
  const once = [...open, ...excluded, ...others].filter(
    ({ name }, i, all) => all.findIndex((one) => one.name === name) === i,
  );
  return once.sort((a, b) => Number(b.isOpen) - Number(a.isOpen));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
