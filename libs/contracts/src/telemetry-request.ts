import { z } from 'zod';
import { REJECT_REASONS } from './records.ts';
import { telemetryMessageSchema } from './telemetry-message.ts';

/** Messages that one request may bring. */
export const MAX_TELEMETRY_MESSAGES = 1000;
/** Bytes of the body of one request. */
export const MAX_TELEMETRY_REQUEST_BYTES = 1024 * 1024;

/**
 * `POST /api/telemetry`: messages of machines, each as it would be published over MQTT, with the address of its machine.
 *
 *     {"messages":[{"equipment":"liaocheng/bearing/bearing-1/B14-1","time":1763733600000,"values":{"power":6.42}}]}
 */
export const telemetryRequestSchema = z.object({
  messages: z
    .array(telemetryMessageSchema.extend({ equipment: z.string().min(1).max(200) }))
    .min(1)
    .max(MAX_TELEMETRY_MESSAGES),
});
export type TelemetryRequest = z.infer<typeof telemetryRequestSchema>;

/**
 * All values that can be taken are on the disk of the server. `rejected` names messages that were not taken, or not whole, and why: sending them
 * again would not help.
 */
export const telemetryAnswerSchema = z.object({
  taken: z.number().int(),
  rejected: z.array(
    z.object({
      /** Position in `messages`. */
      message: z.number().int(),
      reason: z.enum(REJECT_REASONS),
      detail: z.string(),
    }),
  ),
});
export type TelemetryAnswer = z.infer<typeof telemetryAnswerSchema>;
