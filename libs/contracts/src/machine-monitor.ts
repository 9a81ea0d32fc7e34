import { z } from 'zod';
import { learnReason } from './bearing-health.ts';

/** Asks that the normal behaviour of a machine be learned anew, from its working time from now on. */
export const learnMonitorRequestSchema = z.strictObject({ equipment: z.string().min(1), ...learnReason });
export type LearnMonitorRequest = z.infer<typeof learnMonitorRequestSchema>;

export const monitorContributionSchema = z.object({
  /** Signal id. */
  signal: z.string(),
  /** 0 to 1, of all signals 1. */
  share: z.number(),
  /** From the healthy mean, in standard deviations of the healthy time. */
  deviation: z.number(),
});
export type MonitorContribution = z.infer<typeof monitorContributionSchema>;

/** What one row (a minute of working time) said of a machine: statistics over their limits, 1 is the limit. */
export const monitorScoreSchema = z.object({
  /** Source time, ms since 1970 UTC. */
  at: z.number(),
  version: z.number().int(),
  q: z.number(),
  tSquared: z.number(),
  /** The strongest parts of Q, strongest first. */
  contributions: z.array(monitorContributionSchema),
});
export type MonitorScore = z.infer<typeof monitorScoreSchema>;

/** The monitor of a machine: which model judges it, what it says now and said before. */
export const machineMonitorSchema = z.object({
  equipment: z.string(),
  /** Whether the machine has signals that can be judged together. */
  canLearn: z.boolean(),
  model: z
    .object({
      version: z.number().int(),
      trainedAt: z.number(),
      from: z.number(),
      to: z.number(),
      rows: z.number().int(),
      signals: z.array(z.string()),
      /** Signals that did not change while it was learned: nothing can be said about them. */
      constant: z.array(z.string()),
      by: z.string().nullable(),
      reason: z.string().nullable(),
      method: z.string(),
    })
    .nullable(),
  /** What is to be learned; of the past it is not kept: null. */
  learning: z
    .object({
      since: z.number(),
      /** Of it, found when it was last tried. */
      hours: z.number(),
      /** Working time without finding or alarm that is wanted, hours. */
      wantedHours: z.number(),
      by: z.string().nullable(),
      reason: z.string().nullable(),
      /** Why it was not learned when it was last tried. */
      problem: z.string().nullable(),
    })
    .nullable(),
  /** Oldest first. */
  scores: z.array(monitorScoreSchema),
});
export type MachineMonitor = z.infer<typeof machineMonitorSchema>;
