import { useCallback } from 'react';
import type uPlot from 'uplot';
import type { Language } from '../ui/format.ts';
import type { ThemeName } from '../ui/tokens.ts';
import { drawLabel } from './chart-style.ts';
import { timeAxes } from './time-axes.ts';
import { UplotHost } from './uplot-host.tsx';

export interface TimeLine {
  values: readonly (number | null)[];
  colour: string;
  width?: number;
}

export interface LimitLine {
  at: number;
  label: string;
  colour: string;
}

/** A stretch of time with a colour along the foot of the chart. */
export interface FootSpan {
  from: number;
  to: number;
  colour: string;
  label: string;
}

export interface TimeLinesProps {
  /** ms since 1970 UTC, ascending. */
  time: readonly number[];
  lines: readonly TimeLine[];
  limits: readonly LimitLine[];
  foot?: readonly FootSpan[];
  /** Limits above this are only drawn when values come near them. */
  least: number;
  axisLabel: string;
  label: string;
  timeZone: string;
  language: Language;
  theme: ThemeName;
  height: number;
}

/** Some values over time with limits across, and what was at each time along the foot. */
export function TimeLinesChart(props: TimeLinesProps) {
  const { time, lines, limits, foot, least, axisLabel, label, timeZone, language, theme, height } = props;
  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const spanMs = time.length > 1 ? time[time.length - 1] - time[0] : 0;
    return {
      legend: { show: false },
      padding: [8, 16, 0, 0],
      cursor: { drag: { x: true, y: false, setScale: true }, y: false, points: { size: 6 } },
      scales: {
        x: { time: true },
        y: { range: (_plot, _low, high) => [0, Math.max(least, high ?? 0) * 1.12] },
      },
      axes: timeAxes({ spanMs, timeZone, label: axisLabel, size: 52, labelGap: 0, language, theme }),
      series: [
        {},
        ...lines.map(({ colour, width = 1.5 }) => ({
          stroke: colour,
          width,
          points: { show: time.length < 60, size: 4, fill: colour },
          spanGaps: true,
        })),
      ],
      hooks: {
        draw: [(plot) => drawLimits(plot, limits, theme), (plot) => drawFoot(plot, foot ?? [], theme)],
      },
    };
  }, [time, lines, limits, foot, least, axisLabel, timeZone, language, theme]);
  const onReady = (plot: uPlot) =>
    plot.setData([time.map((at) => at / 1000), ...lines.map(({ values }) => values as number[])]);
  return <UplotHost build={build} onReady={onReady} height={height} label={label} />;
}

function drawLimits(plot: uPlot, limits: readonly LimitLine[], theme: ThemeName): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio || 1;
  for (const { at, label, colour } of limits) {
    if (at > (plot.scales.y.max ?? 0)) continue;
    const y = plot.valToPos(at, 'y', true);
    ctx.save();
    ctx.strokeStyle = colour;
    ctx.lineWidth = scale;
    ctx.setLineDash([5 * scale, 4 * scale]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
    drawLabel(plot, label, bbox.left + bbox.width - 4 * scale, y, colour, theme);
  }
}

function drawFoot(plot: uPlot, foot: readonly FootSpan[], theme: ThemeName): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio || 1;
  const high = 8 * scale;
  const top = bbox.top + bbox.height - high;
  for (const { from, to, colour, label } of foot) {
    const left = Math.max(bbox.left, plot.valToPos(from / 1000, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to / 1000, 'x', true));
    if (right <= left) continue;
    ctx.save();
    ctx.fillStyle = colour;
    ctx.fillRect(left, top, Math.max(2 * scale, right - left), high);
    ctx.restore();
    if (right - left > 26 * scale)
      drawLabel(plot, label, (left + right) / 2, top - 8 * scale, colour, theme, 'center');
  }
}
