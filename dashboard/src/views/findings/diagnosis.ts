import { z } from 'zod';

/**
 * The part of a bearing diagnosis that is drawn. The full shape belongs to the library that makes it; what is
 * not known here is let through and what is missing leaves its panel empty.
 */
const FAULTS = ['outer-race', 'inner-race', 'rolling-element', 'cage'] as const;
export type DrawnFault = (typeof FAULTS)[number];
export const VIEW_KINDS = ['raw', 'whitened', 'best-band'] as const;
export type ViewKind = (typeof VIEW_KINDS)[number];

const spectraSchema = z.array(
  z.object({ view: z.enum(VIEW_KINDS), frequencyHz: z.array(z.number()), depth: z.array(z.number()) }),
);
const referenceSchema = z.object({ at: z.number(), shaftRpm: z.number().nullish(), spectra: spectraSchema });
export type DrawnReference = z.infer<typeof referenceSchema>;

const diagnosisSchema = z.object({
  method: z.object({ name: z.string(), version: z.string() }).optional(),
  verdict: z.string(),
  reason: z.string().nullish(),
  slip: z.number().nullish(),
  shaft: z.object({ speedRpm: z.number().nullish(), fitted: z.boolean().optional() }).optional(),
  bearing: z
    .object({
      designation: z.string().nullish(),
      verified: z.boolean().optional(),
      orders: z.object({ bpfo: z.number(), bpfi: z.number(), bsf: z.number(), ftf: z.number() }),
    })
    .optional(),
  features: z
    .object({
      rms: z.number(),
      peak: z.number(),
      crest: z.number(),
      kurtosis: z.number(),
      velocityRmsMmPerS: z.number().nullish(),
    })
    .nullish(),
  severity: z.object({ isoZone: z.string().nullish(), stage: z.number().nullish() }).optional(),
  views: z
    .array(
      z.object({
        kind: z.enum(VIEW_KINDS),
        lowHz: z.number(),
        highHz: z.number(),
        strongest: z.enum(FAULTS).optional(),
        vote: z.enum(FAULTS).nullish(),
        objection: z.string().nullish(),
        candidates: z.array(
          z.object({
            fault: z.enum(FAULTS),
            frequencyHz: z.number(),
            slip: z.number(),
            prominence: z.number(),
            harmonicsHit: z.array(z.number()),
          }),
        ),
      }),
    )
    .default([]),
  rejected: z
    .array(
      z.object({
        fault: z.enum(FAULTS),
        reason: z.string(),
        prominence: z.number(),
        residualProminence: z.number().optional(),
      }),
    )
    .default([]),
  evidence: z
    .object({
      spectra: z
        .array(
          z.object({
            view: z.enum(VIEW_KINDS),
            frequencyHz: z.array(z.number()),
            depth: z.array(z.number()),
          }),
        )
        .default([]),
      lines: z
        .array(
          z.object({
            view: z.enum(VIEW_KINDS),
            kind: z.enum([...FAULTS, 'shaft']),
            harmonic: z.number(),
            sideband: z.number(),
            expectedHz: z.number(),
            foundHz: z.number().nullish(),
            toleranceHz: z.number(),
            prominence: z.number(),
            hit: z.boolean(),
          }),
        )
        .default([]),
    })
    .default({ spectra: [], lines: [] }),
  /** What the bursts before and this one say together, where that changed the verdict; the spectra of a fault they name are their means. */
  series: z
    .object({
      bursts: z.number(),
      says: z.enum(['named', 'disagrees', 'does-not-acquit']),
      fault: z.enum(FAULTS).nullish(),
      alone: z.object({ verdict: z.string(), grade: z.string(), reason: z.string().nullish() }),
    })
    .nullish()
    .catch(null),
  /** A healthy burst and the burst before, to be laid under the spectra. */
  references: z
    .object({
      baseline: z.object({ version: z.number(), reference: referenceSchema }).nullish(),
      previous: referenceSchema.nullish(),
    })
    .nullish(),
});
export type DrawnDiagnosis = z.infer<typeof diagnosisSchema>;
export type DrawnLine = DrawnDiagnosis['evidence']['lines'][number];

