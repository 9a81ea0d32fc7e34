import type { EnergySeries } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EChart } from '../../plots/echart.tsx';
import { formatNumber, formatQuantity } from '../../ui/format.ts';
import { Empty, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { chartLook } from './chart-look.ts';
import { durationSteps, loadDuration } from './energy-data.ts';

/** How long which load lasts: a steep left end is a peak that few quarters of an hour make. */
export function LoadDurationPanel(props: {
  series: EnergySeries | undefined;
  contractKw: number | undefined;
}) {
  const { series, contractKw } = props;
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const loads = useMemo(() => series && loadDuration(series), [series]);
  const option = useMemo(() => {
    if (!loads || loads.length === 0) return undefined;
    const look = chartLook(theme);
    return {
      grid: { ...look.grid, bottom: 24 },
      tooltip: {
        ...look.tooltip,
        trigger: 'axis',
        valueFormatter: (value: number) => formatQuantity(value, 'kW', language),
      },
      xAxis: {
        type: 'value',
        min: 0,
        max: 100,
        name: t('energy.shareOfTime'),
        nameLocation: 'middle',
        nameGap: 24,
        ...look.axis,
      },
      yAxis: { type: 'value', name: 'kW', min: 0, ...look.axis },
      series: [
        {
          type: 'line',
          showSymbol: false,
          lineStyle: { color: look.palette.series[0], width: 1.5 },
          areaStyle: { color: look.palette.series[0], opacity: 0.12 },
          step: 'end',
          data: durationSteps(loads),
          markLine:
            contractKw === undefined
              ? undefined
              : {
                  symbol: 'none',
                  silent: true,
                  lineStyle: { color: look.palette.warning, type: 'dashed' },
                  label: { ...look.text, formatter: t('energy.contract'), position: 'insideEndTop' },
                  data: [{ yAxis: contractKw }],
                },
        },
      ],
    };
  }, [loads, contractKw, theme, language, t]);
  const at = (share: number) =>
    loads && loads.length > 0
      ? formatNumber(loads[Math.min(loads.length - 1, Math.floor(share * loads.length))], language)
      : '–';
  return (
    <Panel
      title={t('energy.loadDuration')}
      extra={
        <span className="muted">
          {t('energy.loadDurationHint', { top: at(0), middle: at(0.5), base: at(0.95) })}
        </span>
      }
    >
      {option ? (
        <EChart option={option} height={280} label={t('energy.loadDuration')} />
      ) : loads ? (
        <Empty>{t('energy.noWholeQuarter')}</Empty>
      ) : (
        <Loading rows={6} />
      )}
    </Panel>
  );
}
