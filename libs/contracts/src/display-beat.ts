/** A display that says nothing for this long is away. */
export const DISPLAY_AWAY_MS = 90_000;
/** How often a display tells how it is. */
export const DISPLAY_BEAT_MS = 30_000;
