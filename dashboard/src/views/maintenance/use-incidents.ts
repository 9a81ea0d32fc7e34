import type { Incident, IncidentResponse } from '@linetwin/contracts';
import { incidentsApi } from '../../live/incidents-api.ts';
import { useIncidents } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';

/** Who took which of these incidents on; asked again whenever another incident stands, and every half minute. */
export function useResponses(incidents: readonly Incident[]): ReadonlyMap<string, IncidentResponse> {
  const ids = incidents.map(({ id }) => id);
  const { data } = useFetched(
    ids.length === 0 ? null : `responses ${ids.join(' ')}`,
    (abort) => incidentsApi.responses(ids, abort),
    30_000,
  );
  return new Map((data ?? []).map((one) => [one.incident, one]));
}

/** One incident: as it is told live while it stands, else from the record. */
export function useIncident(id: string): { incident: Incident | undefined; loading: boolean; error?: Error } {
  const standing = useIncidents().find((one) => one.id === id);
  const { data, loading, error } = useFetched(standing ? null : `incident ${id}`, (abort) =>
    incidentsApi.read(id, abort),
  );
  return { incident: standing ?? data, loading: !standing && loading, error };
}
