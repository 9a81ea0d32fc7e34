import { z } from 'zod';

/**
 * Why values are missing. `signal-silent`, `equipment-silent`, `line-silent`: nothing came, and nothing more is known.
 * `source-disconnected`: the session of the sender ended. `broker-away`: the server had no connection to the broker.
 * `server-down`: the server itself was not there. `values-refused`: the disk took nothing, senders were not acknowledged.
 * `bad-quality`: the sensor sent nothing but Bad values.
 */
export const GAP_CAUSES = [
  'signal-silent',
  'equipment-silent',
  'line-silent',
  'source-disconnected',
  'broker-away',
  'server-down',
  'values-refused',
  'bad-quality',
] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

/** What is missing: one signal, all of a machine, or all of a line. */
export const GAP_LEVELS = ['line', 'equipment', 'signal'] as const;
export type GapLevel = (typeof GAP_LEVELS)[number];

/** A time for which values did not come when they should have. Times are source times, ms since 1970 UTC. */
export const gapSchema = z.object({
  /** Id of the line. */
  line: z.string(),
  /** Address of what is missing: `site/area/line`, of a machine, or of a signal. Together with `from` it names the gap. */
  scope: z.string(),
  level: z.enum(GAP_LEVELS),
  cause: z.enum(GAP_CAUSES),
  /** Time of the last value before. */
  from: z.number(),
  /** When values came again; null as long as they do not. */
  to: z.number().nullable(),
  /**
   * How much of it did not come later either, ms, of the machine that lacks most; 0 when late values filled the gap.
   * Null while the gap is open.
   */
  missingMs: z.number().nullable(),
});
export type Gap = z.infer<typeof gapSchema>;

const time = z.coerce.number().min(-8.64e15).max(8.64e15);

/** `GET /api/gaps`: gaps that touch the time between `from` and `to`. */
export const gapQuerySchema = z.object({
  /** Id of the line. */
  line: z.string().min(1).max(64).optional(),
  /** Address of a machine: its own gaps, those of its signals and those of its whole line. */
  equipment: z.string().min(1).max(256).optional(),
  from: time.optional(),
  to: time.optional(),
  /** `true`: only gaps that are open; `false`: only those that are not. */
  open: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type GapQuery = z.infer<typeof gapQuerySchema>;
