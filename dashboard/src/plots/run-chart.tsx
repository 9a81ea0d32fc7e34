import { useCallback } from 'react';
import uPlot from 'uplot';
import { formatClock, formatDate, type Language } from '../ui/format.ts';
import { PALETTES, type ThemeName } from '../ui/tokens.ts';
import { axisNumber, axisStyle } from './chart-style.ts';
import { UplotHost } from './uplot-host.tsx';

export interface RunLine {
  /** ms since 1970 UTC, ascending. */
  time: readonly number[];
  low: readonly number[];
  high: readonly number[];
  mean: readonly number[];
}

/** A stretch of time that is marked over the whole height. */
export interface RunBand {
  from: number;
  to: number;
}

export interface RunChartProps {
  /** The run, and the one that lies over it, both on one clock. */
  lines: readonly RunLine[];
  bands: readonly RunBand[];
  from: number;
  to: number;
  label: string;
  axisLabel: string;
  timeZone: string;
  language: Language;
  theme: ThemeName;
  height: number;
}

const DAY_MS = 86_400_000;

/** One signal of one or two runs: mean between least and greatest, the second run in another colour over the first. */
export function RunChart(props: RunChartProps) {
  const { lines, bands, from, to, label, axisLabel, timeZone, language, theme, height } = props;
  const count = lines.length;
  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const style = axisStyle(theme);
    const palette = PALETTES[theme];
    return {
      legend: { show: false },
      padding: [8, 16, 0, 0],
      cursor: {
        drag: { x: true, y: false, setScale: true },
        y: false,
        points: { size: 6 },
        // The charts of a page stand at the same time.
        sync: { key: 'runs' },
      },
      scales: { x: { time: true } },
      axes: [
        {
          ...style,
          size: 28,
          space: 90,
          values: (_plot, ticks) => ticks.map((tick) => tickText(tick * 1000, to - from, timeZone)),
        },
        {
          ...style,
          label: axisLabel,
          labelSize: 18,
          size: 56,
          values: (_plot, ticks) => ticks.map((tick) => axisNumber(tick, ticks, language)),
        },
      ],
      bands: Array.from({ length: count }, (_, run) => ({
        series: [3 * run + 1, 3 * run + 2] as [number, number],
        fill: `${palette.series[run]}22`,
      })),
      series: [
        {},
        ...Array.from({ length: count }, (_, run): uPlot.Series[] => [
          { stroke: 'transparent', points: { show: false }, spanGaps: true },
          { stroke: 'transparent', points: { show: false }, spanGaps: true },
          { stroke: palette.series[run], width: 1.5, points: { show: false }, spanGaps: true },
        ]).flat(),
      ],
      hooks: { drawClear: [(plot) => drawBands(plot, bands, palette.priority[2])] },
    };
  }, [count, bands, from, to, axisLabel, timeZone, language, theme]);
  const onReady = (plot: uPlot) => {
    const tables = lines.map(
      ({ time, high, low, mean }) =>
        [time.map((ms) => ms / 1000), [...high], [...low], [...mean]] as uPlot.AlignedData,
    );
    plot.setData(tables.length > 1 ? uPlot.join(tables) : tables[0]);
    plot.setScale('x', { min: from / 1000, max: to / 1000 });
  };
  const key = lines.map(({ time, mean }) => `${time.length} ${time[0]} ${mean.at(-1)}`).join();
  return <UplotHost key={key} build={build} onReady={onReady} height={height} label={label} />;
}

function tickText(at: number, spanMs: number, timeZone: string): string {
  const minute = formatClock(at, timeZone).slice(0, 5);
  return spanMs <= DAY_MS ? minute : `${formatDate(at, timeZone).slice(5)} ${minute}`;
}

function drawBands(plot: uPlot, bands: readonly RunBand[], colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour;
  for (const { from, to } of bands) {
    const left = plot.valToPos(from / 1000, 'x', true);
    const width = Math.max(2, plot.valToPos(to / 1000, 'x', true) - left);
    ctx.globalAlpha = 0.16;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, bbox.top, width, 3 * devicePixelRatio);
  }
  ctx.restore();
}
