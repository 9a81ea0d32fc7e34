import { unitText } from '../../ui/format.ts';
import { FONT_FAMILY, PALETTES, type ThemeName } from '../../ui/tokens.ts';
import type { Lane } from './lane-scales.ts';

const LINE_PX = 20;
const EDGE_PX = 16;

/** The plot with its title and legend as a PNG, in the colours of the page. */
export function pictureOf(
  plot: HTMLCanvasElement,
  { title, lanes, theme }: { title: string; lanes: readonly Lane[]; theme: ThemeName },
): Promise<Blob | null> {
  const ratio = devicePixelRatio || 1;
  const palette = PALETTES[theme];
  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d')!;
  const font = (bold: string) => `${bold}${12 * ratio}px ${FONT_FAMILY}`;
  ctx.font = font('');
  const widths = lanes.map((lane) => ctx.measureText(labelOf(lane)).width + 40 * ratio);
  const columnWidth = Math.max(1, ...widths);
  const columns = Math.max(1, Math.floor(plot.width / columnWidth));
  const rows = Math.ceil(lanes.length / columns);
  const top = (EDGE_PX * 2 + LINE_PX) * ratio;
  canvas.width = plot.width + 2 * EDGE_PX * ratio;
  canvas.height = top + plot.height + (rows * LINE_PX + 2 * EDGE_PX) * ratio;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.text1;
  ctx.font = font('600 ');
  ctx.fillText(title, EDGE_PX * ratio, (EDGE_PX + LINE_PX / 2) * ratio);
  ctx.drawImage(plot, EDGE_PX * ratio, top - EDGE_PX * ratio);
  ctx.font = font('');
  lanes.forEach((lane, i) => {
    const x = EDGE_PX * ratio + (i % columns) * columnWidth;
    const y = top + plot.height + (Math.floor(i / columns) + 0.5) * LINE_PX * ratio;
    ctx.strokeStyle = lane.colour;
    ctx.lineWidth = 2 * ratio;
    ctx.setLineDash(lane.dash.map((px) => px * ratio));
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + 20 * ratio, y);
    ctx.stroke();
    ctx.fillStyle = palette.text1;
    ctx.fillText(labelOf(lane), x + 26 * ratio, y);
  });
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

function labelOf({ name, unit }: Lane): string {
  return unit ? `${name} (${unitText(unit)})` : name;
}
