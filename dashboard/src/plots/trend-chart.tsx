import type { HistorySeries } from '@linetwin/contracts';
import type { AlarmPriority, LimitDefinition } from '@linetwin/model';
import { useCallback, useMemo } from 'react';
import uPlot from 'uplot';
import { formatClock, formatDate, formatMinute, formatNumber, type Language } from '../ui/format.ts';
import { PALETTES, type ThemeName } from '../ui/tokens.ts';
import { axisNumber, axisStyle, drawLabel } from './chart-style.ts';
import { hatchGaps, nameGaps, type GapBand } from './gap-bands.ts';
import { joinTrend, trendRange, type ValueSequence } from './trend-data.ts';
import { UplotHost } from './uplot-host.tsx';

export interface TrendLine {
  address: string;
  name: string;
  unit: string;
  decimals: number;
  /** Names of an enumeration's numbers; such a line is drawn in steps. */
  values?: string[];
  /** Publish period; without one the line holds its value between events. */
  periodMs?: number;
  limits: readonly LimitDefinition[];
  /** Position in the palette's `series`. */
  colour: number;
  live: ValueSequence & { revision: number };
  history?: HistorySeries;
}

/** From when to when an alarm stood, ms UTC; `to` is null while it stands. */
export interface AlarmSpan {
  from: number;
  to: number | null;
  priority: AlarmPriority;
}

export interface TrendChartProps {
  lines: readonly TrendLine[];
  alarms: readonly AlarmSpan[];
  gaps: readonly GapBand[];
  rangeMs: number;
  now: () => number;
  timeZone: string;
  language: Language;
  theme: ThemeName;
  limitNames: Record<LimitDefinition['type'], string>;
  label: string;
  height: number;
  /** False for a chart above another one with the same times. */
  showTimes: boolean;
  /** Room for the numbers at the left, the same for all charts above each other. */
  axisPx: number;
  /** Charts with the same key share their cursor. */
  syncKey: string;
}

/** A trend moves by this much at a time: fast enough to look alive, slow enough to cost little, ms. */
const REDRAW_MS = 500;
/** Height of the alarm bands at the foot, CSS pixels. */
const BAND_PX = 5;

/** Trend of lines that share one unit, history joined to live. Moves by itself, now at the right edge. */
export function TrendChart(props: TrendChartProps) {
  const {
    lines,
    alarms,
    gaps,
    rangeMs,
    now,
    timeZone,
    language,
    theme,
    limitNames,
    label,
    height,
    showTimes,
    axisPx,
    syncKey,
  } = props;
  const unit = lines[0]?.unit ?? '';
  const values = lines[0]?.values;
  const palette = PALETTES[theme];

  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const style = axisStyle(theme);
    const series: uPlot.Series[] = [{}];
    const bands: uPlot.Band[] = [];
    for (const line of lines) {
      const stroke = palette.series[line.colour];
      const stepped = line.values !== undefined || line.periodMs === undefined;
      const paths = stepped ? uPlot.paths.stepped!({ align: 1 }) : undefined;
      series.push({ label: line.name, stroke, width: 1.5, paths, points: { show: false } });
      if (!stepped) {
        bands.push({ series: [series.length + 1, series.length], fill: `${stroke}2E` });
        series.push({ show: true, stroke: 'transparent', width: 0, points: { show: false } });
        series.push({ show: true, stroke: 'transparent', width: 0, points: { show: false } });
      }
    }
    const limits = lines.flatMap((line) => line.limits.map(({ at }) => at));
    const spansDays = rangeMs > 12 * 3_600_000;
    return {
      legend: { show: false },
      padding: [10, 26, 0, 0],
      cursor: {
        sync: { key: syncKey, setSeries: false },
        drag: { x: false, y: false },
        points: { size: 7 },
        y: false,
      },
      scales: {
        x: { time: true, auto: false, range: () => [(now() - rangeMs) / 1000, now() / 1000] },
        y: {
          range: (_plot, low, high) =>
            values ? [-0.5, values.length - 0.5] : trendRange(low ?? NaN, high ?? NaN, limits),
        },
      },
      axes: [
        {
          ...style,
          size: showTimes ? 28 : 8,
          space: 84,
          values: (_plot, ticks) =>
            ticks.map((s, i) => {
              if (!showTimes) return '';
              const moment = s * 1000;
              const text =
                rangeMs <= 600_000 ? formatClock(moment, timeZone) : formatMinute(moment, timeZone);
              const newDay =
                spansDays &&
                i > 0 &&
                formatDate(moment, timeZone) !== formatDate(ticks[i - 1] * 1000, timeZone);
              return newDay ? `${formatDate(moment, timeZone).slice(5)} ${text}` : text;
            }),
        },
        {
          ...style,
          size: axisPx,
          space: 26,
          // An empty label keeps its room, so that charts above each other share their left edge.
          label: values ? ' ' : unit || ' ',
          labelSize: 16,
          labelGap: 0,
          incrs: values ? [1, 2, 5] : undefined,
          values: (_plot, ticks) =>
            ticks.map((tick) => (values ? (values[tick] ?? '') : axisNumber(tick, ticks, language))),
        },
      ],
      series,
      bands,
      hooks: {
        drawClear: [(plot) => hatchGaps(plot, gaps, now(), theme)],
        draw: [
          (plot) => {
            if (!values) drawLimits(plot, lines, limitNames, theme, language);
            nameGaps(plot, gaps, now(), theme);
            drawAlarms(plot, alarms, now(), theme);
          },
        ],
      },
    };
  }, [
    lines,
    alarms,
    gaps,
    rangeMs,
    now,
    timeZone,
    language,
    theme,
    limitNames,
    palette,
    showTimes,
    axisPx,
    syncKey,
    unit,
    values,
  ]);

  const onReady = useMemo(
    () => (plot: uPlot) => {
      const fill = () => {
        if (document.hidden) return;
        plot.setData(tableOf(lines, now() - rangeMs, rangeMs), true);
      };
      fill();
      const timer = setInterval(fill, REDRAW_MS);
      return () => clearInterval(timer);
    },
    [lines, now, rangeMs],
  );

  return <UplotHost build={build} onReady={onReady} height={height} label={label} />;
}

