import type { PricedLedgerRow } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatCount, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useMeasureName } from './measure-name.ts';

/** Estimated, measured with its money and emission, verified and refuted, by line and measure. */
export function LedgerTable({ rows }: { rows: readonly PricedLedgerRow[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const measureName = useMeasureName();
  // Nothing has ended, or no meter could judge it: then nothing is known, which is not nothing saved.
  const amount = (value: number, unit: string, known: number) =>
    known === 0 ? NO_VALUE : formatQuantity(value, unit, language);
  const kwh = (value: number, known: number) => amount(value, 'kWh', known);
  const count = (value: number) => formatCount(value, language);
  return (
    <StackTable
      rows={rows}
      rowKey={({ line, measure }) => `${line} ${measure}`}
      columns={[
        { title: t('savings.measure'), cell: ({ measure }) => <strong>{measureName(measure)}</strong> },
        { title: t('savings.line'), cell: ({ line }) => index.line(line)?.name[language] ?? line },
        { title: t('savings.count'), className: 'num', cell: (row) => count(row.recommendations) },
        { title: t('savings.done'), className: 'num', cell: (row) => count(row.ended) },
        {
          title: t('savings.estimatedStood'),
          className: 'num',
          cell: (row) => kwh(row.estimatedKwh, row.ended),
        },
        {
          title: t('savings.measured'),
          className: 'num',
          cell: (row) => (
            <>
              {kwh(row.measuredKwh, row.measured)}
              {row.measured < row.ended && (
                <small className="muted block">
                  {row.measured === 0
                    ? t('savings.noneMeasured')
                    : t('savings.someMeasured', { measured: count(row.measured), ended: count(row.ended) })}
                </small>
              )}
            </>
          ),
        },
        {
          title: t('savings.money'),
          className: 'num',
          cell: (row) => (
            <>
              {amount(row.yuan, t('energy.yuan'), row.measured)}
              {row.unpricedKwh !== 0 && (
                <small className="muted block">
                  {t('savings.unpriced', { energy: kwh(row.unpricedKwh, row.measured) })}
                </small>
              )}
            </>
          ),
        },
        {
          title: t('savings.carbon'),
          className: 'num',
          cell: (row) => amount(row.kgCo2, 'kg', row.measured),
        },
        {
          title: t('savings.verified'),
          className: 'num',
          cell: (row) =>
            row.measured === 0 ? NO_VALUE : `${kwh(row.verifiedKwh, row.measured)} · ${count(row.verified)}`,
        },
        {
          title: t('savings.refuted'),
          className: 'num',
          cell: (row) => (row.measured === 0 ? NO_VALUE : count(row.refuted)),
        },
      ]}
    />
  );
}
