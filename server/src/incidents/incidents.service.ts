import type { Incident, IncidentQuery } from '@linetwin/contracts';
import type { EventBus } from '../events.ts';
import type { IncidentKeeper } from './incident-keeper.ts';
import type { IncidentStore } from './incident-store.port.ts';

/** An incident heard of this lately may not be in the store yet, or still be there as it was before. */
const STORE_BEHIND_MS = 5000;

/** Incidents as people see them: those of this process from its keeper, those of others from what they tell. */
export class IncidentsService {
  private readonly store: IncidentStore;
  private readonly keeper: IncidentKeeper | undefined;
  private readonly events: EventBus;
  private readonly ownsMachine: (equipment: string) => boolean;
  private readonly now: () => number;
  private readonly elsewhere = new Map<string, { incident: Incident; heardAt: number }>();
  private unsubscribe: () => void = () => undefined;

  constructor(parts: {
    store: IncidentStore;
    /** Of the lines that this process owns; none in one that owns no lines. */
    keeper?: IncidentKeeper;
    events: EventBus;
    ownsMachine: (equipment: string) => boolean;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    this.store = parts.store;
    this.keeper = parts.keeper;
    this.events = parts.events;
    this.ownsMachine = parts.ownsMachine;
    this.now = parts.now ?? Date.now;
  }

  start(): void {
    this.unsubscribe = this.events.on(
      'IncidentChanged',
      'incident board',
      (incident) => {
        if (incident.state === 'closed') this.elsewhere.delete(incident.id);
        else this.elsewhere.set(incident.id, { incident, heardAt: this.now() });
      },
      'elsewhere',
    );
  }

  stop(): void {
    this.unsubscribe();
  }

  /** Open incidents of all lines, newest first. */
  standing(): Incident[] {
    const others = [...this.elsewhere.values()].map(({ incident }) => incident);
    return [
      ...(this.keeper?.standing() ?? []),
      ...others.filter(({ cause }) => !this.ownsMachine(cause.equipment)),
    ].sort((a, b) => b.openedAt - a.openedAt);
  }

  /** Open incidents, or with a time those that touch it; with an instant, as they stood then; newest first. */
  async list({ line, equipment, state, from, to, at, limit }: IncidentQuery): Promise<Incident[]> {
    if (at === undefined && from === undefined && to === undefined && state !== 'closed') {
      return this.standing()
        .filter((incident) => line === undefined || incident.line === line)
        .filter(
          ({ members }) => equipment === undefined || members.some((one) => one.equipment === equipment),
        )
        .slice(0, limit);
    }
    await this.keeper?.settled();
    const isOpenAsked = from === undefined && to === undefined && state === undefined;
    return this.store.list({
      line,
      equipment,
      state: isOpenAsked ? 'open' : state,
      from: from ?? 0,
      to: to ?? at ?? this.now(),
      at,
      limit,
    });
  }

  /** @param at as it stood then; as it stands when left out */
  async read(id: string, at?: number): Promise<Incident | undefined> {
    const standing = at === undefined && this.standing().find((incident) => incident.id === id);
    if (standing) return standing;
    await this.keeper?.settled();
    return this.store.read(id, at);
  }

  /** By id, as they stand; those that are not on record are left out. */
  async readMany(ids: readonly string[]): Promise<Map<string, Incident>> {
    await this.keeper?.settled();
    const stored = await this.store.readMany(ids);
    const wanted = new Set(ids);
    const standing = this.standing().filter(({ id }) => wanted.has(id));
    return new Map([...stored, ...standing].map((incident) => [incident.id, incident]));
  }

  /** Reads from the store what others may have told while nobody here could hear it, and tells the differences. */
  async catchUp(): Promise<void> {
    const stored = new Map((await this.store.open()).map((incident) => [incident.id, incident]));
    const settledBefore = this.now() - STORE_BEHIND_MS;
    const fresh = (id: string) => (this.elsewhere.get(id)?.heardAt ?? 0) > settledBefore;
    const tell = (incident: Incident) => {
      if (!this.ownsMachine(incident.cause.equipment))
        this.events.emit('IncidentChanged', incident, 'elsewhere');
    };
    for (const [id, { incident }] of this.elsewhere) {
      if (!stored.has(id) && !fresh(id)) tell({ ...incident, state: 'closed' });
    }
    for (const incident of stored.values()) {
      const known = this.elsewhere.get(incident.id)?.incident;
      if (!fresh(incident.id) && known?.revision !== incident.revision) tell(incident);
    }
  }
}
