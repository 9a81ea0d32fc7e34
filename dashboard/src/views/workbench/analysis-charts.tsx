import { quantile } from '@linetwin/signal';
import { Segmented } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import { axisNumber, axisStyle } from '../../plots/chart-style.ts';
import { SpectrumChart, type MarkedLine } from '../../plots/spectrum-chart.tsx';
import { UplotHost } from '../../plots/uplot-host.tsx';
import { usePlant } from '../../live/session-context.ts';
import { formatCount, formatMoment, formatNumber, formatQuantity, unitText } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import type { AnalysisResult } from './analysis.ts';
import { usefulRange } from './expected-marks.ts';
import { HeatMap } from './heat-map.tsx';

const HEIGHT_PX = 320;
/** A waterfall shows so much below its loudest line, dB. */
const WATERFALL_DB = 60;
/** Share of a waterfall that is drawn as floor. */
const WATERFALL_FLOOR = 0.2;

type Of<K extends AnalysisResult['kind']> = Extract<AnalysisResult, { kind: K }>;

/** What stands below and beside the axes of a signal. */
export interface AxisName {
  name: string;
  unit: string;
}

/** The picture of an analysis, and what it says in a line of words. */
export function AnalysisChart(props: {
  result: AnalysisResult;
  x: AxisName;
  y?: AxisName;
  marks: readonly MarkedLine[];
}) {
  const { result, x, y, marks } = props;
  switch (result.kind) {
    case 'histogram':
      return <HistogramChart result={result} x={x} />;
    case 'xy':
      return <XyChart result={result} x={x} y={y ?? x} />;
    case 'waterfall':
      return <WaterfallChart result={result} x={x} />;
    case 'kurtogram':
      return <KurtogramChart result={result} />;
    default:
      return <LineChart result={result} x={x} marks={marks} />;
  }
}

function axisLabel({ name, unit }: AxisName): string {
  return unit ? `${name} (${unitText(unit)})` : name;
}

function useAxis() {
  const { language, theme } = usePreferences();
  return useCallback(
    (label: string, size: number): uPlot.Axis => ({
      ...axisStyle(theme),
      size,
      label,
      labelSize: 18,
      labelGap: 0,
      values: (_plot, ticks) => ticks.map((tick) => axisNumber(tick, ticks, language)),
    }),
    [theme, language],
  );
}

function HistogramChart({ result, x }: { result: Of<'histogram'>; x: AxisName }) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language, theme } = usePreferences();
  const axis = useAxis();
  const { from, width, counts, count } = result;
  const says = t('analysis.facts.histogram', {
    count: formatCount(count, language) as never,
    width: formatQuantity(width, x.unit, language),
  });
  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const colour = PALETTES[theme].series[0];
    return {
      legend: { show: false },
      padding: [10, 16, 0, 0],
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
      scales: {
        x: { time: false, range: () => [from, from + counts.length * width] },
        y: { range: (_plot, _low, high) => [0, (high || 1) * 1.08] },
      },
      axes: [axis(axisLabel(x), 28), axis(t('analysis.number'), 62)],
      series: [
        {},
        {
          stroke: colour,
          fill: `${colour}88`,
          width: 1,
          points: { show: false },
          paths: uPlot.paths.bars!({ size: [1, Infinity], align: 1 }),
        },
      ],
    };
  }, [axis, counts, from, width, theme, x, t]);
  const onReady = (plot: uPlot) => plot.setData([counts.map((_, i) => from + i * width), counts]);
  return (
    <>
      <p className="note">{says}</p>
      <UplotHost build={build} onReady={onReady} height={HEIGHT_PX} label={`${axisLabel(x)}: ${says}`} />
    </>
  );
}

function XyChart({ result, x, y }: { result: Of<'xy'>; x: AxisName; y: AxisName }) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language, theme } = usePreferences();
  const axis = useAxis();
  const says = t('analysis.facts.xy', {
    count: formatCount(result.count, language) as never,
    r: formatNumber(result.correlation, language, 3),
  });
  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const colour = PALETTES[theme].series[0];
    return {
      legend: { show: false },
      padding: [10, 16, 0, 0],
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false } },
      axes: [axis(axisLabel(x), 28), axis(axisLabel(y), 66)],
      series: [
        {},
        {
          stroke: `${colour}AA`,
          paths: () => null,
          points: { show: true, size: 3, fill: `${colour}AA`, width: 0 },
        },
      ],
    };
  }, [axis, theme, x, y]);
  const onReady = (plot: uPlot) => plot.setData([result.x, result.y]);
  return (
    <>
      <p className="note">{says}</p>
      <UplotHost
        key={result.x.length}
        build={build}
        onReady={onReady}
        height={HEIGHT_PX}
        label={`${axisLabel(x)}, ${axisLabel(y)}: ${says}`}
      />
    </>
  );
}

