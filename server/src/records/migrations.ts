import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { ACCESS_MIGRATIONS } from './access-migrations.ts';
import { ENERGY_MIGRATIONS } from './energy-migrations.ts';
import { INCIDENT_MIGRATIONS } from './incident-migrations.ts';
import { NOTICE_MIGRATIONS } from './notice-migrations.ts';
import { PLANNER_MIGRATIONS } from './planner-migrations.ts';
import { PRODUCTION_MIGRATIONS } from './production-migrations.ts';
import { REPLAY_MIGRATIONS } from './replay-migrations.ts';
import { RULE_MIGRATIONS } from './rule-migrations.ts';
import { RUN_MIGRATIONS } from './run-migrations.ts';
import { WALL_MIGRATIONS } from './wall-migrations.ts';
import { WELD_MIGRATIONS } from './weld-migrations.ts';
import { SAVING_MIGRATIONS } from './saving-migrations.ts';
import { CONDITION_MIGRATIONS } from './condition-migrations.ts';

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
  '0002-origin-of-alarm-events': {
    // A transition that is delivered again after a kill is recognised by its origin. Older rows have none.
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('alarm_event').addColumn('origin', 'text').execute();
      await db.schema
        .createIndex('alarm_event_by_origin')
        .unique()
        .on('alarm_event')
        .column('origin')
        .execute();
    },
  },
  '0003-weld-seams': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('weld_seam')
        .addColumn('equipment', 'text', (column) => column.notNull())
        .addColumn('ended_at', 'double precision', (column) => column.notNull())
        .addColumn('seam', 'text', (column) => column.notNull())
        .addColumn('part', 'text', (column) => column.notNull())
        .addColumn('program', 'text')
        .addColumn('length_mm', 'double precision', (column) => column.notNull())
        .addColumn('suspect_mm', 'integer', (column) => column.notNull())
        .addColumn('bad_mm', 'integer', (column) => column.notNull())
        .addColumn('per_mm', 'bytea', (column) => column.notNull())
        .addPrimaryKeyConstraint('weld_seam_key', ['equipment', 'ended_at'])
        .execute();
      await db.schema.createIndex('weld_seam_by_part').on('weld_seam').column('part').execute();
      await db.schema.createIndex('weld_seam_by_time').on('weld_seam').column('ended_at').execute();
    },
  },
  '0004-findings-by-machine': {
    // A finding never changes its machine or its part, so that each of its events can be looked up by them.
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        CREATE INDEX finding_event_by_component
        ON finding_event ((finding->>'equipment'), (finding->>'component'))`.execute(db);
      await sql`
        CREATE INDEX finding_event_open ON finding_event (finding_id, sequence)
        WHERE finding->>'status' = 'open'`.execute(db);
      await sql`CREATE INDEX diagnosis_by_equipment ON diagnosis ((assessment->>'equipment'), component, at)`.execute(
        db,
      );
    },
  },
  '0005-shift-books-and-bursts': {
    // What the processes of one plant hand to each other when there are several.
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('shift_book')
        .addColumn('line', 'text', (column) => column.primaryKey())
        .addColumn('booked_until', 'double precision', (column) => column.notNull())
        .addColumn('book', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('pending_burst')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('kept_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
        .addColumn('bytes', 'bytea', (column) => column.notNull())
        .execute();
    },
  },
  ...WALL_MIGRATIONS,
  ...ACCESS_MIGRATIONS,
  '0013-gaps': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('data_gap')
        .addColumn('scope', 'text', (column) => column.notNull())
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('level', 'text', (column) => column.notNull())
        .addColumn('cause', 'text', (column) => column.notNull())
        .addColumn('to_at', 'double precision')
        .addColumn('missing_ms', 'double precision')
        .addColumn('missing', 'jsonb', (column) => column.notNull())
        .addColumn('part_of', 'text')
        .addColumn('revision', 'double precision', (column) => column.notNull())
        .addPrimaryKeyConstraint('data_gap_key', ['scope', 'from_at'])
        .execute();
      await db.schema.createIndex('data_gap_by_line').on('data_gap').columns(['line', 'from_at']).execute();
      await db.schema.createIndex('data_gap_by_end').on('data_gap').column('to_at').execute();
    },
  },
  ...ENERGY_MIGRATIONS,
  ...INCIDENT_MIGRATIONS,
  ...NOTICE_MIGRATIONS,
  ...PLANNER_MIGRATIONS,
  ...PRODUCTION_MIGRATIONS,
  ...SAVING_MIGRATIONS,
  ...CONDITION_MIGRATIONS,
  ...WELD_MIGRATIONS,
  ...RULE_MIGRATIONS,
  ...REPLAY_MIGRATIONS,
  ...RUN_MIGRATIONS,
};
