import type { Incident } from '@linetwin/contracts';
import { IncidentStore, type IncidentEvent, type IncidentRange } from './incident-store.port.ts';

/** Incidents for tests that need no data base. */
export class InMemoryIncidentStore extends IncidentStore {
  private readonly origins = new Set<string>();
  private readonly newest = new Map<string, Incident>();

  async append(events: readonly IncidentEvent[]): Promise<void> {
    for (const { incident, origin } of events) {
      if (this.origins.has(origin)) continue;
      this.origins.add(origin);
      if (incident.revision >= (this.newest.get(incident.id)?.revision ?? 0))
        this.newest.set(incident.id, structuredClone(incident));
    }
  }

  async open(): Promise<Incident[]> {
    return this.newestFirst(({ state }) => state === 'open');
  }

  async list({ line, equipment, state, from, to, limit }: IncidentRange): Promise<Incident[]> {
    return this.newestFirst(
      (incident) =>
        (line === undefined || incident.line === line) &&
        (equipment === undefined || incident.members.some((member) => member.equipment === equipment)) &&
        (state === undefined || incident.state === state) &&
        incident.openedAt <= to &&
        (incident.closedAt === null || incident.closedAt >= from),
    ).slice(0, limit);
  }

  async read(id: string): Promise<Incident | undefined> {
    const found = this.newest.get(id);
    return found && structuredClone(found);
  }

  private newestFirst(fits: (incident: Incident) => boolean): Incident[] {
    return structuredClone([...this.newest.values()].filter(fits)).sort(
      (a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1),
    );
  }
}
