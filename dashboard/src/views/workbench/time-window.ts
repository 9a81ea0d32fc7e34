/** A part of the time axis, ms since 1970 UTC. */
export interface TimeWindow {
  from: number;
  to: number;
}

/** Below this there is nothing to see between two values of the fastest machines. */
export const MIN_SPAN_MS = 1000;
/** Above this hours are narrower than a pixel. */
export const MAX_SPAN_MS = 5 * 366 * 86_400_000;

/** Keeps a window to the spans there are and out of the future. @param now end of time, ms UTC */
export function within({ from, to }: TimeWindow, now: number): TimeWindow {
  const span = Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, to - from));
  const middle = (from + to) / 2;
  const end = Math.min(now, middle + span / 2);
  const start = Math.max(0, end - span);
  return { from: start, to: start + span };
}

/** The same time at the same place, more or less around it. @param factor below 1 shows less */
export function zoomed({ from, to }: TimeWindow, at: number, factor: number): TimeWindow {
  const span = to - from;
  const next = Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, span * factor));
  const share = (at - from) / span;
  return { from: at - share * next, to: at + (1 - share) * next };
}

/** @param share of its own span, to the right when positive */
export function panned({ from, to }: TimeWindow, share: number): TimeWindow {
  const by = share * (to - from);
  return { from: from + by, to: to + by };
}
