import type { Finding, Incident } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { incidentsApi } from '../../live/api/incidents-api.ts';
import { useIncidents } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { Icon } from '../../ui/icons.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { judgementText } from '../shared/judgement-text.ts';

/** An incident may open some time after what its finding was first seen in. */
const TOLD_WITHIN_MS = 3_600_000;

/** What is made of a finding: the way to its guided search and work order, and whether people found the cause to be right. */
export function FindingIncident({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const linkTo = useLinkTo();
  const incident = useIncidentOf(finding);
  const order = useFetchedAt(incident ? `work order of ${incident.id}` : null, (at, abort) =>
    incidentsApi.workOrder(incident!.id, at, abort),
  );
  if (!incident) return null;
  const isCause = incident.cause.members.some((id) => isMember(incident, id, finding));
  return (
    <p className="finding-incident">
      {!isCause && <span>{t('maintenance.partOf', { title: incident.cause.title[language] })}</span>}
      {isCause && order.data?.judged && (
        <span>
          <Icon name="check" size={14} /> {judgementText(order.data.judged, t)}
        </span>
      )}
      <Link to={linkTo(`/maintenance/${encodeURIComponent(incident.id)}`)}>{t('maintenance.toSteps')}</Link>
    </p>
  );
}

/** The incident that a finding is part of: one that stands, else the one of its time. */
function useIncidentOf(finding: Finding): Incident | undefined {
  const standing = useIncidents().find((incident) => holds(incident, finding));
  const { equipment, firstSeenAt, lastSeenAt } = finding;
  const past = useFetchedAt(standing ? null : `incidents of ${finding.id}`, (at, abort) =>
    incidentsApi.ofMachine(equipment, { from: firstSeenAt, to: lastSeenAt + TOLD_WITHIN_MS }, at, abort),
  );
  return standing ?? past.data?.find((incident) => holds(incident, finding));
}

function holds(incident: Incident, finding: Finding): boolean {
  return incident.members.some(({ id }) => isMember(incident, id, finding));
}

/** Whether a member of an incident is this finding, or what it came again as. */
function isMember({ members }: Incident, member: string, finding: Finding): boolean {
  const found = members.find(({ kind, id }) => kind === 'finding' && id === member);
  return found !== undefined && (found.id === finding.id || found.newestId === finding.id);
}
