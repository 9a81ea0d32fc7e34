import { useTranslation } from 'react-i18next';
import { formatNumber, NO_VALUE } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
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
    <div className="table-scroll">
      <table className="table compact">
        <thead>
          <tr>
            <th>{t('shaft.line')}</th>
            <th className="num">{t('shaft.orderShort')}</th>
            <th className="num">{t('shaft.now')} (mm/s)</th>
            <th className="num">{t('shaft.baseline')} (mm/s)</th>
            <th className="num">{t('shaft.ratio')}</th>
            <th className="num">{t('findings.criterion')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, order, mmPerS, referenceMmPerS, ratio, readable, counts, hasRisen }) => (
            <tr key={key} data-named={counts && hasRisen}>
              <td>
                {lineName(key, { belt: t('shaft.belt'), fixed: '' })}
                {!readable && <span className="muted small"> {t('shaft.unreadable')}</span>}
              </td>
              <td className="num">{number(order, 2)}</td>
              <td className="num">{number(mmPerS, 2)}</td>
              <td className="num">{number(referenceMmPerS, 2)}</td>
              <td className="num">{ratio === null ? NO_VALUE : `${number(ratio, 1)}×`}</td>
              <td className="num">{counts ? '≥ 2×' : NO_VALUE}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
