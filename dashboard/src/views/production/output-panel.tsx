import type { ProductionOverview } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { chartParts, PaletteChart } from '../../plots/palette-chart.tsx';
import { formatCount, formatMinute, formatMoment } from '../../ui/format.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { outputPath, type PathPoint } from './output-path.ts';

const HOUR_MS = 3_600_000;
/** Hours between two times on the axis. */
const TICKS_H = [0.25, 0.5, 1, 2, 3, 4, 6, 12, 24, 48, 120, 240];
const MAX_TICKS = 9;

function tickMs(spanMs: number): number {
  const hours = TICKS_H.find((one) => spanMs / (one * HOUR_MS) <= MAX_TICKS) ?? TICKS_H[TICKS_H.length - 1];
  return hours * HOUR_MS;
}

/** Good items added up, against what the shifts planned. */
export function OutputPanel({ overview }: { overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const { output, from, to } = overview;
  const isLong = to - from > 36 * HOUR_MS;
  const labelOf = (time: number) =>
    isLong ? formatMoment(time, zone).slice(5, 16) : formatMinute(time, zone);
  const points = [{ to: from, good: 0, planned: 0, recorded: false }, ...output];
  const made = outputPath(points);
  const end = points[points.length - 1].to;
  return (
    <Panel title={t('production.output')} extra={<span className="muted">{t('production.outputHint')}</span>}>
      {output.length === 0 ? (
        <Empty>{t('production.empty')}</Empty>
      ) : (
        <PaletteChart
          label={`${t('production.output')} ${output.at(-1)!.good} / ${Math.round(output.at(-1)!.planned)}`}
          height={260}
          version={JSON.stringify([output, language])}
          option={(palette) => {
            const { category, value, tooltip } = chartParts(palette);
            const line = (name: string, data: readonly PathPoint[], colour: string, dashed: boolean) => ({
              type: 'line',
              name,
              data: data.map(([at, value]) => [points[at].to, value === null ? null : Math.round(value)]),
              showSymbol: false,
              lineStyle: { color: colour, width: 2, type: dashed ? 'dashed' : 'solid' },
              itemStyle: { color: colour },
              ...(!dashed && { areaStyle: { color: colour, opacity: 0.12 } }),
            });
            return {
              grid: { left: 8, right: 16, top: 34, bottom: 4, containLabel: true },
              legend: {
                top: 0,
                right: 0,
                textStyle: { color: palette.text2 },
                icon: 'roundRect',
                itemHeight: 3,
              },
              tooltip: { ...tooltip, trigger: 'axis' },
              // By the clock: the last step is shorter than the others, and no kink of the plan.
              xAxis: {
                ...category,
                type: 'value',
                min: from,
                max: end,
                interval: tickMs(end - from),
                splitLine: { show: false },
                axisLabel: {
                  ...category.axisLabel,
                  hideOverlap: true,
                  showMaxLabel: false,
                  formatter: labelOf,
                },
                axisPointer: {
                  label: { formatter: ({ value: time }: { value: number }) => labelOf(time) },
                },
              },
              yAxis: {
                ...value,
                axisLine: { show: false },
                axisTick: { show: false },
                axisLabel: { color: palette.text2, formatter: (n: number) => formatCount(n, language) },
              },
              series: [
                line(t('production.made'), made, palette.good, false),
                line(
                  t('production.plan'),
                  points.map(({ planned }, at) => [at, planned]),
                  palette.text2,
                  true,
                ),
              ],
            };
          }}
        />
      )}
    </Panel>
  );
}
