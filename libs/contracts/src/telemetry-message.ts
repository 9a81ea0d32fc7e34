import { z } from 'zod';

/**
 * One message of one machine and cycle on `.../telemetry`, as JSON: all values taken at one time.
 *
 *     {"time":1763733600000,"values":{"state":"Execute","power":6.42,"good":1201},"quality":{"power":"Uncertain"}}
 *
 * `time` is the source time in ms since 1970 UTC. An enumeration travels by name. A value that is absent did
 * not change or was not measured; a `null` says that the sensor gave nothing (quality Bad).
 * The server checks messages by hand on its hot path; this schema is the reference both sides are tested against.
 */
export const telemetryMessageSchema = z.object({
  time: z.number().finite(),
  values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  quality: z.record(z.string(), z.enum(['Good', 'Uncertain', 'Bad'])).optional(),
});
export type TelemetryMessage = z.infer<typeof telemetryMessageSchema>;

/** A larger message is refused before it is parsed. */
export const MAX_TELEMETRY_BYTES = 256 * 1024;