function LineChart(props: {
  result: Of<'spectrum' | 'envelope' | 'order'>;
  x: AxisName;
  marks: readonly MarkedLine[];
}) {
  const { result, x, marks } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language, theme } = usePreferences();
  const { kind, band } = result;
  const [isFull, setFull] = useState(false);
  const range = usefulRange(marks, result.x.at(-1) ?? 0);
  const isOrder = kind === 'order';
  const says = [
    t('analysis.facts.spectrum', {
      count: formatCount(result.samples, language) as never,
      rate: formatQuantity(result.sampleRateHz, 'Hz', language),
      resolution: isOrder
        ? formatNumber(result.resolution, language)
        : formatQuantity(result.resolution, 'Hz', language),
    }),
    band &&
      `${t('analysis.band')} ${formatCount(band.lowHz, language)}–${formatCount(band.highHz, language)}`,
    result.speedRpm !== null && formatQuantity(result.speedRpm, 'r/min', language),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      <p className="note">{says}</p>
      {range !== undefined && (
        <Segmented
          aria-label={t('analysis.range')}
          value={isFull ? 'full' : 'lines'}
          options={[
            { value: 'lines', label: t('analysis.rangeLines') },
            { value: 'full', label: t('analysis.rangeFull') },
          ]}
          onChange={(next) => setFull(next === 'full')}
        />
      )}
      <SpectrumChart
        openTo={isFull ? undefined : range}
        frequencyHz={result.x}
        amplitude={result.y}
        unit={kind === 'envelope' ? '' : unitText(x.unit)}
        marks={marks}
        frequencyLabel={t(isOrder ? 'analysis.orders' : 'analysis.frequency')}
        amplitudeLabel={t(kind === 'envelope' ? 'analysis.depth' : 'analysis.amplitude')}
        label={`${t(`analysis.${kind}`)} ${x.name}: ${says}`}
        language={language}
        theme={theme}
        height={HEIGHT_PX}
      />
      {marks.length > 0 && <p className="note">{t('analysis.expected')}</p>}
    </>
  );
}

function WaterfallChart({ result, x }: { result: Of<'waterfall'>; x: AxisName }) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const cells = useMemo(() => {
    const loudest = Math.max(...result.rows.flatMap(({ values }) => values), Number.MIN_VALUE);
    return result.rows.flatMap(({ values }, row) =>
      values.map((value, i) => ({
        row,
        from: (i / values.length) * result.maximumHz,
        to: ((i + 1) / values.length) * result.maximumHz,
        value: Math.max(-WATERFALL_DB, 20 * Math.log10(value / loudest)),
      })),
    );
  }, [result]);
  // From the floor on, so that colours are spent on what stands out of it.
  const low = useMemo(
    () =>
      quantile(
        cells.map(({ value }) => value).sort((a, b) => a - b),
        WATERFALL_FLOOR,
      ),
    [cells],
  );
  const says = t('analysis.facts.waterfall', { count: result.rows.length });
  return (
    <>
      <p className="note">{says} · dB</p>
      <HeatMap
        cells={cells}
        rowNames={result.rows.map(({ time }) => formatMoment(time, zone).slice(5))}
        maximum={result.maximumHz}
        low={low}
        high={0}
        axisLabel={t('analysis.frequency')}
        format={(value) => formatCount(value, language)}
        label={`${t('analysis.waterfall')} ${x.name}: ${says}`}
        theme={theme}
        height={Math.max(HEIGHT_PX - 80, result.rows.length * 18 + 60)}
      />
    </>
  );
}

function KurtogramChart({ result }: { result: Of<'kurtogram'> }) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language, theme } = usePreferences();
  const { best, widthsHz, maximumHz } = result;
  const cells = useMemo(
    () =>
      result.cells.map(({ row, lowHz, highHz, kurtosis }) => ({
        row,
        from: lowHz,
        to: highHz,
        value: kurtosis,
      })),
    [result],
  );
  const values = cells.map(({ value }) => value);
  const says = best
    ? t('analysis.facts.kurtogram', {
        kurtosis: formatNumber(best.kurtosis, language, 2),
        low: formatCount(best.lowHz, language),
        high: formatCount(best.highHz, language),
      })
    : '';
  return (
    <>
      <p className="note">{says}</p>
      <HeatMap
        cells={cells}
        rowNames={widthsHz.map((width) => formatQuantity(width, 'Hz', language))}
        maximum={maximumHz}
        low={Math.min(...values)}
        high={Math.max(...values)}
        marked={best && { row: best.row, from: best.lowHz, to: best.highHz, value: best.kurtosis }}
        axisLabel={t('analysis.frequency')}
        format={(value) =>
          formatNumber(value, language, Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0)
        }
        label={`${t('analysis.kurtogram')}: ${says}`}
        theme={theme}
        height={HEIGHT_PX}
      />
    </>
  );
}
