import type { EnergyAttribution } from '@linetwin/contracts';
import type { MeterTree } from '@linetwin/model';
import { InputNumber } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EnergySpan } from '../../live/api/energy-api.ts';
import { formatNumber, formatPercent, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { idleLosses, paybackMonths, type IdleLoss } from './energy-data.ts';
import { formatEnergy } from './format-energy.ts';

const SHOWN = 10;
/** Share of the idle energy that switching off coolant, hydraulics and extraction saves: the middle of 50 to 80 %. */
const EFFECT = 0.65;

/** Machines by what they cost while they make nothing, and when a measure against it has paid for itself. */
export function IdleLossPanel(props: {
  rows: readonly EnergyAttribution[];
  tree: MeterTree;
  span: EnergySpan;
}) {
  const { rows, tree, span } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const linkTo = useLinkTo();
  const [investment, setInvestment] = useUrlState('invest', '');
  const losses = useMemo(() => idleLosses(rows, span.to - span.from).slice(0, SHOWN), [rows, span]);
  const spent = Number(investment) || 0;
  const money = (value: number) => formatQuantity(value, t('energy.yuan'), language);
  const payback = ({ yuanPerYear }: IdleLoss) => {
    const months = paybackMonths(spent, yuanPerYear, EFFECT);
    return months === null ? NO_VALUE : t('energy.months', { months: formatNumber(months, language) });
  };
  return (
    <Panel
      title={t('energy.idleLosses')}
      extra={
        <label className="energy-invest">
          <span className="muted">{t('energy.investment')}</span>
          <InputNumber
            size="small"
            min={0}
            max={10_000_000}
            step={1000}
            controls={false}
            value={spent || null}
            placeholder={t('energy.yuan')}
            onChange={(value) => setInvestment(value ? String(value) : null)}
          />
        </label>
      }
      flush
      className="energy-wide"
    >
      {losses.length === 0 ? (
        <Empty>{t('energy.noIdleLosses')}</Empty>
      ) : (
        <StackTable
          rows={losses}
          rowKey={({ meter }) => meter}
          columns={[
            {
              title: t('energy.machine'),
              cell: ({ meter }) => {
                const found = tree.meter(meter)!;
                return (
                  <Link to={linkTo(`/equipment/${found.equipment}`)}>
                    <strong>{meter.split('/').at(-1)}</strong> {found.name[language]}
                  </Link>
                );
              },
            },
            {
              title: t('energy.waitingEnergy'),
              className: 'num',
              cell: ({ kwh }) => formatEnergy(kwh, language),
            },
            {
              title: t('energy.ofMachine'),
              className: 'num',
              cell: ({ share }) => formatPercent(share, language),
            },
            {
              title: t('energy.waitingPower'),
              className: 'num',
              cell: ({ idleKw }) => formatQuantity(idleKw, 'kW', language),
            },
            { title: t('energy.cost'), className: 'num', cell: ({ yuan }) => money(yuan) },
            {
              title: t('energy.perYear'),
              className: 'num',
              cell: ({ yuanPerYear }) => (yuanPerYear === null ? NO_VALUE : money(yuanPerYear)),
            },
            { title: t('energy.payback'), className: 'num', cell: payback },
          ]}
        />
      )}
      <p className="muted small energy-note">
        {losses.some(({ yuanPerYear }) => yuanPerYear === null) && `${t('energy.perYearNote')} `}
        {t('energy.paybackNote', { share: formatPercent(EFFECT, language, 0) })}
      </p>
    </Panel>
  );
}
