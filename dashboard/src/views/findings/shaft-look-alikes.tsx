import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../ui/preferences.tsx';
import { lookAlikes, type DrawnShaftDiagnosis } from './shaft-diagnosis.ts';
import { criterionText, quantityName, quantityText } from './shaft-sign-text.ts';

/** What else it could be: excluded by which measurement, or not excluded and what would do it. */
export function LookAlikes({ diagnosis }: { diagnosis: DrawnShaftDiagnosis }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const rows = useMemo(() => lookAlikes(diagnosis), [diagnosis]);
  if (diagnosis.grade === 'none' || rows.length === 0) return null;
  return (
    <div>
      <h3>{t('shaft.lookAlikes')}</h3>
      <ul className="plain-list">
        {rows.map(({ name, isOpen, sign }) => (
          <li key={name}>
            <strong>{t(`shaft.cause.${name}` as never, { defaultValue: name })}</strong>{' '}
            <span className={isOpen ? 'tone-warn' : 'muted'}>
              {t(isOpen ? 'shaft.notExcluded' : 'shaft.excluded')}
            </span>
            {sign && (
              <span className="muted">
                {t('shaft.bySign', {
                  sign: quantityName(t, sign.quantity),
                  value:
                    sign.value === null
                      ? t('shaft.notMeasured')
                      : quantityText(sign.quantity, sign.value, language),
                  criterion: criterionText(sign, language),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
