import type { EnergySeries } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { EChart } from '../../plots/echart.tsx';
import { formatNumber, formatQuantity } from '../../ui/format.ts';
import { Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { chartLook, heatColours } from './chart-look.ts';
import { weekHeat } from './energy-data.ts';
import { zoneOffset } from './plant-offset.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Mean power by hour and day of the week: what runs at night and on Sundays shows. */
export function WeekPanel({ series }: { series: EnergySeries | undefined }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { timeZone } = index.model.site;
  const option = useMemo(() => {
    if (!series) return undefined;
    const look = chartLook(theme);
    const heat = weekHeat(series, zoneOffset(timeZone));
    const cells = heat.flatMap((day, d) => day.flatMap((kw, hour) => (kw === null ? [] : [[hour, d, kw]])));
    const values = cells.map(([, , kw]) => kw);
    const days = DAYS.map((day) => t(`energy.weekday.${day}`));
    return {
      grid: { ...look.grid, top: 4, bottom: 44 },
      tooltip: {
        ...look.tooltip,
        formatter: ({ value }: { value: number[] }) =>
          `${days[value[1]]} ${String(value[0]).padStart(2, '0')}:00 · ${formatQuantity(value[2], 'kW', language)}`,
      },
      xAxis: {
        type: 'category',
        data: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')),
        ...look.axis,
        splitLine: { show: false },
      },
      yAxis: { type: 'category', data: days, inverse: true, ...look.axis, splitLine: { show: false } },
      visualMap: {
        min: Math.min(...values),
        max: Math.max(...values),
        calculable: false,
        orient: 'horizontal',
        left: 'center',
        bottom: 0,
        itemHeight: 120,
        itemWidth: 10,
        inRange: { color: heatColours(theme) },
        textStyle: look.text,
        text: [
          formatQuantity(Math.max(...values), 'kW', language),
          formatNumber(Math.min(...values), language),
        ],
      },
      series: [
        {
          type: 'heatmap',
          data: cells,
          itemStyle: { borderColor: look.palette.surface, borderWidth: 1 },
        },
      ],
    };
  }, [series, theme, language, timeZone, t]);
  return (
    <Panel title={t('energy.week')} extra={<span className="muted">{t('energy.weekHint')}</span>}>
      {option ? <EChart option={option} height={280} label={t('energy.week')} /> : <Loading rows={6} />}
    </Panel>
  );
}
