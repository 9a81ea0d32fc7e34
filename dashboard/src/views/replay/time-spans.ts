const HOUR_MS = 3_600_000;

/** What the time bar shows at a time, up to the newest instant, ms. */
export const TIME_SPANS = {
  hour: HOUR_MS,
  shift: 8 * HOUR_MS,
  day: 24 * HOUR_MS,
  week: 168 * HOUR_MS,
  month: 720 * HOUR_MS,
} as const;
export type TimeSpan = keyof typeof TIME_SPANS;

/** The narrowest that reaches so far back. */
export function spanFor(agoMs: number): TimeSpan {
  const fits = (Object.keys(TIME_SPANS) as TimeSpan[]).find((span) => TIME_SPANS[span] >= agoMs);
  return fits ?? 'month';
}

/** Marks that lie within a pixel are drawn as one, the most urgent of them; in order of their beginning. */
export function thinMarks<M extends { from: number; to: number; rank: number }>(
  marks: readonly M[],
  pixelMs: number,
): M[] {
  const thin: M[] = [];
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    const last = thin.at(-1);
    if (!last || mark.from - last.from >= pixelMs) {
      thin.push({ ...mark });
      continue;
    }
    last.to = Math.max(last.to, mark.to);
    if (mark.rank < last.rank) thin[thin.length - 1] = { ...mark, from: last.from, to: last.to };
  }
  return thin;
}
