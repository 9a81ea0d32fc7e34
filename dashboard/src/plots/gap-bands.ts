import type uPlot from 'uplot';
import { PALETTES, type ThemeName } from '../ui/tokens.ts';
import { drawLabel } from './chart-style.ts';

/** A time for which values did not come, ms UTC; `to` is null while it lasts. */
export interface GapBand {
  from: number;
  to: number | null;
  cause: string;
}

/** Distance of the hatching's lines, CSS pixels. */
const HATCH_PX = 7;
/** A narrower band carries no word; beside one that is little wider the word stands out, as on a phone. */
const LABEL_PX = 40;

/** Hatches the gaps of a trend over its full height, below its lines, as everything is hatched of which nothing is known. */
export function hatchGaps(plot: uPlot, gaps: readonly GapBand[], now: number, theme: ThemeName): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio || 1;
  for (const { left, right } of bandsOf(plot, gaps, now)) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, right - left, bbox.height);
    ctx.clip();
    ctx.globalAlpha = 0.35;
    ctx.strokeStyle = PALETTES[theme].text3;
    ctx.lineWidth = scale;
    ctx.beginPath();
    for (let x = left - bbox.height; x < right; x += HATCH_PX * scale) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.stroke();
    ctx.restore();
  }
}

/** Names the causes in the bands that are wide enough for a word. */
export function nameGaps(plot: uPlot, gaps: readonly GapBand[], now: number, theme: ThemeName): void {
  const { bbox } = plot;
  const scale = devicePixelRatio || 1;
  const y = bbox.top + bbox.height / 2;
  for (const { left, right, cause } of bandsOf(plot, gaps, now)) {
    if (right - left < LABEL_PX * scale) continue;
    drawLabel(plot, cause, (left + right) / 2, y, PALETTES[theme].text2, theme, 'center');
  }
}

/** Where gaps lie on the plot, device pixels. */
function bandsOf(plot: uPlot, gaps: readonly GapBand[], now: number) {
  const { bbox } = plot;
  const position = (ms: number) => {
    const x = plot.valToPos(ms / 1000, 'x', true);
    return Math.min(bbox.left + bbox.width, Math.max(bbox.left, x));
  };
  return gaps
    .map(({ from, to, cause }) => ({ left: position(from), right: position(to ?? now), cause }))
    .filter(({ left, right }) => right - left >= 1);
}
