import type uPlot from 'uplot';
import { formatNumber, type Language } from '../ui/format.ts';
import { FONT_FAMILY, PALETTES, type ThemeName } from '../ui/tokens.ts';

/** Sizes that all charts share, CSS pixels. */
const AXIS_FONT = `11px ${FONT_FAMILY}`;

export function axisStyle(
  theme: ThemeName,
): Pick<uPlot.Axis, 'stroke' | 'grid' | 'ticks' | 'font' | 'labelFont'> {
  const palette = PALETTES[theme];
  return {
    stroke: palette.text2,
    grid: { stroke: palette.line, width: 1 },
    ticks: { stroke: palette.line, width: 1, size: 4 },
    font: AXIS_FONT,
    labelFont: AXIS_FONT,
  };
}

const MAX_DECIMALS = 6;

/** As few digits as tell neighbouring ticks apart. */
export function axisNumber(tick: number, ticks: readonly number[], language: Language): string {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : Math.abs(tick) || 1;
  let decimals = 0;
  // A step of 0.25 needs two digits although 0.1 would need one.
  while (decimals < MAX_DECIMALS && Math.abs(step - Number(step.toFixed(decimals))) > step * 1e-6) decimals++;
  return formatNumber(tick, language, decimals);
}

/** Draws a small text with the ground behind it, so that lines do not cross it. Device pixels. */
export function drawLabel(
  plot: uPlot,
  text: string,
  x: number,
  y: number,
  colour: string,
  theme: ThemeName,
  align: CanvasTextAlign = 'right',
): void {
  const { ctx } = plot;
  const scale = devicePixelRatio || 1;
  ctx.save();
  ctx.font = labelFont(scale);
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  const width = ctx.measureText(text).width;
  const left = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x;
  ctx.globalAlpha = 0.85;
  ctx.fillStyle = PALETTES[theme].surface;
  ctx.fillRect(left - 3 * scale, y - 7 * scale, width + 6 * scale, 14 * scale);
  ctx.globalAlpha = 1;
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
  ctx.restore();
}

/** Font of words in a plot; @param scale device pixels per CSS pixel */
export function labelFont(scale: number): string {
  return `${11 * scale}px ${FONT_FAMILY}`;
}
