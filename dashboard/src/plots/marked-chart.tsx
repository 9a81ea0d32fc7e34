import { useCallback } from 'react';
import type uPlot from 'uplot';
import type { Language } from '../ui/format.ts';
import { PALETTES, type ThemeName } from '../ui/tokens.ts';
import { timeAxes } from './time-axes.ts';
import { hatchGaps, type GapBand } from './gap-bands.ts';
import { drawMarks, type Mark } from './time-marks.ts';
import { UplotHost } from './uplot-host.tsx';

export interface MarkedChartProps {
  /** ms since 1970 UTC, ascending. */
  time: readonly number[];
  /** Greatest and least of each bucket; null where there is none. */
  high: readonly (number | null)[];
  low: readonly (number | null)[];
  mean: readonly (number | null)[];
  marks: readonly Mark[];
  gaps: readonly GapBand[];
  from: number;
  to: number;
  label: string;
  axisLabel: string;
  timeZone: string;
  language: Language;
  theme: ThemeName;
  height: number;
}

const MARK_OPACITY = 0.3;

/** One signal over a time that is over: its mean, between what was least and greatest, with marked times and gaps. */
export function MarkedChart(props: MarkedChartProps) {
  const {
    time,
    high,
    low,
    mean,
    marks,
    gaps,
    from,
    to,
    label,
    axisLabel,
    timeZone,
    language,
    theme,
    height,
  } = props;
  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const palette = PALETTES[theme];
    const stroke = palette.series[0];
    return {
      legend: { show: false },
      padding: [8, 16, 0, 0],
      cursor: { drag: { x: true, y: false, setScale: true }, y: false, points: { size: 6 } },
      scales: { x: { time: true } },
      axes: timeAxes({ spanMs: to - from, timeZone, label: axisLabel, size: 52, language, theme }),
      bands: [{ series: [1, 2], fill: `${stroke}33` }],
      series: [
        {},
        { stroke: 'transparent', points: { show: false } },
        { stroke: 'transparent', points: { show: false } },
        { stroke, width: 1.5, points: { show: false } },
      ],
      hooks: {
        drawClear: [
          (plot) => {
            hatchGaps(plot, gaps, to, theme);
            drawMarks(plot, marks, palette.priority[1], MARK_OPACITY);
          },
        ],
      },
    };
  }, [marks, gaps, from, to, axisLabel, timeZone, language, theme]);
  const onReady = (plot: uPlot) => {
    plot.setData([
      time.map((ms) => ms / 1000),
      ...[high, low, mean].map((values) => [...values]),
    ] as uPlot.AlignedData);
    // All of the time that was asked for, also where nothing came at its ends.
    plot.setScale('x', { min: from / 1000, max: to / 1000 });
  };
  return (
    <UplotHost
      key={`${time.length} ${time[0]}`}
      build={build}
      onReady={onReady}
      height={height}
      label={label}
    />
  );
}
