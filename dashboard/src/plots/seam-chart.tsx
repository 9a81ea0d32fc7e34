import { useCallback } from 'react';
import type uPlot from 'uplot';
import type { DefectTone } from '../live/seam-grades.ts';
import { formatNumber, type Language } from '../ui/format.ts';
import { PALETTES, type ThemeName } from '../ui/tokens.ts';
import { axisStyle, drawLabel, labelFont } from './chart-style.ts';
import { UplotHost } from './uplot-host.tsx';

/** A stretch that a defect was found on. */
export interface SeamBand {
  fromMm: number;
  toMm: number;
  tone: DefectTone;
  name: string;
}

export interface SeamCurve {
  name: string;
  values: readonly number[];
  colour: number;
}

/** Values along a weld seam, one per millimetre; the strip at the foot is the verdict of each millimetre. */
export function SeamChart(props: {
  curves: readonly SeamCurve[];
  bands: readonly SeamBand[];
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
  const { curves, bands, unit, result, lengthMm, positionLabel, label, language, theme, height, syncKey } =
    props;
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
          space: 22,
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
        drawClear: [
          (plot) => {
            const { ctx, bbox } = plot;
            ctx.save();
            for (const { fromMm, toMm, tone } of bands) {
              const left = plot.valToPos(fromMm, 'x', true);
              const right = Math.max(left + 2, plot.valToPos(toMm, 'x', true));
              ctx.globalAlpha = 0.16;
              ctx.fillStyle = tone === 'bad' ? palette.state.fault : palette.warning;
              ctx.fillRect(left, bbox.top, right - left, bbox.height);
            }
            ctx.restore();
          },
        ],
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
            drawNames(plot, bands, theme);
            ctx.restore();
          },
        ],
      },
    };
  }, [curves, bands, unit, result, lengthMm, positionLabel, language, theme, syncKey]);
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

/** Names of the defects over their stretches; one that would lie over the name before is left out. */
function drawNames(plot: uPlot, bands: readonly SeamBand[], theme: ThemeName): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio || 1;
  ctx.font = labelFont(ratio);
  let free = bbox.left;
  for (const { fromMm, name } of [...bands].sort((a, b) => a.fromMm - b.fromMm)) {
    const { width } = ctx.measureText(name);
    const wanted = Math.max(plot.valToPos(fromMm, 'x', true) + 3 * ratio, bbox.left);
    const left = Math.min(wanted, bbox.left + bbox.width - width);
    if (left < free) continue;
    drawLabel(plot, name, left, bbox.top + 9 * ratio, PALETTES[theme].text1, theme, 'left');
    free = left + width + 6 * ratio;
  }
}
