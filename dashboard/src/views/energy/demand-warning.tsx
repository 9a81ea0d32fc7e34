import type { DemandAnswer } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatMinute, formatPercent, formatQuantity } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import './demand-warning.css';

/** Which quarter of an hour is about to reach the contract, by how much, and what can be done; nothing while none is. */
export function DemandWarning({ demand }: { demand: DemandAnswer | undefined }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { peak, contractKw } = demand ?? {};
  if (!peak || !contractKw) return null;
  const { timeZone } = index.model.site;
  const kw = (value: number) => formatQuantity(value, 'kW', language);
  return (
    <p className="demand-warning" role="alert">
      <strong>
        {t('energy.demandWarning', {
          from: formatMinute(peak.from, timeZone),
          to: formatMinute(peak.to, timeZone),
          kw: kw(peak.kw),
          share: formatPercent(peak.kw / contractKw, language),
          contract: kw(contractKw),
        })}
      </strong>{' '}
      {t('energy.demandAdvice')}
    </p>
  );
}
