import { useCallback } from 'react';
import type uPlot from 'uplot';
import type { Language } from '../ui/format.ts';
import { PALETTES, type ThemeName } from '../ui/tokens.ts';
import { axisNumber, axisStyle, drawLabel } from './chart-style.ts';
import { resampled, type SpectrumOverlay } from './spectrum-overlay.ts';
import { UplotHost } from './uplot-host.tsx';

/** A line that a fault would draw into the spectrum. */
export interface MarkedLine {
  label: string;
  frequencyHz: number;
  /** Half width within which the line counts as found, Hz. */
  toleranceHz: number;
  hit: boolean;
  /** 1 for the fundamental, 2 and more for harmonics, 0 for a sideband. */
  harmonic: number;
  colour: string;
}

export interface SpectrumChartProps {
  frequencyHz: readonly number[];
  amplitude: readonly number[];
  unit: string;
  marks: readonly MarkedLine[];
  overlays?: readonly SpectrumOverlay[];
  /** Lowest and highest amplitude that are drawn, as for levels in dB; from 0 unless told. */
  amplitudeRange?: readonly [number, number];
  /** Where the shown range ends at first; all there is unless told. A double click shows all, dragging less. */
  openTo?: number;
  frequencyLabel: string;
  amplitudeLabel: string;
  label: string;
  language: Language;
  theme: ThemeName;
  height: number;
}

/** An envelope spectrum with its expected lines: the band is the tolerance, a full line was hit, a dashed one was not. */
export function SpectrumChart(props: SpectrumChartProps) {
  const {
    frequencyHz,
    amplitude,
    unit,
    marks,
    overlays = NO_OVERLAYS,
    openTo,
    amplitudeRange: [lowest, highest] = NO_RANGE,
    frequencyLabel,
    amplitudeLabel,
    label,
    language,
    theme,
    height,
  } = props;
  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const style = axisStyle(theme);
    const palette = PALETTES[theme];
    return {
      legend: { show: false },
      padding: [30, 16, 0, 0],
      cursor: { drag: { x: true, y: false, setScale: true }, y: false, points: { size: 6 } },
      scales: {
        x: { time: false },
        y: { range: (_plot, _low, high) => [lowest ?? 0, highest ?? (high || 1) * 1.08] },
      },
      axes: [
        {
          ...style,
          size: 28,
          label: frequencyLabel,
          labelSize: 18,
          labelGap: 0,
          values: (_plot, ticks) => ticks.map((tick) => axisNumber(tick, ticks, language)),
        },
        {
          ...style,
          size: 62,
          label: unit ? `${amplitudeLabel} (${unit})` : amplitudeLabel,
          labelSize: 18,
          labelGap: 0,
          values: (_plot, ticks) => ticks.map((tick) => axisNumber(tick, ticks, language)),
        },
      ],
      series: [
        {},
        ...overlays.map(({ colour }) => ({ stroke: colour, width: 1, alpha: 0.75, points: { show: false } })),
        {
          stroke: palette.text2,
          width: 1,
          fill: `${palette.text3}22`,
          fillTo: lowest ?? 0,
          points: { show: false },
        },
      ],
      hooks: {
        drawClear: [(plot) => drawTolerances(plot, marks)],
        draw: [(plot) => drawMarks(plot, marks, theme)],
      },
    };
  }, [marks, overlays, frequencyLabel, amplitudeLabel, unit, language, theme, lowest, highest]);
  const onReady = (plot: uPlot) => {
    plot.setData([
      frequencyHz as number[],
      ...overlays.map((overlay) => resampled(overlay, frequencyHz)),
      amplitude as number[],
    ]);
    if (openTo !== undefined) plot.setScale('x', { min: frequencyHz[0] ?? 0, max: openTo });
  };
  return (
    <UplotHost
      key={`${amplitude.length} ${openTo}`}
      build={build}
      onReady={onReady}
      height={height}
      label={label}
    />
  );
}

const NO_OVERLAYS: SpectrumOverlay[] = [];
const NO_RANGE: readonly number[] = [];

function drawTolerances(plot: uPlot, marks: readonly MarkedLine[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const mark of marks) {
    if (!inView(plot, mark.frequencyHz)) continue;
    const left = plot.valToPos(mark.frequencyHz - mark.toleranceHz, 'x', true);
    const right = plot.valToPos(mark.frequencyHz + mark.toleranceHz, 'x', true);
    ctx.globalAlpha = mark.hit ? 0.28 : 0.12;
    ctx.fillStyle = mark.colour;
    ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
  }
  ctx.restore();
}

function drawMarks(plot: uPlot, marks: readonly MarkedLine[], theme: ThemeName): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio || 1;
  const taken: [number, number][][] = [[], []];
  for (const mark of marks) {
    if (!inView(plot, mark.frequencyHz)) continue;
    const x = plot.valToPos(mark.frequencyHz, 'x', true);
    ctx.save();
    ctx.strokeStyle = mark.colour;
    ctx.globalAlpha = mark.harmonic === 0 ? 0.55 : 1;
    ctx.lineWidth = (mark.hit ? 1.6 : 1) * scale;
    ctx.setLineDash(mark.hit ? [] : [3 * scale, 4 * scale]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + (mark.hit ? 0.16 : 0.08) * bbox.height);
    ctx.stroke();
    ctx.restore();
    if (mark.harmonic === 0) continue;
    // Labels stand in two rows above the plot; one that fits in neither is left to its line.
    const width = mark.label.length * 7 * scale + 10 * scale;
    const span: [number, number] = [x - width / 2, x + width / 2];
    const row = taken.findIndex((spans) => spans.every(([a, b]) => span[1] < a || span[0] > b));
    if (row < 0) continue;
    taken[row].push(span);
    const y = bbox.top - (row === 0 ? 7 : 20) * scale;
    drawLabel(plot, mark.label, x, y, mark.hit ? mark.colour : PALETTES[theme].text3, theme, 'center');
  }
}

function inView(plot: uPlot, frequencyHz: number): boolean {
  const { min, max } = plot.scales.x;
  return min != null && max != null && frequencyHz >= min && frequencyHz <= max;
}
