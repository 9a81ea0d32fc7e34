import type { BearingHealth } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

const HOUR_MS = 3_600_000;
/** From this on days say enough. */
const DAYS_FROM_H = 72;

/** A range of running time with how often such a range is right, never one number; or that none can be told, or none was kept of that time. */
export function RemainingLifeText({ remaining }: { remaining: BearingHealth['remaining'] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  if (remaining === undefined) return <span className="muted">{t('condition.remainingUnknown')}</span>;
  if (!remaining) return <span className="muted">{t('condition.outlived')}</span>;
  const { fromMs, toMs, coverage, lives } = remaining;
  const span = (ms: number) => {
    const hours = ms / HOUR_MS;
    return hours >= DAYS_FROM_H
      ? t('condition.days', { count: Math.round(hours / 24) })
      : t('condition.hours', { count: hours < 10 ? Number(hours.toFixed(1)) : Math.round(hours) });
  };
  return (
    <>
      <strong>
        {fromMs === 0
          ? t('condition.remainingNow', { to: span(toMs) })
          : t('condition.remainingRange', { from: span(fromMs), to: span(toMs) })}
      </strong>{' '}
      <span className="muted">
        {t('condition.coverage', { coverage: formatPercent(coverage, language, 0), lives })}
      </span>
    </>
  );
}
