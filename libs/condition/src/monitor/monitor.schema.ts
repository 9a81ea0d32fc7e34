import { z } from 'zod';

const count = z.number().int().positive();

/** A trained monitor as it is kept: everything that judging needs, and what it was made of. */
export const healthMonitorSchema = z.object({
  method: z.object({ name: z.literal('dynamic-pca'), version: z.string() }),
  /** Names of the signals judged, in the order of the values of a row. */
  signals: z.array(z.string()).min(1),
  /** Signals that did not change in the healthy time: nothing can be said about them. */
  constant: z.array(z.string()),
  parameters: z.object({
    lags: count,
    explainedVariance: z.number().gt(0).lt(1),
    varianceFloor: z.number().positive(),
    folds: count,
    smoothing: count,
    margin: z.number().positive(),
    minimumRows: count,
    maximumDimension: count,
  }),
  /** Per signal, in its unit. */
  mean: z.array(z.number()),
  standardDeviation: z.array(z.number().positive()),
  /** Mean of the scaled, stacked rows, near 0: it differs from it where stretches are short. */
  centre: z.array(z.number()),
  /**
   * Principal directions of the scaled, stacked rows (newest row first), all of them, by falling variance; the variance
   * along each, not below the floor; and how many of them are the pattern. The others are what Q watches.
   */
  directions: z.array(z.array(z.number())),
  variances: z.array(z.number().positive()),
  pattern: count,
  /** Upper limits of the smoothed statistics. */
  limits: z.object({ q: z.number().positive(), tSquared: z.number().positive() }),
  /** Stacked rows that it was trained on. */
  rows: count,
});

export type HealthMonitor = z.infer<typeof healthMonitorSchema>;
