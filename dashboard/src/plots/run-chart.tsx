import { useCallback } from 'react';
import uPlot from 'uplot';
import type { Language } from '../ui/format.ts';
import { PALETTES, type ThemeName } from '../ui/tokens.ts';
import { timeAxes } from './time-axes.ts';
import { drawMarks, type Mark } from './time-marks.ts';
import { UplotHost } from './uplot-host.tsx';

export interface RunLine {
  /** ms since 1970 UTC, ascending. */
  time: readonly number[];
  low: readonly number[];
  high: readonly number[];
  mean: readonly number[];
}

export interface RunChartProps {
  /** The run, and the one that lies over it, both on one clock. */
  lines: readonly RunLine[];
  bands: readonly Mark[];
  from: number;
  to: number;
  label: string;
  axisLabel: string;
  timeZone: string;
  language: Language;
  theme: ThemeName;
  height: number;
}

/** Labels lie under the curves of two runs. */
const BAND_OPACITY = 0.16;

/** One signal of one or two runs: mean between least and greatest, the second run in another colour over the first. */
export function RunChart(props: RunChartProps) {
  const { lines, bands, from, to, label, axisLabel, timeZone, language, theme, height } = props;
  const count = lines.length;
  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const palette = PALETTES[theme];
    return {
      legend: { show: false },
      // Half of the last time, with its seconds, reaches beyond the end.
      padding: [8, 28, 0, 0],
      cursor: {
        drag: { x: true, y: false, setScale: true },
        y: false,
        points: { size: 6 },
        // The charts of a page stand at the same time.
        sync: { key: 'runs' },
      },
      scales: { x: { time: true } },
      axes: timeAxes({ spanMs: to - from, timeZone, label: axisLabel, size: 56, language, theme }),
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
      hooks: { drawClear: [(plot) => drawMarks(plot, bands, palette.priority[2], BAND_OPACITY)] },
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
