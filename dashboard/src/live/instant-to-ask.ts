import type { CursorState } from '@linetwin/contracts';

/** A cursor that rests is looked at so often, ms: many seeks of one drag are asked for once. */
export const RESTING_LOOK_MS = 300;
/** What is asked of the server follows a cursor that plays so often at most, ms. */
export const PLAYING_LOOK_MS = 3000;
/** And by steps of plant time, ms. */
const STEP_MS = 60_000;

/** The instant that records are asked for while a cursor is shown: where it rests, or the begin of its minute while it plays. */
export function instantToAsk(cursor: Pick<CursorState, 'at' | 'playing'> | null): number | undefined {
  if (!cursor) return undefined;
  return cursor.playing ? Math.floor(cursor.at / STEP_MS) * STEP_MS : Math.round(cursor.at);
}
