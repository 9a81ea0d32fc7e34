import { z } from 'zod';

/** A longer one is a report. */
export const TIME_NOTE_MOST_CHARACTERS = 500;

const instant = z.number().min(0).max(8.64e15);

/** What one wants to say of an instant, or a span, of plant time. */
export const timeNoteRequestSchema = z
  .strictObject({
    /** Line id; null of the whole plant. */
    line: z.string().min(1).max(64).nullable(),
    /** Plant time, ms since 1970 UTC; both the same of an instant. */
    from: instant,
    to: instant,
    text: z.string().trim().min(1).max(TIME_NOTE_MOST_CHARACTERS),
  })
  .refine(({ from, to }) => to >= from, { message: 'must not be before "from"', path: ['to'] });
export type TimeNoteRequest = z.infer<typeof timeNoteRequestSchema>;

/** A note as all see it. */
export const timeNoteSchema = z.object({
  id: z.string(),
  line: z.string().nullable(),
  from: z.number(),
  to: z.number(),
  text: z.string(),
  /** Who wrote it; empty of somebody without a name. */
  author: z.string(),
  /** ms since 1970 UTC. */
  changedAt: z.number(),
  /** Whether whoever asks wrote it, and may change it. */
  own: z.boolean(),
});
export type TimeNote = z.infer<typeof timeNoteSchema>;
