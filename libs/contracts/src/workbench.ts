import { z } from 'zod';
import { historyQuerySchema } from './rest.ts';

/** Signals that a workbench looks at at once, as many as one question to history may name. */
export const MAX_WORKBENCH_SIGNALS = 20;

/** Percentiles that statistics tell, in this order. */
export const STATISTIC_PERCENTS = [5, 25, 50, 75, 95] as const;

/** `GET /api/history/statistics`: figures of up to 20 signals. */
export const statisticsQuerySchema = z
  .object({
    signals: historyQuerySchema.shape.signals,
    from: historyQuerySchema.shape.from,
    to: historyQuerySchema.shape.to,
  })
  .refine(({ from, to }) => to > from, { message: 'must be after "from"', path: ['to'] });
export type StatisticsQuery = z.infer<typeof statisticsQuerySchema>;

/** Figures of one signal over a range, of its values that are not Bad. */
export const signalStatisticsSchema = z.object({
  signal: z.string(),
  count: z.number(),
  /** Null without values, as all figures but `count`. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  mean: z.number().nullable(),
  /** Of the values taken as all there are; null where values of the range are kept as buckets only, or are too many. */
  standardDeviation: z.number().nullable(),
  /** One for each of `STATISTIC_PERCENTS`; null as the standard deviation is. */
  percentiles: z.array(z.number()).nullable(),
  /** Share of the range that lies in gaps of the signal, its machine or its line, 0 to 1. */
  gapShare: z.number(),
});
export type SignalStatistics = z.infer<typeof signalStatisticsSchema>;

export const statisticsAnswerSchema = z.object({
  from: z.number(),
  to: z.number(),
  series: z.array(signalStatisticsSchema),
});
export type StatisticsAnswer = z.infer<typeof statisticsAnswerSchema>;

/** Most values of one answer of `GET /api/history/values`. */
export const MAX_VALUES_ANSWERED = 100_000;

/** `GET /api/history/values`: values of one signal as they were stored; what is beyond the limit begins after the last time. */
export const valuesQuerySchema = z
  .object({
    signal: z.string().min(1),
    from: historyQuerySchema.shape.from,
    to: historyQuerySchema.shape.to,
    limit: z.coerce.number().int().min(1).max(MAX_VALUES_ANSWERED).default(MAX_VALUES_ANSWERED),
  })
  .refine(({ from, to }) => to > from, { message: 'must be after "from"', path: ['to'] });
export type ValuesQuery = z.infer<typeof valuesQuerySchema>;

/** Columns in order of time. A value that is no number, as Bad ones may be, is null. */
export interface ValuesAnswer {
  signal: string;
  time: number[];
  value: (number | null)[];
  quality: number[];
}

export const EXPORT_FORMATS = ['csv', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** Most values of one file. */
export const MAX_EXPORTED_VALUES = 5_000_000;

/** `GET /api/burst`: one kept burst, in the format it was sent in. */
export const burstQuerySchema = z.object({
  equipment: z.string().min(1).max(256),
  channel: z.string().min(1).max(64),
  time: z.coerce.number().int().min(0).max(8.64e15),
});
export type BurstQuery = z.infer<typeof burstQuerySchema>;

/** A vibration burst that is still kept whole. */
export const keptBurstSchema = z.object({
  equipment: z.string(),
  /** Id of the waveform signal on its machine. */
  channel: z.string(),
  /** First sample, ms since 1970 UTC. */
  time: z.number(),
  bytes: z.number(),
});
export type KeptBurst = z.infer<typeof keptBurstSchema>;
