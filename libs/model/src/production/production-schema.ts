import { z } from 'zod';
import { segmentSchema, textSchema } from '../plant-schema.ts';

/** Branches of the loss tree that a person can put a stop on; `planned` takes its time out of the planned busy time. */
export const REASON_LOSSES = [
  'breakdown',
  'setup',
  'changeover',
  'material',
  'organisation',
  'planned',
] as const;
export type ReasonLoss = (typeof REASON_LOSSES)[number];

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use HH:MM');
const isoDate = z.iso.date('write a date as 2026-01-31');
const ratio = z.number().gt(0).max(1);

const calendarSchema = z.strictObject({
  holidays: z
    .array(
      z.strictObject({
        from: isoDate.describe('First day without work, plant time'),
        to: isoDate.describe('Last day without work'),
        name: textSchema,
        lines: z.array(segmentSchema).optional().describe('Every line when left out'),
      }),
    )
    .default([])
    .describe('A shift that begins on one of these days is not worked'),
  breaks: z
    .array(
      z.strictObject({
        startsAt: clock,
        minutes: z.number().int().min(1).max(240),
        lines: z.array(segmentSchema).optional().describe('Every line when left out'),
      }),
    )
    .default([])
    .describe('Every day inside the shifts; machines are not meant to work then'),
  overtime: z
    .array(
      z.strictObject({
        line: segmentSchema,
        day: isoDate,
        startsAt: clock,
        hours: z.number().positive().max(24),
        plannedQuantity: z.number().int().min(0),
        name: textSchema,
      }),
    )
    .default([])
    .describe('Work outside of the shifts, and on holidays'),
});

export const productionFileSchema = z.strictObject({
  production: z.strictObject({
    microStopS: z
      .number()
      .min(1)
      .max(3600)
      .describe('A stop of a machine for its own cause that is shorter is a micro-stop, and nobody is asked'),
  }),
  calendar: calendarSchema.default({ holidays: [], breaks: [], overtime: [] }),
  products: z
    .array(
      z.strictObject({
        id: segmentSchema,
        name: textSchema,
        line: segmentSchema,
        cycleFactor: z
          .number()
          .positive()
          .default(1)
          .describe('Planned run time per item against that of the machines in the line file'),
      }),
    )
    .default([])
    .describe('The first of a line is made while no order says otherwise'),
  runTimes: z
    .array(
      z.strictObject({
        line: segmentSchema,
        station: segmentSchema,
        secondsPerItem: z.number().positive(),
      }),
    )
    .default([])
    .describe('Planned run time per item where it is not the cycle: machines that hold many parts at a time'),
  targets: z
    .array(
      z.strictObject({
        line: segmentSchema,
        oee: ratio,
        availability: ratio.optional(),
        effectiveness: ratio.optional(),
        qualityRatio: ratio.optional(),
      }),
    )
    .default([]),
  stopReasons: z
    .array(
      z.strictObject({
        id: segmentSchema,
        name: textSchema,
        loss: z.enum(REASON_LOSSES),
        kinds: z
          .array(segmentSchema)
          .optional()
          .describe('Kinds of machines it is offered for; all when left out'),
      }),
    )
    .default([]),
});
export type ProductionFile = z.infer<typeof productionFileSchema>;
export type ProductionCalendar = z.infer<typeof calendarSchema>;
export type Product = ProductionFile['products'][number];
export type ProductionTarget = ProductionFile['targets'][number];
export type StopReason = ProductionFile['stopReasons'][number];

/** What a plant plans for its production, and how it names its losses. */
export interface PlantProduction {
  microStopS: number;
  calendar: ProductionCalendar;
  products: Product[];
  runTimes: ProductionFile['runTimes'];
  targets: ProductionTarget[];
  stopReasons: StopReason[];
}
