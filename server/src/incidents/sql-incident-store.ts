import type { Incident } from '@linetwin/contracts';
import { sql } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import { IncidentStore, type IncidentEvent, type IncidentRange } from './incident-store.port.ts';

export class SqlIncidentStore extends IncidentStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async append(events: readonly IncidentEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.records.db
      .insertInto('incident_event')
      .values(
        events.map(({ incident, origin }) => ({
          origin,
          incident_id: incident.id,
          revision: incident.revision,
          line: incident.line,
          state: incident.state,
          opened_at: incident.openedAt,
          closed_at: incident.closedAt,
          incident: JSON.stringify(incident),
        })),
      )
      .onConflict((conflict) => conflict.column('origin').doNothing())
      .execute();
  }

  async open(): Promise<Incident[]> {
    const rows = await this.standing()
      .where('event.state', '=', 'open')
      .orderBy('event.opened_at', 'desc')
      .orderBy('event.incident_id')
      .execute();
    return rows.map(({ incident }) => incident);
  }

  async list({ line, equipment, state, from, to, at, limit }: IncidentRange): Promise<Incident[]> {
    let query = this.standing(at)
      .where('event.opened_at', '<=', to)
      .where((row) => row.or([row('event.closed_at', 'is', null), row('event.closed_at', '>=', from)]));
    if (line !== undefined) query = query.where('event.line', '=', line);
    if (state !== undefined) query = query.where('event.state', '=', state);
    if (equipment !== undefined) {
      const member = JSON.stringify({ members: [{ equipment }] });
      query = query.where(sql<boolean>`event.incident @> ${member}::jsonb`);
    }
    const rows = await query
      .orderBy('event.opened_at', 'desc')
      .orderBy('event.incident_id')
      .limit(limit)
      .execute();
    return rows.map(({ incident }) => incident);
  }

  async read(id: string, at?: number): Promise<Incident | undefined> {
    const row = await this.standing(at).where('event.incident_id', '=', id).executeTakeFirst();
    return row?.incident;
  }

  async readMany(ids: readonly string[]): Promise<Incident[]> {
    if (ids.length === 0) return [];
    const rows = await this.standing().where('event.incident_id', 'in', ids).execute();
    return rows.map(({ incident }) => incident);
  }

  /** The event of each incident that no other follows; with an instant, none up to then. */
  private standing(at?: number) {
    return this.records.db
      .selectFrom('incident_event as event')
      .select('event.incident')
      .$if(at !== undefined, (query) => query.where(changedAt('event'), '<=', at!))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('incident_event as later')
              .select('later.sequence')
              .whereRef('later.incident_id', '=', 'event.incident_id')
              .$if(at !== undefined, (query) => query.where(changedAt('later'), '<=', at!))
              .where(({ eb, or, and, ref }) =>
                or([
                  eb('later.revision', '>', ref('event.revision')),
                  and([
                    eb('later.revision', '=', ref('event.revision')),
                    eb('later.sequence', '>', ref('event.sequence')),
                  ]),
                ]),
              ),
          ),
        ),
      );
  }
}

function changedAt(event: 'event' | 'later') {
  return sql<number>`(${sql.ref(`${event}.incident`)}->>'changedAt')::double precision`;
}
