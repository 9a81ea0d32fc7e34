import type { Incident } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatClock, formatPercent } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';

/** What happened in order of time, each with what it follows from; and what else the cause could be. */
export function IncidentChain({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const named = new Set(incident.cause.members);
  return (
    <>
      <Panel title={t('maintenance.chain')}>
        <ol className="chain">
          {incident.members.map(({ id, at, equipment, title, follows, endedAt }) => (
            <li key={id} data-first={named.has(id)}>
              <time>{formatClock(at, zone)}</time>
              <div>
                <span className="tree-id">{index.equipment(equipment)?.id}</span> {title[language]}
                <small className="muted block">
                  {named.has(id)
                    ? t('maintenance.firstCause')
                    : t(follows ? `maintenance.relation.${follows.relation}` : 'maintenance.unlinked')}
                  {endedAt !== null && ` · ${t('maintenance.over')} ${formatClock(endedAt, zone)}`}
                </small>
              </div>
            </li>
          ))}
        </ol>
      </Panel>
      {incident.alternatives.length > 0 && (
        <Panel title={t('maintenance.alternatives')}>
          <ul className="plain-list">
            {incident.alternatives.map(({ key, equipment, title, confidence }) => (
              <li key={`${equipment} ${key}`}>
                <span className="tree-id">{index.equipment(equipment)?.id}</span> {title[language]}{' '}
                <span className="muted">{formatPercent(confidence, language, 0)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
