import type { ProductionOverview } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatMinute, formatPercent } from '../../ui/format.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';

/** The station that held the line up, hour by hour, newest first. */
export function BottleneckPanel({ overview }: { overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const line = index.line(overview.line);
  const zone = index.model.site.timeZone;
  const hours = overview.bottlenecks.toReversed();
  return (
    <Panel
      flush
      title={t('production.bottleneck')}
      extra={<span className="muted">{t('production.bottleneckHint')}</span>}
    >
      {hours.length === 0 ? (
        <Empty>{t('production.empty')}</Empty>
      ) : (
        <ol className="bottleneck-list">
          {hours.map(({ from, bottleneck }) => (
            <li key={from} className="bottleneck-row">
              <span className="muted">{formatMinute(from, zone)}</span>
              {bottleneck ? (
                <>
                  <span>
                    <b>{bottleneck.station}</b>{' '}
                    {line?.stations.find(({ id }) => id === bottleneck.station)?.name[language]}
                  </span>
                  <small className="muted">
                    {t('production.runShare', { share: formatPercent(bottleneck.load, language, 0) })} ·{' '}
                    {t(
                      bottleneck.evidence === 'turning-point'
                        ? 'production.turningPoint'
                        : 'production.busiest',
                    )}
                  </small>
                </>
              ) : (
                <span className="muted">{t('production.noBottleneck')}</span>
              )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
