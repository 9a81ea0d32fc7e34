import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * All schema changes, in order of their names. One set for PostgreSQL and for the embedded PGlite. A released
 * migration is never changed, only followed by another.
 */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-alarm-and-finding-events': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('alarm_event')
        .addColumn('sequence', 'bigserial', (column) => column.primaryKey())
        .addColumn('alarm_id', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('event', 'text', (column) => column.notNull())
        .addColumn('by', 'text')
        .addColumn('comment', 'text')
        .addColumn('alarm', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('alarm_event_by_alarm')
        .on('alarm_event')
        .columns(['alarm_id', 'sequence'])
        .execute();
      await db.schema.createIndex('alarm_event_by_time').on('alarm_event').column('at').execute();
      await db.schema
        .createTable('finding_event')
        .addColumn('sequence', 'bigserial', (column) => column.primaryKey())
        .addColumn('finding_id', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('event', 'text', (column) => column.notNull())
        .addColumn('finding', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('finding_event_by_finding')
        .on('finding_event')
        .columns(['finding_id', 'sequence'])
        .execute();
      await db.schema
        .createTable('diagnosis')
        .addColumn('burst', 'text', (column) => column.primaryKey())
        .addColumn('component', 'text', (column) => column.notNull())
        .addColumn('finding_id', 'text')
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('assessment', 'jsonb', (column) => column.notNull())
        .addColumn('diagnosis', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('diagnosis_by_component')
        .on('diagnosis')
        .columns(['component', 'at'])
        .execute();
      await db.schema
        .createIndex('diagnosis_by_finding')
        .on('diagnosis')
        .columns(['finding_id', 'at'])
        .execute();
      // An event once written is never changed: what is shown of the past must stay what it was.
      await sql`
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'events are only ever added'; END $$`.execute(db);
      for (const table of ['alarm_event', 'finding_event']) {
        await sql`
          CREATE TRIGGER ${sql.ref(`${table}_is_append_only`)} BEFORE UPDATE OR DELETE ON ${sql.table(table)}
          FOR EACH ROW EXECUTE FUNCTION refuse_change()`.execute(db);
      }
    },
  },
};
