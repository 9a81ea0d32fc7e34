import type { Alarm, Incident } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { useMemo } from 'react';
import { isUnacknowledged } from '../../live/record-store.ts';
import { useAlarms, useIncidents } from '../../live/session-context.ts';

/** An open incident as a wall shows it. */
export interface WallIncident {
  incident: Incident;
  /** Whether one of its alarms still waits for a person. */
  waits: boolean;
  /** Who acknowledged one of its alarms last, where somebody did. */
  takenBy: string | null;
}

/** Open incidents of these lines, most urgent first. */
export function useWallIncidents(lines: readonly Line[]): readonly WallIncident[] {
  const incidents = useIncidents();
  const alarms = useAlarms();
  return useMemo(() => {
    const shown = new Set<string>(lines.map(({ id }) => id));
    const byId = new Map(alarms.map((alarm) => [alarm.id, alarm]));
    return incidents.filter(({ line }) => shown.has(line)).map((incident) => withAlarms(incident, byId));
  }, [incidents, alarms, lines]);
}

export function withAlarms(incident: Incident, byId: ReadonlyMap<string, Alarm>): WallIncident {
  const own = incident.members.flatMap(({ newestId }) => byId.get(newestId) ?? []);
  const taken = own
    .filter(({ acknowledgedBy }) => acknowledgedBy !== null)
    .toSorted((a, b) => b.acknowledgedAt! - a.acknowledgedAt!);
  return { incident, waits: own.some(isUnacknowledged), takenBy: taken[0]?.acknowledgedBy ?? null };
}
