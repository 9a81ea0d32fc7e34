import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Changes of the tables of incidents; in `MIGRATIONS` with all others. */
export const INCIDENT_MIGRATIONS: Record<string, Migration> = {
  '0014-incident-events': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('incident_event')
        .addColumn('sequence', 'bigserial', (column) => column.primaryKey())
        .addColumn('origin', 'text', (column) => column.notNull().unique())
        .addColumn('incident_id', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('opened_at', 'double precision', (column) => column.notNull())
        .addColumn('closed_at', 'double precision')
        .addColumn('incident', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('incident_event_by_incident')
        .on('incident_event')
        .columns(['incident_id', 'revision', 'sequence'])
        .execute();
      await db.schema
        .createIndex('incident_event_by_time')
        .on('incident_event')
        .columns(['opened_at', 'line'])
        .execute();
      await sql`
        CREATE INDEX incident_event_open ON incident_event (incident_id, revision) WHERE state = 'open'`.execute(
        db,
      );
      await sql`
        CREATE TRIGGER incident_event_is_append_only BEFORE UPDATE OR DELETE ON incident_event
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`.execute(db);
    },
  },
};
