import type { Incident, IncidentResponse } from '@linetwin/contracts';
import { incidentsApi } from '../../live/api/incidents-api.ts';
import { useIncidents } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';

/** Who took which of these incidents on; asked again whenever another incident stands, and every half minute. */
export function useResponses(incidents: readonly Incident[]): ReadonlyMap<string, IncidentResponse> {
  const ids = incidents.map(({ id }) => id);
  const { data } = useFetchedAt(
    ids.length === 0 ? null : `responses ${ids.join(' ')}`,
    (at, abort) => incidentsApi.responses(ids, at, abort),
    30_000,
  );
  return new Map((data ?? []).map((one) => [one.incident, one]));
}

/** One incident: as it is told live while it stands, else from the record. */
export function useIncident(id: string): { incident: Incident | undefined; loading: boolean; error?: Error } {
  const standing = useIncidents().find((one) => one.id === id);
  const { data, loading, error } = useFetchedAt(standing ? null : `incident ${id}`, (at, abort) =>
    incidentsApi.read(id, at, abort),
  );
  return { incident: standing ?? data, loading: !standing && loading, error };
}
