import { z } from 'zod';

/**
 * How the command `backup` speaks with the running server: over a connection on loopback, one JSON object a line, each asked
 * and then answered. What is held is held no longer than the connection lasts.
 */

/** In the data folder, for its owner's eyes only: where the door is and the word that opens it. */
export const DOOR_FILE = 'backup-door.json';
export const doorSchema = z.object({ port: z.int().min(1).max(65_535), secret: z.string().min(32) });

/** Stores that are kept still while they are copied. */
export const HELD_STORES = ['history', 'records'] as const;
export type HeldStore = (typeof HELD_STORES)[number];

export const MAX_LINE_BYTES = 8192;

export const askSchema = z.discriminatedUnion('ask', [
  z.strictObject({
    ask: z.literal('begin'),
    secret: z.string(),
    /** Who asks, and where the backup goes, for the audit log. */
    by: z.string().max(256),
    out: z.string().max(4096),
  }),
  z.strictObject({ ask: z.literal('hold'), store: z.enum(HELD_STORES) }),
  z.strictObject({ ask: z.literal('release'), store: z.enum(HELD_STORES) }),
  z.strictObject({ ask: z.literal('done'), files: z.int().min(0), bytes: z.int().min(0) }),
]);
export type Ask = z.infer<typeof askSchema>;

export const answerSchema = z.union([
  z.object({
    ok: z.literal(true),
    /** Stores that are on servers of their own; told at the beginning. */
    elsewhere: z.array(z.enum(HELD_STORES)).optional(),
  }),
  z.object({ error: z.string() }),
]);
export type Answer = z.infer<typeof answerSchema>;
