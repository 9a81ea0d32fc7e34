import type { EnergyAttribution } from '@linetwin/contracts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { energyApi, type EnergySpan } from '../../live/api/energy-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatCount, formatNumber, formatPercent, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { totalOf } from './energy-data.ts';
import { formatEnergy } from './format-energy.ts';

const KEYS = ['shift', 'meter', 'product', 'lot'] as const;
type Key = (typeof KEYS)[number];
/** A month has hundreds of lots, a line dozens of machines; those that took most are shown. */
const SHOWN = 12;

/** Energy, money and emission of each line by shift, machine, product or lot, and per good part. */
export function AttributionPanel({ span }: { span: EnergySpan }) {
  const { t } = useTranslation();
  const { index } = usePlant();
  const [chosen, choose] = useUrlState('by', 'shift');
  const key: Key = KEYS.find((one) => one === chosen) ?? 'shift';
  return (
    <Panel
      title={t('energy.attribution')}
      extra={
        <Segmented
          size="small"
          value={key}
          options={KEYS.map((value) => ({ value, label: t(`energy.by.${value}`) }))}
          onChange={choose}
        />
      }
      className="energy-wide"
    >
      {index.model.lines.map(({ id }) => (
        <LineAttribution key={id} line={id} by={key} span={span} />
      ))}
    </Panel>
  );
}

function LineAttribution({ line, by, span }: { line: string; by: Key; span: EnergySpan }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const answer = useFetched(`energy of ${line} by ${by} ${span.from}`, (abort) =>
    energyApi.attribution(span, [by], abort, line),
  );
  const { name, shifts, product } = index.line(line)!;
  const nameOf = ({ key }: EnergyAttribution) => {
    if (by === 'shift')
      return shifts.find(({ id }) => id === key.shift)?.name[language] ?? t('energy.noShift');
    if (by === 'meter') {
      const meter = index.model.energy.meters.find(({ id }) => id === key.meter);
      return `${key.meter.split('/').at(-1)} ${meter?.name[language] ?? ''}`;
    }
    if (key[by] !== '') return key[by];
    return by === 'product' ? product[language] : t('energy.noLot');
  };
  const all = answer.data?.rows.toSorted((a, b) => totalOf(b.kwh) - totalOf(a.kwh)) ?? [];
  const rows = all.slice(0, SHOWN);
  const restKwh = all.slice(SHOWN).reduce((sum, { kwh }) => sum + totalOf(kwh), 0);
  const columns = [
    { title: t(`energy.by.${by}`), cell: (row: EnergyAttribution) => <strong>{nameOf(row)}</strong> },
    {
      title: t('energy.used'),
      className: 'num',
      cell: ({ kwh }: EnergyAttribution) => formatEnergy(totalOf(kwh), language),
    },
    {
      title: t('energy.idleShare'),
      className: 'num',
      cell: ({ kwh }: EnergyAttribution) =>
        formatPercent(totalOf(kwh) > 0 ? (kwh.idle + kwh.standby) / totalOf(kwh) : null, language),
    },
    {
      title: t('energy.cost'),
      className: 'num',
      cell: ({ yuan }: EnergyAttribution) => formatQuantity(totalOf(yuan), t('energy.yuan'), language),
    },
    {
      title: t('energy.ofItFixed'),
      className: 'num',
      cell: ({ fixedYuan }: EnergyAttribution) => formatQuantity(fixedYuan, t('energy.yuan'), language),
    },
    {
      title: t('energy.carbon'),
      className: 'num',
      cell: ({ kgCo2 }: EnergyAttribution) => formatQuantity(kgCo2, 'kg', language),
    },
    {
      title: t('energy.goodParts'),
      className: 'num',
      cell: ({ good }: EnergyAttribution) => formatCount(good, language),
    },
    {
      title: t('energy.kwhPerPart'),
      className: 'num',
      cell: ({ kwh, good }: EnergyAttribution) =>
        good > 0 ? formatNumber(totalOf(kwh) / good, language) : NO_VALUE,
    },
    {
      title: t('energy.yuanPerPart'),
      className: 'num',
      cell: ({ yuan, good }: EnergyAttribution) =>
        good > 0 ? formatNumber(totalOf(yuan) / good, language) : NO_VALUE,
    },
    {
      title: t('energy.kgPerPart'),
      className: 'num',
      cell: ({ kgCo2, good }: EnergyAttribution) =>
        good > 0 ? formatNumber(kgCo2 / good, language) : NO_VALUE,
    },
  ];
  return (
    <section className="energy-classes">
      <h3>{name[language]}</h3>
      {answer.loading ? (
        <Loading rows={3} />
      ) : !answer.data ? (
        <Failure what={t('energy.loadFailed')} detail={answer.error?.message} retry={answer.retry} />
      ) : rows.length === 0 ? (
        <p className="muted">{t('energy.nothingOfLine')}</p>
      ) : (
        <StackTable rows={rows} rowKey={({ key }) => key[by]} columns={columns} />
      )}
      {restKwh > 0 && (
        <p className="muted small">
          {t('energy.moreRows', { count: all.length - SHOWN, energy: formatEnergy(restKwh, language) })}
        </p>
      )}
    </section>
  );
}
