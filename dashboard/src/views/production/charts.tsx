import type { ProductionOverview } from '@linetwin/contracts';
import { isSpeedUnknown } from '@linetwin/kpi';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { chartParts, PaletteChart } from '../../plots/palette-chart.tsx';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import type { Palette } from '../../ui/tokens.ts';
import { LOSS_COLOUR, type LossClass } from './loss-colours.ts';
import { durationText, reasonText } from './reason-text.ts';

interface Step {
  name: string;
  seconds: number;
  colour: (palette: Palette) => string;
  isTotal: boolean;
}

/** From planned time over what was lost to the time of good items. */
export function WaterfallPanel({ overview }: { overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { losses } = overview;
  const [availability, effectiveness, quality] = losses.losses;
  const steps: Step[] = [
    {
      name: t('production.plannedBusy'),
      seconds: losses.plannedBusyS,
      colour: (p) => p.text3,
      isTotal: true,
    },
    ...availability.children
      .filter(({ seconds }) => seconds >= losses.plannedBusyS * 0.001)
      .map(({ id, seconds }) => ({
        name: t(`production.class.${id as LossClass}`),
        seconds,
        colour: (p: Palette) => LOSS_COLOUR[id as LossClass](p),
        isTotal: false,
      })),
    ...[effectiveness, quality].map(({ id, seconds }) => ({
      name: t(
        id === 'quality'
          ? 'production.lossQuality'
          : seconds < 0
            ? 'production.gainEffectiveness'
            : 'production.lossEffectiveness',
      ),
      seconds,
      colour: (p: Palette) => (id === 'quality' ? p.priority[2] : p.warning),
      isTotal: false,
    })),
    { name: t('production.goodTime'), seconds: losses.goodS, colour: (p) => p.good, isTotal: true },
  ];
  if (losses.plannedBusyS === 0)
    return (
      <Panel title={t('production.waterfall')}>
        <Empty>{t('production.empty')}</Empty>
      </Panel>
    );
  // The first item was begun before anyone looked: two of them would be twice the time that there was.
  if (isSpeedUnknown(overview.indicators))
    return (
      <Panel title={t('production.waterfall')}>
        <Empty>{t('production.tooEarly')}</Empty>
      </Panel>
    );
  let level = losses.plannedBusyS;
  const bars = steps.map((step) => {
    const top = step.isTotal ? step.seconds : level;
    if (!step.isTotal) level -= step.seconds;
    return { ...step, base: step.isTotal ? 0 : Math.min(top, level), height: Math.abs(step.seconds) };
  });
  const isShort = losses.plannedBusyS < 2 * 3600;
  const unitS = isShort ? 60 : 3600;
  const share = (seconds: number) => formatPercent(seconds / losses.plannedBusyS, language);
  return (
    <Panel
      title={t('production.waterfall')}
      extra={<span className="muted">{t('production.waterfallHint')}</span>}
      className="production-wide"
    >
      <PaletteChart
        label={bars.map(({ name, seconds }) => `${name} ${durationText(seconds)}`).join(', ')}
        height={300}
        version={JSON.stringify([bars, language])}
        option={(palette) => {
          const { category, value, tooltip } = chartParts(palette);
          return {
            grid: { left: 8, right: 8, top: 28, bottom: 4, containLabel: true },
            tooltip: {
              ...tooltip,
              trigger: 'axis',
              axisPointer: { type: 'none' },
              formatter: tip(bars, share),
            },
            xAxis: {
              ...category,
              data: bars.map(({ name }) => name),
              axisLabel: {
                ...category.axisLabel,
                interval: 0,
                hideOverlap: false,
                width: 74,
                overflow: 'break',
              },
            },
            yAxis: {
              ...value,
              name: isShort ? 'min' : t('production.hours'),
              // No two lines with the same number beside them.
              minInterval: isShort ? 1 : 0.1,
              axisLabel: {
                color: palette.text2,
                formatter: (h: number) => formatNumber(h, language, isShort ? 0 : 1),
              },
            },
            series: [
              {
                type: 'bar',
                stack: 'time',
                silent: true,
                itemStyle: { color: 'transparent' },
                data: bars.map(({ base }) => base / unitS),
              },
              {
                type: 'bar',
                stack: 'time',
                barCategoryGap: '28%',
                data: bars.map(({ height, colour }) => ({
                  value: height / unitS,
                  itemStyle: { color: colour(palette), borderRadius: 2 },
                })),
                label: {
                  show: true,
                  position: 'top',
                  color: palette.text1,
                  fontSize: 11,
                  formatter: ({ dataIndex }: { dataIndex: number }) => share(bars[dataIndex].seconds),
                },
              },
            ],
          };
        }}
      />
    </Panel>
  );
}

function tip(bars: readonly Step[], share: (seconds: number) => string) {
  return ([{ dataIndex }]: { dataIndex: number }[]) => {
    const { name, seconds } = bars[dataIndex];
    return `${name}<br/><b>${durationText(seconds)}</b> · ${share(seconds)}`;
  };
}

/** Reasons told apart; the rest would be bars too thin to be read. */
const MAX_REASONS = 10;

/** Stops of all machines of the line by reason, longest first, with their cumulative share. */
export function ParetoPanel({ overview }: { overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const total = overview.reasons.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = overview.reasons
    .slice(0, MAX_REASONS)
    .map(({ reason, seconds, count }) => ({ name: reasonText(reason, index, language, t), seconds, count }));
  let running = 0;
  const cumulative = rows.map(({ seconds }) => (running += seconds) / total);
  return (
    <Panel title={t('production.pareto')} extra={<span className="muted">{t('production.paretoHint')}</span>}>
      {rows.length === 0 ? (
        <Empty>{t('production.noStops')}</Empty>
      ) : (
        <PaletteChart
          label={rows.map(({ name, seconds }) => `${name} ${durationText(seconds)}`).join(', ')}
          height={260}
          version={JSON.stringify([rows, language])}
          option={(palette) => {
            const { category, value, tooltip } = chartParts(palette);
            return {
              grid: { left: 8, right: 8, top: 28, bottom: 4, containLabel: true },
              tooltip: {
                ...tooltip,
                trigger: 'axis',
                formatter: ([{ dataIndex: i }]: { dataIndex: number }[]) =>
                  `${rows[i].name}<br/><b>${durationText(rows[i].seconds)}</b> · ${t('production.times', { count: rows[i].count })} · ${formatPercent(rows[i].seconds / total, language)}`,
              },
              xAxis: {
                ...category,
                data: rows.map(({ name }) => name),
                axisLabel: { ...category.axisLabel, interval: 0, width: 70, overflow: 'break' },
              },
              yAxis: [
                { ...value, name: 'min', axisLabel: { color: palette.text2 } },
                {
                  ...value,
                  min: 0,
                  max: 1,
                  splitLine: { show: false },
                  axisLabel: {
                    color: palette.text2,
                    formatter: (n: number) => formatPercent(n, language, 0),
                  },
                },
              ],
              series: [
                {
                  type: 'bar',
                  data: rows.map(({ seconds }) => Math.round(seconds / 6) / 10),
                  barMaxWidth: 40,
                  itemStyle: { color: palette.accent, borderRadius: 2 },
                },
                {
                  type: 'line',
                  name: t('production.cumulative'),
                  yAxisIndex: 1,
                  data: cumulative,
                  symbolSize: 5,
                  lineStyle: { color: palette.warning, width: 2 },
                  itemStyle: { color: palette.warning },
                },
              ],
            };
          }}
        />
      )}
    </Panel>
  );
}
