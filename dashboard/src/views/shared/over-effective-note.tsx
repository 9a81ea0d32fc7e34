import type { IndicatorRow } from '@linetwin/contracts';
import { overEffective } from '@linetwin/kpi';
import { useTranslation } from 'react-i18next';
import { formatQuantity } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/** Says what an effectiveness above 100 % comes from; nothing where it is not above. */
export function OverEffectiveNote(props: {
  of: Pick<IndicatorRow, 'effectiveness' | 'APT' | 'PRI'>;
  machines?: number;
  short?: boolean;
}) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const over = overEffective(props.of, props.machines);
  if (!over) return null;
  const times = {
    planned: formatQuantity(over.plannedS, 's', language, 1),
    actual: formatQuantity(over.actualS, 's', language, 1),
  };
  const isLong = over.reason === 'run-time-too-long';
  const tone = isLong ? 'tone-warn' : 'muted';
  if (props.short)
    return (
      <small className={`block ${tone}`}>
        {isLong ? t('production.over.tooLongShort', times) : t('production.over.beforeShort')}
      </small>
    );
  return (
    <span className={`fact-foot ${tone}`}>
      <span>
        <b>{t('production.over.title')}</b>{' '}
        {isLong ? t('production.over.tooLong', times) : t('production.over.before')}
      </span>
    </span>
  );
}
