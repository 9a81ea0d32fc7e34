import type { ProductionOverview } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatCount, formatMinute, formatPercent, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';

type FigureName = 'used' | 'perPart' | 'peak' | 'idle' | 'saved';

/** The energy of the line over the period, each figure with the share of data that it rests on. */
export function EnergyPanel({ overview }: { overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { energy } = overview;
  if (!energy)
    return (
      <Panel className="production-wide" title={t('production.energy.title')}>
        <Empty>{t('production.energy.none')}</Empty>
      </Panel>
    );
  const { kwh, good, known, peak, peakKnown, idleKwh, idleYuan, stateKnown, savedKwh, measures } = energy;
  const inKwh = (value: number) => formatQuantity(value, 'kWh', language);
  const share = (key: 'ofTime' | 'ofQuarters' | 'ofState', value: number) =>
    t(`production.energy.${key}`, { share: formatPercent(value, language) });
  const rows: { key: FigureName; value: string; basis: string }[] = [
    { key: 'used', value: inKwh(kwh), basis: share('ofTime', known) },
    { key: 'perPart', value: good > 0 ? inKwh(kwh / good) : NO_VALUE, basis: share('ofTime', known) },
    {
      key: 'peak',
      value: peak
        ? `${formatQuantity(peak.kw, 'kW', language)} · ${formatMinute(peak.from, index.model.site.timeZone)}`
        : NO_VALUE,
      basis: share('ofQuarters', peakKnown),
    },
    {
      key: 'idle',
      value: `${inKwh(idleKwh)} · ${formatQuantity(idleYuan, t('energy.yuan'), language)}`,
      basis: share('ofState', stateKnown),
    },
    {
      key: 'saved',
      value: savedKwh === null ? t('production.energy.noneMeasured') : inKwh(savedKwh),
      basis: t('production.energy.ofMeasures', {
        measured: formatCount(measures.measured, language),
        ended: formatCount(measures.ended, language),
      }),
    },
  ];
  return (
    <Panel flush className="production-wide" title={t('production.energy.title')}>
      <StackTable
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { title: t('production.energy.what'), cell: ({ key }) => t(`production.energy.${key}`) },
          { title: t('production.energy.value'), className: 'num', cell: ({ value }) => <b>{value}</b> },
          {
            title: t('production.energy.restsOn'),
            className: 'num',
            cell: ({ basis }) => <span className="muted">{basis}</span>,
          },
        ]}
      />
    </Panel>
  );
}
