import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { MomentField } from '../shared/time-field/time-field.tsx';
import { toPlantTime } from './plant-time.ts';
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
      {chosen.period === 'custom' && <CustomSpan chosen={chosen} />}
    </div>
  );
}

function CustomSpan({ chosen }: { chosen: ChosenPeriod }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const zone = index.model.site.timeZone;
  const [from, setFrom] = useState(toPlantTime.text(chosen.span?.from ?? live.now() - 24 * 3_600_000, zone));
  const [to, setTo] = useState(toPlantTime.text(chosen.span?.to ?? live.now(), zone));
  const begin = toPlantTime.instant(from, zone);
  const end = toPlantTime.instant(to, zone);
  const isSpan = begin !== undefined && end !== undefined && end > begin;
  return (
    <div className="custom-span">
      <MomentField label={t('production.from')} value={from} onChange={setFrom} />
      <span>–</span>
      <MomentField label={t('production.to')} value={to} onChange={setTo} />
      <Button
        size="small"
        type="primary"
        disabled={!isSpan}
        onClick={() => isSpan && chosen.choose('custom', { from: begin, to: end })}
      >
        OK
      </Button>
    </div>
  );
}
