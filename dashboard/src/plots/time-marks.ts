import type uPlot from 'uplot';
import { formatClock, formatDate } from '../ui/format.ts';

/** A time that is marked over the full height, ms UTC. */
export interface Mark {
  from: number;
  to: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A mark is never narrower, so that one of seconds in a month is seen, CSS pixels. */
const LEAST_MARK_PX = 2;
const HEAD_PX = 3;

/**
 * Words of an axis of time: day and minute over several days, seconds within an hour.
 *
 * @param at ms since 1970 UTC
 * @param spanMs length of the axis
 */
export function tickText(at: number, spanMs: number, timeZone: string): string {
  const clock = formatClock(at, timeZone);
  if (spanMs <= HOUR_MS) return clock;
  const minute = clock.slice(0, 5);
  return spanMs <= DAY_MS ? minute : `${formatDate(at, timeZone).slice(5)} ${minute}`;
}

/** Marks times by a veil over the whole height with a line at its head. */
export function drawMarks(plot: uPlot, marks: readonly Mark[], colour: string, opacity: number): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio || 1;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour;
  for (const { from, to } of marks) {
    const left = plot.valToPos(from / 1000, 'x', true);
    const width = Math.max(LEAST_MARK_PX * scale, plot.valToPos(to / 1000, 'x', true) - left);
    ctx.globalAlpha = opacity;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, bbox.top, width, HEAD_PX * scale);
  }
  ctx.restore();
}
