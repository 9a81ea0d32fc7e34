import { useEffect, useRef } from 'react';
import { FONT_FAMILY, PALETTES, type ThemeName } from '../../ui/tokens.ts';
import { heatColours } from '../energy/chart-look.ts';

/** A part of the picture; `x` in the unit of the axis, rows from the top. */
export interface HeatCell {
  row: number;
  from: number;
  to: number;
  value: number;
}

const [LEFT_PX, BOTTOM_PX, RIGHT_PX, TOP_PX] = [84, 40, 70, 8];
const FONT_PX = 11;

/** Cells in rows, coloured from little to much, with the scale beside them. */
export function HeatMap(props: {
  cells: readonly HeatCell[];
  rowNames: readonly string[];
  /** End of the axis, which begins at 0. */
  maximum: number;
  /** Ends of the colours. */
  low: number;
  high: number;
  /** A cell that is framed. */
  marked?: HeatCell;
  axisLabel: string;
  format: (value: number) => string;
  label: string;
  theme: ThemeName;
  height: number;
}) {
  const { height, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    const draw = () => paint(element, props);
    const watch = new ResizeObserver(draw);
    watch.observe(element);
    return () => watch.disconnect();
  });
  return <canvas ref={canvas} className="heat-map" style={{ height }} role="img" aria-label={label} />;
}

function paint(element: HTMLCanvasElement, props: Parameters<typeof HeatMap>[0]): void {
  const { cells, rowNames, maximum, low, high, marked, axisLabel, format, theme } = props;
  const ratio = devicePixelRatio || 1;
  const { clientWidth, clientHeight } = element;
  element.width = Math.round(clientWidth * ratio);
  element.height = Math.round(clientHeight * ratio);
  const ctx = element.getContext('2d')!;
  ctx.scale(ratio, ratio);
  ctx.clearRect(0, 0, clientWidth, clientHeight);
  const palette = PALETTES[theme];
  const colours = heatColours(theme).map(channelsOf);
  const width = Math.max(10, clientWidth - LEFT_PX - RIGHT_PX);
  const height = Math.max(10, clientHeight - TOP_PX - BOTTOM_PX);
  const rowHeight = height / Math.max(1, rowNames.length);
  const xOf = (x: number) => LEFT_PX + (x / maximum) * width;
  for (const { row, from, to, value } of cells) {
    ctx.fillStyle = colourAt(colours, (value - low) / (high - low || 1));
    // Half a pixel more, so that nothing shines through between neighbours.
    ctx.fillRect(xOf(from), TOP_PX + row * rowHeight, xOf(to) - xOf(from) + 0.5, rowHeight + 0.5);
  }
  if (marked) {
    ctx.strokeStyle = palette.text1;
    ctx.lineWidth = 2;
    const left = xOf(marked.from);
    ctx.strokeRect(left, TOP_PX + marked.row * rowHeight, xOf(marked.to) - left, rowHeight);
  }
  ctx.fillStyle = palette.text2;
  ctx.font = `${FONT_PX}px ${FONT_FAMILY}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  const everyRow = Math.max(1, Math.ceil((FONT_PX + 3) / rowHeight));
  rowNames.forEach((name, row) => {
    if (row % everyRow === 0) ctx.fillText(name, LEFT_PX - 6, TOP_PX + (row + 0.5) * rowHeight, LEFT_PX - 8);
  });
  ctx.textAlign = 'center';
  const step = niceStep(maximum, width / 90);
  for (let x = 0; x <= maximum * 1.0001; x += step) ctx.fillText(format(x), xOf(x), TOP_PX + height + 12);
  ctx.fillText(axisLabel, LEFT_PX + width / 2, TOP_PX + height + 30);
  for (let y = 0; y < height; y++) {
    ctx.fillStyle = colourAt(colours, 1 - y / height);
    ctx.fillRect(LEFT_PX + width + 14, TOP_PX + y, 10, 1.5);
  }
  ctx.fillStyle = palette.text2;
  ctx.textAlign = 'left';
  ctx.fillText(format(high), LEFT_PX + width + 28, TOP_PX + 6, RIGHT_PX - 28);
  ctx.fillText(format(low), LEFT_PX + width + 28, TOP_PX + height - 6, RIGHT_PX - 28);
}

/** 1, 2 or 5 times a power of ten, so that there are at most so many steps. */
function niceStep(maximum: number, steps: number): number {
  const least = maximum / Math.max(1, steps);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least)!;
}

type Channels = [number, number, number];

function channelsOf(hex: string): Channels {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Channels;
}

function colourAt(colours: readonly Channels[], share: number): string {
  const position = Math.max(0, Math.min(1, share)) * (colours.length - 1);
  const below = Math.min(colours.length - 2, Math.floor(position));
  const part = position - below;
  const mixed = colours[below].map((from, i) => Math.round(from + part * (colours[below + 1][i] - from)));
  return `rgb(${mixed.join(' ')})`;
}
