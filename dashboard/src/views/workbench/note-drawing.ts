import type uPlot from 'uplot';
import { FONT_FAMILY, PALETTES, type ThemeName } from '../../ui/tokens.ts';
import type { NoteMark } from './note-marks.ts';

/** Size of a flag, CSS pixels. */
const [FLAG_PX, FLAG_HEIGHT_PX] = [18, 16];
/** A finger is wider than a flag. */
const REACH_PX = 12;

/** Draws each note as a flag on the axis of time with a line above it, and as a band where it is of a span. */
export function drawNotes(
  plot: uPlot,
  notes: readonly NoteMark[],
  chosen: string | undefined,
  theme: ThemeName,
): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio || 1;
  const { note: colour, noteFlag } = PALETTES[theme];
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { id, from, to, number } of notes) {
    const [x, end] = [from, to].map((time) => plot.valToPos(time / 1000, 'x', true));
    const isChosen = id === chosen;
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    if (end > x) {
      ctx.globalAlpha = isChosen ? 0.22 : 0.1;
      ctx.fillRect(x, bbox.top, end - x, bbox.height);
    }
    ctx.globalAlpha = 1;
    ctx.lineWidth = (isChosen ? 2 : 1) * ratio;
    ctx.setLineDash(isChosen ? [] : [4 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    // Of a span that began before the window the flag stands at the edge.
    const left = Math.max(bbox.left, x);
    ctx.fillStyle = noteFlag;
    const top = bbox.top + bbox.height - FLAG_HEIGHT_PX * ratio;
    ctx.fillRect(left, top, FLAG_PX * ratio, FLAG_HEIGHT_PX * ratio);
    ctx.fillStyle = '#fff';
    ctx.font = `600 ${11 * ratio}px ${FONT_FAMILY}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(number, left + (FLAG_PX / 2) * ratio, top + (FLAG_HEIGHT_PX / 2) * ratio);
  }
  ctx.restore();
}

/** The note whose flag lies at a place of the plot, CSS pixels from its left top. */
export function noteAt(
  plot: uPlot,
  notes: readonly NoteMark[],
  { left, top }: { left: number; top: number },
): NoteMark | undefined {
  if (top < plot.over.clientHeight - FLAG_HEIGHT_PX - REACH_PX) return undefined;
  return notes.findLast(({ from }) => {
    const flag = Math.max(0, plot.valToPos(from / 1000, 'x')) + FLAG_PX / 2;
    return Math.abs(flag - left) <= FLAG_PX / 2 + REACH_PX / 2;
  });
}
