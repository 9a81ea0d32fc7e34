import type { Recommendation } from '@linetwin/contracts';
import { InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatQuantity } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { paybackMonths } from '../energy/energy-data.ts';
import { yuanPerYearOf } from './yuan-per-year.ts';

/**
 * What only people can do: what it is worth in a year at the mean price of the plant, and when it has paid for itself, once somebody enters
 * what it costs.
 */
export function Payback(props: { recommendation: Recommendation; yuanPerKwh: number | undefined }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const [cost, setCost] = useState<number | null>(null);
  const yuanPerYear = yuanPerYearOf(props.recommendation, props.yuanPerKwh);
  if (yuanPerYear === undefined) return null;
  const months = paybackMonths(cost ?? 0, yuanPerYear, 1);
  return (
    <div className="savings-payback">
      <small className="muted block">
        {t('savings.perYear', {
          money: formatQuantity(Number(yuanPerYear.toPrecision(2)), t('energy.yuan'), language),
        })}
      </small>
      <InputNumber
        size="small"
        aria-label={t('savings.cost')}
        placeholder={t('savings.cost')}
        min={0}
        max={100_000_000}
        step={1000}
        controls={false}
        value={cost}
        onChange={setCost}
      />
      {months !== null && (
        <small className="block">
          {t('savings.paysBack', { months: formatNumber(months, language, months < 10 ? 1 : 0) })}
        </small>
      )}
    </div>
  );
}
