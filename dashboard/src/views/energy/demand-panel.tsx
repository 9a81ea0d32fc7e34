import { TARIFF_PERIODS } from '@linetwin/model';
import type { DemandAnswer, EnergySeries } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsReplay, usePlant } from '../../live/session-context.ts';
import { EChart } from '../../plots/echart.tsx';
import { formatNumber, formatPercent, formatQuantity } from '../../ui/format.ts';
import { Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { DemandNow } from './demand-now.tsx';
import { chartLook } from './chart-look.ts';
import { byPeriod, daysOf } from './energy-data.ts';
import { formatEnergy } from './format-energy.ts';
import { zoneOffset } from './plant-offset.ts';

/** The greatest quarter of an hour of each day against the contract, and what the periods of the tariff cost. */
export function DemandPanel(props: {
  series: EnergySeries | undefined;
  demand: DemandAnswer | undefined;
  contractKw: number | undefined;
}) {
  const { series, demand, contractKw } = props;
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { timeZone } = index.model.site;
  const isReplay = useIsReplay();
  const option = useMemo(() => {
    if (!series) return undefined;
    const look = chartLook(theme);
    const days = daysOf(series, zoneOffset(timeZone));
    const warnKw = contractKw === undefined || !demand ? Infinity : demand.warnShare * contractKw;
    const beyond = (kw: number) => kw >= warnKw;
    return {
      grid: look.grid,
      tooltip: {
        ...look.tooltip,
        trigger: 'axis',
        valueFormatter: (value: number) => formatQuantity(value, 'kW', language),
      },
      xAxis: { type: 'category', data: days.map(({ day }) => day.slice(5)), ...look.axis },
      yAxis: {
        type: 'value',
        name: 'kW',
        max: ({ max }: { max: number }) => Math.ceil(Math.max(max, contractKw ?? 0) / 100) * 100,
        ...look.axis,
      },
      series: [
        {
          type: 'bar',
          name: t('energy.peak'),
          barMaxWidth: 28,
          data: days.map(({ peakKw }) => ({
            value: peakKw,
            itemStyle: { color: beyond(peakKw) ? look.palette.warning : look.palette.series[0] },
          })),
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
  }, [series, contractKw, theme, language, timeZone, t]);
  return (
    <Panel title={t('energy.demand')} extra={<span className="muted">{t('energy.demandHint')}</span>}>
      {!isReplay && <DemandNow demand={demand} />}
      {option ? <EChart option={option} height={220} label={t('energy.demand')} /> : <Loading rows={6} />}
      {series && <Periods series={series} />}
    </Panel>
  );
}

function Periods({ series }: { series: EnergySeries }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const sums = byPeriod(series);
  const all = [...sums.values()].reduce((sum, { kwh }) => sum + kwh, 0);
  const names = [...TARIFF_PERIODS, 'none' as const].filter((name) => sums.has(name));
  return (
    <StackTable
      rows={names}
      rowKey={(name) => name}
      columns={[
        { title: t('energy.period'), cell: (name) => t(`energy.periods.${name}`) },
        {
          title: t('energy.used'),
          className: 'num',
          cell: (name) => formatEnergy(sums.get(name)!.kwh, language),
        },
        {
          title: t('energy.share'),
          className: 'num',
          cell: (name) => formatPercent(all > 0 ? sums.get(name)!.kwh / all : null, language),
        },
        {
          title: t('energy.price'),
          className: 'num',
          cell: (name) => {
            const { kwh, yuan } = sums.get(name)!;
            return kwh > 0 && yuan > 0 ? formatNumber(yuan / kwh, language) : '–';
          },
        },
        {
          title: t('energy.cost'),
          className: 'num',
          cell: (name) => formatQuantity(sums.get(name)!.yuan, t('energy.yuan'), language),
        },
      ]}
    />
  );
}
