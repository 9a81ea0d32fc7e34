import { useTranslation } from 'react-i18next';
import { formatNumber, NO_VALUE } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { lineName, type ShaftSign, type ShownLine } from './shaft-diagnosis.ts';
import { SignTable } from './sign-table.tsx';
import { criterionText, quantityName, quantityText } from './shaft-sign-text.ts';

/** What each line is, against what it was while the machine was healthy: first those that speak for the cause. */
export function LineTable({ lines }: { lines: readonly ShownLine[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const rows = lines.filter(({ key }) => key !== 'fixed').sort((a, b) => Number(b.counts) - Number(a.counts));
  if (rows.length === 0) return null;
  const number = (value: number | null, decimals: number) =>
    value === null ? NO_VALUE : formatNumber(value, language, decimals);
  return (
    <StackTable
      compact
      rows={rows}
      rowKey={({ key }) => key}
      rowProps={({ counts, hasRisen }) => ({ 'data-named': counts && hasRisen })}
      columns={[
        {
          title: t('shaft.line'),
          cell: ({ key, readable }) => (
            <>
              {lineName(key, { belt: t('shaft.belt'), fixed: '' })}
              {!readable && <span className="muted small"> {t('shaft.unreadable')}</span>}
            </>
          ),
        },
        { title: t('shaft.orderShort'), className: 'num', cell: ({ order }) => number(order, 2) },
        { title: `${t('shaft.now')} (mm/s)`, className: 'num', cell: ({ mmPerS }) => number(mmPerS, 2) },
        {
          title: `${t('shaft.baseline')} (mm/s)`,
          className: 'num',
          cell: ({ referenceMmPerS }) => number(referenceMmPerS, 2),
        },
        {
          title: t('shaft.ratio'),
          className: 'num',
          cell: ({ ratio }) => (ratio === null ? NO_VALUE : `${number(ratio, 1)}×`),
        },
        {
          title: t('findings.criterion'),
          className: 'num',
          cell: ({ counts }) => (counts ? '≥ 2×' : NO_VALUE),
        },
      ]}
    />
  );
}

/** The measurements that decided, against what they were asked. */
export function ShaftSigns({ signs }: { signs: readonly ShaftSign[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const rows = signs.map((sign) => ({
    key: `${sign.quantity} ${sign.is} ${sign.than}`,
    name: quantityName(t, sign.quantity),
    measured: quantityText(sign.quantity, sign.value, language),
    criterion: criterionText(sign, language),
    holds: sign.holds,
  }));
  return <SignTable title={t('shaft.decided')} rows={rows} />;
}
