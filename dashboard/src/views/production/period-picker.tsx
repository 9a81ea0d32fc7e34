import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { CustomSpan } from '../shared/custom-span.tsx';
import { PERIODS, type ChosenPeriod } from './use-period.ts';

/** This shift, the last one, the day, the week, or any time by the clock of the plant. */
export function PeriodPicker({ chosen }: { chosen: ChosenPeriod }) {
  const { t } = useTranslation();
  return (
    <div className="period-picker">
      <Segmented
        aria-label={t('production.period.label')}
        value={chosen.period}
        options={PERIODS.map((value) => ({ value, label: t(`production.period.${value}`) }))}
        onChange={(period) => chosen.choose(period)}
      />
      {chosen.period === 'custom' && (
        <CustomSpan span={chosen.span} choose={(span) => chosen.choose('custom', span)} />
      )}
    </div>
  );
}
