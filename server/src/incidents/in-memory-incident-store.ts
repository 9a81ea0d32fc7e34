import type { Incident } from '@linetwin/contracts';
import { IncidentStore, type IncidentEvent, type IncidentRange } from './incident-store.port.ts';

/** Incidents for tests that need no data base. */
export class InMemoryIncidentStore extends IncidentStore {
  private readonly kept = new Map<string, Incident>();

  async append(events: readonly IncidentEvent[]): Promise<void> {
    for (const { incident, origin } of events)
      if (!this.kept.has(origin)) this.kept.set(origin, structuredClone(incident));
  }

  async open(): Promise<Incident[]> {
    return this.newestFirst(Infinity, ({ state }) => state === 'open');
  }

  async list({ line, equipment, state, from, to, at = Infinity, limit }: IncidentRange): Promise<Incident[]> {
    return this.newestFirst(
      at,
      (incident) =>
        (line === undefined || incident.line === line) &&
        (equipment === undefined || incident.members.some((member) => member.equipment === equipment)) &&
        (state === undefined || incident.state === state) &&
        incident.openedAt <= to &&
        (incident.closedAt === null || incident.closedAt >= from),
    ).slice(0, limit);
  }

  async read(id: string, at = Infinity): Promise<Incident | undefined> {
    const found = this.newest(at).get(id);
    return found && structuredClone(found);
  }

  async readMany(ids: readonly string[]): Promise<Incident[]> {
    const wanted = new Set(ids);
    return this.newestFirst(Infinity, ({ id }) => wanted.has(id));
  }

  private newest(at: number): Map<string, Incident> {
    const newest = new Map<string, Incident>();
    for (const incident of this.kept.values()) {
      if (incident.changedAt > at) continue;
      if (incident.revision >= (newest.get(incident.id)?.revision ?? 0)) newest.set(incident.id, incident);
    }
    return newest;
  }

  private newestFirst(at: number, fits: (incident: Incident) => boolean): Incident[] {
    return structuredClone([...this.newest(at).values()].filter(fits)).sort(
      (a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1),
    );
  }
}
