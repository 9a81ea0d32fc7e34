/** Gaps that touch a period. */
export interface GapsTouched {
  count: number;
  /** Time of the period in at least one of them, s. */
  seconds: number;
}

/** Counts gaps that touch the time from `since` to `now`, and how much of it lies in them. Times in ms. */
export function touchedTime(
  gaps: readonly { from: number; to: number | null }[],
  since: number,
  now: number,
): GapsTouched {
  const parts = gaps
    .map(({ from, to }) => [Math.max(from, since), Math.min(to ?? now, now)])
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  let until = since;
  let ms = 0;
  for (const [from, to] of parts) {
    ms += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return { count: parts.length, seconds: ms / 1000 };
}
