import { z } from 'zod';
import { BEARING_FAULTS, VIEW_KINDS } from '../faults.ts';

/** Faults that lines can name; the cage draws too few of them. */
export const SERIES_FAULTS = ['outer-race', 'inner-race', 'rolling-element'] as const;
export type SeriesFault = (typeof SERIES_FAULTS)[number];

const fault = z.enum(BEARING_FAULTS).extract([...SERIES_FAULTS]);
const powers = z.array(z.number());

const seriesFaultSchema = z.object({
  fault,
  /** Order at which its lines were laid over each other: the kinematic one. */
  order: z.number(),
  /** Mean of what the bursts slipped. */
  slip: z.number(),
  /** Mean power over floor of each harmonic, at the best slip of each burst. */
  lines: powers,
  /** The same of each of the newest few bursts, the newest last. */
  recentLines: z.array(powers),
  /** Mean power and mean floor of each harmonic, as modulation depth squared. */
  linePower: powers,
  lineFloor: powers,
  /** Share of bursts in which it was this view's strongest candidate, and in which it was refused as not its own. */
  led: z.number(),
  refused: z.number(),
  /** Mean power over floor by order, the harmonics of all bursts laid over each other; see `spectrum-code.ts`. */
  spectrum: z.string(),
});

const seriesViewSchema = z.object({
  kind: z.enum(VIEW_KINDS),
  /** Mean floor at each half order, as modulation depth squared. */
  floor: powers,
  /** What combs of other orders show in the same bursts, each at its own best slip: rows as `lines` of a fault. */
  controls: z.array(powers),
  /** The same of each of the newest few bursts: for each comb rows as `recentLines`. */
  recentControls: z.array(z.array(powers)),
  faults: z.array(seriesFaultSchema),
});

/** What the bursts of one bearing in one running state have in common: of fixed size, however many they were. */
export const bearingSeriesSchema = z.object({
  /** Version of the method that read the bursts. */
  method: z.string(),
  /** What else must be the same for bursts to belong together, in words of the caller. */
  circumstance: z.string(),
  bursts: z.number().int(),
  /** As many independent bursts of equal weight would have the same scatter. */
  independent: z.number(),
  speedRpm: z.number(),
  rms: z.number(),
  /** Step of the spectra in orders. */
  step: z.number(),
  views: z.array(seriesViewSchema),
});

/** {@link bearingSeriesSchema} */
export type BearingSeries = z.infer<typeof bearingSeriesSchema>;
export type SeriesView = z.infer<typeof seriesViewSchema>;
export type SeriesFaultLines = z.infer<typeof seriesFaultSchema>;
