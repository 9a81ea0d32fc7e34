import type { PlanSection, StartPlan } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { chartLine, crossLines } from '../../plots/chart-lines.ts';
import { EChart } from '../../plots/echart.tsx';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { chartLook } from '../energy/chart-look.ts';
import { QUARTER_MS } from './plan-layout.ts';

/** Of a moment such as "2026-11-28 15:00:00": the time of day, and whether an hour is full. */
const clockOf = (moment: string) => moment.slice(11, 16);
const isHour = (_: number, moment: string) => clockOf(moment).endsWith(':00');

/** Pieces behind a section's furnace, today and by the plan, between the bounds that are kept; on after the plan as long as a piece stays in the furnace. */
export function PlanStockChart({ plan, section }: { plan: StartPlan; section: PlanSection }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { timeZone } = index.model.site;
  const option = useMemo(() => {
    const look = chartLook(theme);
    const { series, warning, text2 } = look.palette;
    const { stock } = section;
    const lines = [
      { yAxis: stock.most, name: t('planner.most'), colour: warning },
      { yAxis: stock.least, name: t('planner.least'), colour: warning },
      { xAxis: plan.quarters - 1, name: t('planner.planEnd'), colour: text2, type: 'solid' as const },
    ];
    return {
      grid: { ...look.grid, top: 44 },
      legend: look.legend,
      tooltip: {
        ...look.tooltip,
        trigger: 'axis',
        valueFormatter: (value: number) => formatCount(value, language),
      },
      xAxis: {
        type: 'category',
        data: stock.plan.map((_, q) => formatMoment(plan.from + (q + 1) * QUARTER_MS, timeZone)),
        ...look.axis,
        axisLabel: {
          ...look.text,
          interval: isHour,
          formatter: clockOf,
          hideOverlap: true,
        },
      },
      yAxis: { type: 'value', name: t('planner.pieces'), min: 0, max: Math.ceil(stock.room), ...look.axis },
      series: [
        chartLine({ name: t('planner.today'), data: stock.today, colour: series[1], type: 'dashed' }),
        {
          ...chartLine({ name: t('planner.plan'), data: stock.plan, colour: series[0], type: 'solid' }),
          markLine: crossLines(lines, look.text),
        },
      ],
    };
  }, [plan, section, theme, language, timeZone, t]);
  return <EChart option={option} height={260} label={t('planner.stockChart')} />;
}