function tableOf(lines: readonly TrendLine[], from: number, rangeMs: number): uPlot.AlignedData {
  const tables = lines.map((line): uPlot.AlignedData => {
    const bucketMs = line.history && line.history.time.length > 1 ? rangeMs / 1000 : 0;
    const gapMs = line.periodMs === undefined ? Infinity : Math.max(3 * line.periodMs + 500, 3 * bucketMs);
    const { time, mean, min, max } = joinTrend(line.history, line.live, from, gapMs);
    const stepped = line.values !== undefined || line.periodMs === undefined;
    return stepped ? [time, mean] : [time, mean, min, max];
  });
  const filled = tables.filter(([time]) => time.length > 0);
  if (filled.length === 0) return [[], ...lines.flatMap((_, i) => tables[i].slice(1).map(() => []))] as never;
  return tables.length === 1 ? tables[0] : uPlot.join(tables);
}

function drawLimits(
  plot: uPlot,
  lines: readonly TrendLine[],
  names: Record<LimitDefinition['type'], string>,
  theme: ThemeName,
  language: Language,
): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio || 1;
  const { min, max } = plot.scales.y;
  if (min == null || max == null) return;
  for (const line of lines) {
    for (const limit of line.limits) {
      if (limit.at < min || limit.at > max) continue;
      const colour = PALETTES[theme].priority[limit.priority];
      const y = Math.round(plot.valToPos(limit.at, 'y', true));
      ctx.save();
      ctx.strokeStyle = colour;
      ctx.lineWidth = scale;
      ctx.setLineDash([6 * scale, 4 * scale]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.restore();
      const owner = lines.length > 1 ? `${line.name} ` : '';
      const text = `${owner}${names[limit.type]} ${formatNumber(limit.at, language, line.decimals)}`;
      drawLabel(plot, text, bbox.left + 6 * scale, y, PALETTES[theme].text2, theme, 'left');
    }
  }
}

function drawAlarms(plot: uPlot, alarms: readonly AlarmSpan[], now: number, theme: ThemeName): void {
  const { ctx, bbox } = plot;
  const height = BAND_PX * (devicePixelRatio || 1);
  const clamp = (x: number) => Math.min(bbox.left + bbox.width, Math.max(bbox.left, x));
  ctx.save();
  for (const alarm of alarms) {
    const left = clamp(plot.valToPos(alarm.from / 1000, 'x', true));
    const right = clamp(plot.valToPos((alarm.to ?? now) / 1000, 'x', true));
    if (right - left < 1) continue;
    ctx.fillStyle = PALETTES[theme].priority[alarm.priority];
    ctx.fillRect(left, bbox.top + bbox.height - height, right - left, height);
  }
  ctx.restore();
}
