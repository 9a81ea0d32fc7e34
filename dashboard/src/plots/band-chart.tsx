import { useCallback } from 'react';
import type uPlot from 'uplot';
import { formatNumber, withUnit, type Language } from '../ui/format.ts';
import { PALETTES, type ThemeName } from '../ui/tokens.ts';
import { axisStyle, drawLabel } from './chart-style.ts';
import { UplotHost } from './uplot-host.tsx';

export interface BandChartProps {
  /** Centres of the bands, Hz, ascending. */
  frequencyHz: readonly number[];
  /** Level of each band, dB: of this burst, of the healthy machine, and what is computed; the last may be empty. */
  now: readonly number[];
  healthy: readonly number[];
  lowest: readonly number[];
  highest: readonly number[];
  fitted: readonly number[];
  /** Marked frequency and what is written at it. */
  mark: { hz: number; label: string } | null;
  frequencyLabel: string;
  levelLabel: string;
  label: string;
  language: Language;
  theme: ThemeName;
  height: number;
}

/** Colours of the lines, as positions in the palette's `series`; the healthy machine as in other spectra. */
export const BAND_COLOURS = { healthy: 2, fitted: 1, mark: 5 } as const;
/** Edge of a third octave over its centre. */
const BAND_EDGE = 10 ** 0.05;
/** Frequencies that a logarithmic axis names, so that they do not run into each other on a phone. */
const NAMED_HZ = [200, 500, 1000, 2000, 5000, 10_000];

/** Levels of bands over a logarithmic frequency: this burst over the healthy machine's range, and one frequency marked. */
export function BandChart(props: BandChartProps) {
  const { frequencyHz, now, healthy, lowest, highest, fitted, mark } = props;
  const { frequencyLabel, levelLabel, label, language, theme, height } = props;
  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const style = axisStyle(theme);
    const palette = PALETTES[theme];
    const calm = palette.series[BAND_COLOURS.healthy];
    const line = (stroke: string, width: number, dash?: number[]): uPlot.Series => ({
      stroke,
      width,
      points: { show: false },
      ...(dash && { dash }),
    });
    const hertz = (hz: number) =>
      hz >= 1000
        ? withUnit(formatNumber(hz / 1000, language, 0), 'kHz')
        : withUnit(formatNumber(hz, language, 0), 'Hz');
    return {
      legend: { show: false },
      padding: [22, 24, 0, 0],
      cursor: { drag: { x: false, y: false }, y: false, points: { size: 6 } },
      scales: {
        x: {
          time: false,
          distr: 3,
          range: (_plot, low, high) => [low / BAND_EDGE, high * BAND_EDGE],
        },
      },
      axes: [
        {
          ...style,
          size: 28,
          label: frequencyLabel,
          labelSize: 18,
          labelGap: 0,
          splits: () => NAMED_HZ,
          filter: (_plot, splits) => splits,
          values: (_plot, ticks) => ticks.map(hertz),
        },
        {
          ...style,
          size: 62,
          label: withUnit(levelLabel, '(dB)'),
          labelSize: 18,
          labelGap: 0,
          values: (_plot, ticks) => ticks.map((tick) => formatNumber(tick, language, 0)),
        },
      ],
      bands: [{ series: [1, 2], fill: `${calm}33` }],
      series: [
        {},
        line('transparent', 0),
        line('transparent', 0),
        line(calm, 1.5),
        line(palette.series[BAND_COLOURS.fitted], 1.5, [5, 4]),
        line(palette.text1, 2),
      ],
      hooks: { draw: [(plot) => mark && drawMark(plot, mark, theme)] },
    };
  }, [mark, frequencyLabel, levelLabel, language, theme]);
  const onReady = (plot: uPlot) =>
    plot.setData([
      [...frequencyHz],
      [...highest],
      [...lowest],
      [...healthy],
      fitted.length > 0 ? [...fitted] : frequencyHz.map(() => null),
      [...now],
    ]);
  return <UplotHost key={now.length} build={build} onReady={onReady} height={height} label={label} />;
}

function drawMark(plot: uPlot, { hz, label }: { hz: number; label: string }, theme: ThemeName): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio || 1;
  const colour = PALETTES[theme].series[BAND_COLOURS.mark];
  const x = plot.valToPos(hz, 'x', true);
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.6 * scale;
  ctx.setLineDash([3 * scale, 4 * scale]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
  drawLabel(plot, label, x, bbox.top - 9 * scale, colour, theme, 'center');
}
