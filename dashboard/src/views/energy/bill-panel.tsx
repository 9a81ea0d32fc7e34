import type { BillAnswer } from '@linetwin/contracts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { energyApi } from '../../live/api/energy-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useFollow } from '../../live/use-fetched-at.ts';
import {
  formatCount,
  formatDate,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPercent,
  formatQuantity,
  NO_VALUE,
  withUnit,
} from '../../ui/format.ts';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { billMoney, monthBefore } from './energy-data.ts';
import { formatEnergy } from './format-energy.ts';

const REFRESH_MS = 120_000;

/** What the month costs so far, as the grid company bills it. */
export function BillPanel({ until }: { until: number | undefined }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const [chosen, choose] = useUrlState('bill', 'this');
  const isLast = chosen === 'last';
  const month = monthBefore(
    formatDate(until ?? live.now(), index.model.site.timeZone).slice(0, 7),
    isLast ? 1 : 0,
  );
  const bill = useFetched(`bill ${month}`, (abort) => energyApi.bill({ month, until }, abort), REFRESH_MS);
  useFollow(until, bill);
  return (
    <Panel
      title={t('energy.bill', { month })}
      extra={
        <Segmented
          size="small"
          value={isLast ? 'last' : 'this'}
          options={(['this', 'last'] as const).map((value) => ({
            value,
            label: t(`energy.billOf.${value}`),
          }))}
          onChange={choose}
        />
      }
      flush
      className="energy-wide"
    >
      {bill.loading ? (
        <Loading rows={6} />
      ) : !bill.data ? (
        <Failure what={t('energy.loadFailed')} detail={bill.error?.message} retry={bill.retry} />
      ) : (
        <Bill bill={bill.data} />
      )}
    </Panel>
  );
}

interface BillLine {
  id: string;
  name: string;
  amount: string;
  floatingYuan: number | null;
  fixedYuan: number | null;
  yuan: number;
  isSum?: boolean;
}

function Bill({ bill }: { bill: BillAnswer }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  // Demand and power factor have no such parts.
  const money = (yuan: number | null) =>
    yuan === null ? null : withUnit(formatMoney(yuan, language), t('energy.yuan'));
  const lines = useLines(bill);
  return (
    <>
      <StackTable
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          {
            title: t('energy.billPart'),
            cell: ({ name, isSum }) => (isSum ? <strong>{name}</strong> : name),
          },
          { title: t('energy.billAmount'), className: 'num', cell: ({ amount }) => amount },
          {
            title: t('energy.floatingPart'),
            className: 'num',
            cell: ({ floatingYuan }) => money(floatingYuan),
          },
          { title: t('energy.fixedPart'), className: 'num', cell: ({ fixedYuan }) => money(fixedYuan) },
          {
            title: t('energy.cost'),
            className: 'num',
            cell: ({ yuan, isSum }) => (isSum ? <strong>{money(yuan)}</strong> : money(yuan)),
          },
        ]}
      />
      <Notes bill={bill} />
    </>
  );
}

function useLines(bill: BillAnswer): BillLine[] {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const { periods, basis, maximumDemand, ratedKva, basicYuanPerUnit, powerFactor } = bill;
  const money = billMoney(bill);
  const unitPrice = formatNumber(basicYuanPerUnit ?? NaN, language);
  const lines: BillLine[] = periods.map(({ period, kwh }, i) => ({
    id: period,
    name: t(`energy.periods.${period}` as 'energy.periods.flat'),
    amount: formatQuantity(kwh, 'kWh', language, 0),
    ...money.periods[i],
  }));
  lines.push({
    id: 'energy',
    name: t('energy.billEnergy'),
    amount: formatEnergy(bill.kwh, language),
    floatingYuan: money.floatingYuan,
    fixedYuan: money.fixedYuan,
    yuan: money.energyYuan,
    isSum: true,
  });
  if (basis === 'demand')
    lines.push({
      id: 'basic',
      name: t('energy.billDemand'),
      amount: maximumDemand
        ? t('energy.billDemandHow', {
            kw: formatCount(maximumDemand.kw, language),
            at: formatMoment(maximumDemand.from, zone).slice(0, 16),
            price: unitPrice,
          })
        : NO_VALUE,
      floatingYuan: null,
      fixedYuan: null,
      yuan: money.basicYuan,
    });
  if (basis === 'capacity')
    lines.push({
      id: 'basic',
      name: t('energy.billCapacity'),
      amount: t('energy.billCapacityHow', { kva: formatCount(ratedKva, language), price: unitPrice }),
      floatingYuan: null,
      fixedYuan: null,
      yuan: money.basicYuan,
    });
  lines.push({
    id: 'power-factor',
    name: t('energy.billPowerFactor'),
    amount: powerFactor
      ? t('energy.billPowerFactorHow', {
          // Bills go by hundredths: 0.896 is 0.90.
          value: formatNumber(powerFactor.value, language, 2),
          reference: formatNumber(powerFactor.reference, language, 2),
          share: formatPercent(powerFactor.adjustment, language, 2),
        })
      : t('energy.billNoPowerFactor'),
    floatingYuan: null,
    fixedYuan: null,
    yuan: money.powerFactorYuan,
  });
  lines.push({
    id: 'total',
    name: t(bill.isOver ? 'energy.billTotal' : 'energy.billSoFar'),
    amount: '',
    floatingYuan: null,
    fixedYuan: null,
    yuan: money.totalYuan,
    isSum: true,
  });
  return lines;
}

/** What the sums rest on, and what is not in them. */
function Notes({ bill }: { bill: BillAnswer }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { tariff, missing, unpricedKwh, powerFactor } = bill;
  const warnings = [
    missing > 0.005 && t('energy.billMissing', { share: formatPercent(missing, language) }),
    unpricedKwh > 0.5 && t('energy.unpriced', { energy: formatEnergy(unpricedKwh, language) }),
  ].filter((text) => text !== false);
  const notes = [
    tariff && tariff.name[language],
    powerFactor &&
      powerFactor.share < 0.995 &&
      t('energy.billPowerFactorShare', { share: formatPercent(powerFactor.share, language, 0) }),
  ].filter((text): text is string => Boolean(text));
  return (
    <p className="muted small energy-note">
      {notes.join(' · ')}
      {warnings.map((text) => (
        <span key={text} className="tone-warn block">
          {text}
        </span>
      ))}
    </p>
  );
}
