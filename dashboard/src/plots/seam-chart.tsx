import { useCallback } from 'react';
import type uPlot from 'uplot';
import { formatNumber, type Language } from '../ui/format.ts';
import { PALETTES, type ThemeName } from '../ui/tokens.ts';
import { axisStyle } from './chart-style.ts';
import { UplotHost } from './uplot-host.tsx';

export interface SeamCurve {
  name: string;
  values: readonly number[];
  colour: number;
}

/** Values along a weld seam, one per millimetre; the strip at the foot is the verdict of each millimetre. */
export function SeamChart(props: {
  curves: readonly SeamCurve[];
  unit: string;
  result: readonly number[];
  lengthMm: number;
  positionLabel: string;
  label: string;
  language: Language;
  theme: ThemeName;
  height: number;
  syncKey: string;
}) {
  const { curves, unit, result, lengthMm, positionLabel, label, language, theme, height, syncKey } = props;
  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const style = axisStyle(theme);
    const palette = PALETTES[theme];
    return {
      legend: { show: false },
      padding: [8, 12, 0, 0],
      cursor: { sync: { key: syncKey, setSeries: false }, drag: { x: false, y: false }, y: false },
      scales: { x: { time: false } },
      axes: [
        {
          ...style,
          size: 28,
          label: positionLabel,
          labelSize: 16,
          labelGap: 0,
          values: (_plot, ticks) => ticks.map((tick) => formatNumber(tick, language, 0)),
        },
        {
          ...style,
          size: 54,
          label: unit,
          labelSize: 16,
          labelGap: 0,
          values: (_plot, ticks) => ticks.map((tick) => formatNumber(tick, language, 2)),
        },
      ],
      series: [
        {},
        ...curves.map((curve) => ({
          label: curve.name,
          stroke: palette.series[curve.colour],
          width: 1.4,
          points: { show: false },
        })),
      ],
      hooks: {
        draw: [
          (plot) => {
            const { ctx, bbox } = plot;
            const strip = 6 * (devicePixelRatio || 1);
            const step = lengthMm / Math.max(1, result.length);
            ctx.save();
            for (const [i, verdict] of result.entries()) {
              const left = plot.valToPos(i * step, 'x', true);
              const right = plot.valToPos((i + 1) * step, 'x', true);
              ctx.fillStyle = [palette.good, palette.warning, palette.state.fault][verdict];
              ctx.fillRect(left, bbox.top + bbox.height - strip, right - left + 0.5, strip);
            }
            ctx.restore();
          },
        ],
      },
    };
  }, [curves, unit, result, lengthMm, positionLabel, language, theme, syncKey]);
  const onReady = (plot: uPlot) => {
    const step = lengthMm / Math.max(1, result.length);
    plot.setData([result.map((_, i) => (i + 0.5) * step), ...curves.map(({ values }) => values as number[])]);
  };
  return (
    <UplotHost
      key={`${result.length}-${lengthMm}`}
      build={build}
      onReady={onReady}
      height={height}
      label={label}
    />
  );
}
