import { z } from 'zod';
import type { ErrorAnswer, FailureWords } from './rest.ts';

/** Slowest and fastest that a cursor goes: plant seconds per second. */
export const REPLAY_SPEED_LEAST = 0.1;
export const REPLAY_SPEED_MOST = 600;

const instant = z.number().min(0).max(8.64e15);
const speed = z.number().min(REPLAY_SPEED_LEAST).max(REPLAY_SPEED_MOST);
const loop = z
  .strictObject({ from: instant, to: instant })
  .refine(({ from, to }) => to - from >= 1000, 'a loop takes a second at least, and ends after it begins');

export const replayRequestSchema = z.strictObject({
  /** `*` for everything, a line id, or an equipment address. */
  scope: z.string().min(1).max(256),
  /** Most frames per second. */
  rateHz: z.number().min(0.2).max(20),
  /** Plant time that the cursor begins at, ms since 1970 UTC. */
  at: instant,
  /** Id of a simulated or imported run that is shown; the plant itself when left out. */
  run: z.string().min(1).max(64).optional(),
  speed: speed.default(1),
  playing: z.boolean().default(false),
  loop: loop.nullable().default(null),
  /** Model version the client holds already; the model is not sent again when it is the same. */
  modelVersion: z.number().int().min(0).optional(),
});
export type ReplayRequest = z.input<typeof replayRequestSchema>;

/** What a viewer does with the own cursor. */
export const cursorCommandSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('play') }),
  z.strictObject({ do: z.literal('pause') }),
  z.strictObject({ do: z.literal('seek'), at: instant }),
  /** Pauses and goes on, or back, by so much plant time. */
  z.strictObject({ do: z.literal('step'), byMs: z.number().min(-86_400_000).max(86_400_000) }),
  z.strictObject({ do: z.literal('speed'), speed }),
  /** Plays between two instants again and again; null ends that. */
  z.strictObject({ do: z.literal('loop'), loop: loop.nullable() }),
]);
export type CursorCommand = z.infer<typeof cursorCommandSchema>;

/** Where a cursor is. Times are plant time, ms since 1970 UTC. */
export interface CursorState {
  at: number;
  speed: number;
  playing: boolean;
  loop: { from: number; to: number } | null;
  /** Newest instant that can be shown at this moment; the end of a run. */
  latest: number;
  /** Why nothing can be read; the cursor stands still meanwhile. */
  problem: string | null;
  /** The same as `problem` for a page in another language. */
  words?: FailureWords;
}

export type ReplayAnswer =
  | { ok: true; protocol: number; modelVersion: number; cursor: CursorState }
  | ({ ok: false } & Pick<ErrorAnswer, 'error' | 'words'>);