/** Reads what can be drawn from a finding's diagnosis; `undefined` when it is of another shape. */
export function readDiagnosis(diagnosis: unknown): DrawnDiagnosis | undefined {
  const parsed = diagnosisSchema.safeParse(diagnosis);
  return parsed.success ? parsed.data : undefined;
}

/** Whether the spectra are means of several bursts: aligned at one fault's lines, without those of the shaft. */
export function isAveraged({ series }: DrawnDiagnosis): boolean {
  return series?.says === 'named';
}

/** Field's name of the line a fault draws into the envelope spectrum. */
export const LINE_NAMES: Record<DrawnLine['kind'], string> = {
  'outer-race': 'BPFO',
  'inner-race': 'BPFI',
  'rolling-element': '2×BSF',
  cage: 'FTF',
  shaft: 'f_r',
};

/** Colour of a fault's lines, as position in the palette's `series`; shaft lines stay neutral. */
export const LINE_COLOURS: Record<DrawnFault, number> = {
  'outer-race': 0,
  'inner-race': 5,
  'rolling-element': 3,
  cage: 2,
};

/** "3×BPFI", or "BPFI+f_r" for a sideband. */
export function lineLabel({ kind, harmonic, sideband }: DrawnLine): string {
  const name = LINE_NAMES[kind];
  const base = harmonic === 1 ? name : `${harmonic}×${name}`;
  if (sideband === 0) return base;
  const spacing = kind === 'rolling-element' ? 'FTF' : 'f_r';
  return `${base}${sideband > 0 ? '+' : '−'}${Math.abs(sideband) === 1 ? '' : Math.abs(sideband)}${spacing}`;
}

export interface ExpectedLine {
  kind: DrawnLine['kind'];
  frequencyHz: number;
}

/** Where each fault's first line would stand at this speed, whether it was found or not. */
export function expectedLines({ bearing, shaft }: DrawnDiagnosis): ExpectedLine[] {
  const rpm = shaft?.speedRpm;
  if (!bearing || !rpm) return [];
  const hz = rpm / 60;
  const { bpfo, bpfi, bsf, ftf } = bearing.orders;
  return [
    { kind: 'shaft', frequencyHz: hz },
    { kind: 'outer-race', frequencyHz: bpfo * hz },
    { kind: 'inner-race', frequencyHz: bpfi * hz },
    { kind: 'rolling-element', frequencyHz: 2 * bsf * hz },
    { kind: 'cage', frequencyHz: ftf * hz },
  ];
}

/** Half width of a line's window where the diagnosis says none, as a share of its frequency. */
const DEFAULT_TOLERANCE = 0.01;

/**
 * All lines to mark in one view: those of the named fault and the shaft as the diagnosis kept them, and the first
 * line of every other fault, so that one sees that nothing stands there.
 */
export function linesOfView(diagnosis: DrawnDiagnosis, view: ViewKind): DrawnLine[] {
  const kept = diagnosis.evidence.lines.filter((line) => line.view === view);
  const marked = new Set(kept.map(({ kind }) => kind));
  const candidates = diagnosis.views.find(({ kind }) => kind === view)?.candidates ?? [];
  const others = expectedLines(diagnosis)
    .filter(({ kind }) => !marked.has(kind) && !(kind === 'shaft' && isAveraged(diagnosis)))
    .map(({ kind, frequencyHz }): DrawnLine => {
      const found = candidates.find(({ fault }) => fault === kind);
      return {
        view,
        kind,
        harmonic: 1,
        sideband: 0,
        expectedHz: frequencyHz,
        foundHz: found?.frequencyHz,
        toleranceHz: frequencyHz * DEFAULT_TOLERANCE,
        prominence: found?.prominence ?? 0,
        hit: found?.harmonicsHit.includes(1) ?? false,
      };
    });
  return [...kept, ...others];
}
