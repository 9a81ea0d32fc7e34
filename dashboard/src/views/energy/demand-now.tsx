import type { DemandAnswer } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatMinute, formatPercent, formatQuantity } from '../../ui/format.ts';
import { BulletBar } from '../../ui/bullet-bar.tsx';
import { usePreferences } from '../../ui/preferences.tsx';

/** The running quarter of an hour as it will be, against the contract, and how far such forecasts were off. */
export function DemandNow({ demand }: { demand: DemandAnswer | undefined }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { forecast, contractKw, peak } = demand ?? {};
  if (!forecast) return <p className="muted">{t('energy.noForecast')}</p>;
  const error = forecast.errorP90.atStart;
  const running = formatQuantity(forecast.runningKw, 'kW', language);
  return (
    <div className="big-fact demand-now">
      <span className="fact-label">
        {t('energy.runningQuarter', { until: formatMinute(forecast.to, index.model.site.timeZone) })}
      </span>
      <span className={peak ? 'big-value tone-warn' : 'big-value'}>{running}</span>
      {contractKw != null && (
        <BulletBar
          value={forecast.runningKw}
          max={Math.max(contractKw, forecast.runningKw) * 1.05}
          target={contractKw}
          label={`${running} / ${formatQuantity(contractKw, 'kW', language)}`}
        />
      )}
      <span className="fact-foot">
        {error === null
          ? t('energy.noForecastError')
          : t('energy.forecastError', { error: formatPercent(error, language) })}
        <span>
          {t('energy.nextQuarter')} <b>{formatQuantity(forecast.nextKw, 'kW', language)}</b>
        </span>
      </span>
    </div>
  );
}
