import type { Incident, IncidentResponse } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { formatPercent } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { AgeOf } from '../shared/alarm-rows.tsx';
import { AlarmGlyph } from '../shared/machine-glyph.tsx';

/** Incidents as rows to tap: cause, machine, since when, who has it. */
export function IncidentRows(props: {
  incidents: readonly Incident[];
  responses: ReadonlyMap<string, IncidentResponse>;
}) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  return (
    <ul className="rows">
      {props.incidents.map((incident) => {
        const { id, cause, members, more, priority, state } = incident;
        const machine = index.equipment(cause.equipment);
        const response = props.responses.get(id);
        const machines = new Set(members.map(({ equipment }) => equipment)).size + more;
        return (
          <li key={id}>
            <Link
              className="row incident-row"
              data-incident={id}
              to={linkTo(`/maintenance/${encodeURIComponent(id)}`)}
            >
              <AlarmGlyph priority={priority} pulsing={state === 'open' && !response} size={18} />
              <div className="row-main">
                <div className="row-title">{cause.title[language]}</div>
                <div className="row-detail">
                  <span>
                    {machine?.id} {machine?.name[language]}
                  </span>
                  <span>
                    {t('maintenance.confidence', { percent: formatPercent(cause.confidence, language, 0) })}
                  </span>
                  {machines > 1 && <span>{t('maintenance.affected', { count: machines - 1 })}</span>}
                  {state === 'closed' ? (
                    <span>{t('maintenance.closed')}</span>
                  ) : (
                    <AgeOf time={incident.openedAt} />
                  )}
                  <span>{response ? response.by : state === 'open' && t('maintenance.waiting')}</span>
                </div>
              </div>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
