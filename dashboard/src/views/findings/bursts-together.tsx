import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { isAveraged, type DrawnDiagnosis } from './diagnosis.ts';
import { reasonText, verdictWord } from './reason-text.ts';

/** What several bursts say together, what the newest says alone, and of which of them the spectrum below is. */
export function BurstsTogether({ diagnosis }: { diagnosis: DrawnDiagnosis }) {
  const { t } = useTranslation();
  const { series, verdict } = diagnosis;
  if (!series) return null;
  const { alone, bursts: count } = series;
  const together = isAveraged(diagnosis) ? verdict : series.fault;
  return (
    <section className="bursts-together">
      <h3>{t('burstsTogether.title', { count })}</h3>
      <p>
        <span className="muted">{t('burstsTogether.names')}</span>{' '}
        <strong>{together ? verdictWord(t, together) : t('burstsTogether.something')}</strong>
      </p>
      <p>
        <span className="muted">{t('burstsTogether.alone')}</span> {aloneWord(t, alone)}
      </p>
      <p className="muted">
        {isAveraged(diagnosis) ? t('burstsTogether.averaged', { count }) : t('burstsTogether.single')}
      </p>
    </section>
  );
}

function aloneWord(t: TFunction, { verdict, grade, reason }: NonNullable<DrawnDiagnosis['series']>['alone']) {
  if (verdict === 'healthy') return t('burstsTogether.noFault');
  const word = verdictWord(t, verdict);
  if (reason) return `${word} · ${reasonText(t, reason)}`;
  return grade === 'none'
    ? word
    : `${word} · ${t(`findings.grade.${grade}` as never, { defaultValue: grade })}`;
}
