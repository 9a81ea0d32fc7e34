import type { StartPlan } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { chartLine, crossLines } from '../../plots/chart-lines.ts';
import { EChart } from '../../plots/echart.tsx';
import { formatMinute, formatQuantity } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { chartLook } from '../energy/chart-look.ts';
import { QUARTER_MS } from './plan-layout.ts';

const isHour = (_: number, time: string) => time.endsWith(':00');

/** Mean power of each quarter of both ways, with the contract and what the month has reached. */
export function PlanPowerChart({ plan }: { plan: StartPlan }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { timeZone } = index.model.site;
  const option = useMemo(() => {
    const look = chartLook(theme);
    const { series, warning, text2 } = look.palette;
    const bounds = [
      ...(plan.contractKw === null
        ? []
        : [{ yAxis: plan.contractKw, name: t('planner.contract'), colour: warning }]),
      ...(plan.reachedKw > 0 ? [{ yAxis: plan.reachedKw, name: t('planner.reached'), colour: text2 }] : []),
    ];
    return {
      grid: { ...look.grid, top: 52 },
      legend: look.legend,
      tooltip: {
        ...look.tooltip,
        trigger: 'axis',
        valueFormatter: (value: number) => formatQuantity(value, 'kW', language),
      },
      xAxis: {
        type: 'category',
        data: plan.plan.kw.map((_, q) => formatMinute(plan.from + q * QUARTER_MS, timeZone)),
        ...look.axis,
        axisLabel: { ...look.text, interval: isHour, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        name: 'kW',
        max: ({ max }: { max: number }) => Math.ceil(Math.max(max, plan.contractKw ?? 0) / 100) * 100,
        ...look.axis,
      },
      series: [
        chartLine({
          name: t('planner.today'),
          data: plan.today.kw,
          colour: series[1],
          type: 'dashed',
          step: 'end',
        }),
        {
          ...chartLine({
            name: t('planner.plan'),
            data: plan.plan.kw,
            colour: series[0],
            type: 'solid',
            step: 'end',
          }),
          markLine: crossLines(bounds, look.text),
        },
      ],
    };
  }, [plan, theme, language, timeZone, t]);
  return (
    <Panel title={t('planner.chart')}>
      <EChart option={option} height={260} label={t('planner.chart')} />
    </Panel>
  );
}
