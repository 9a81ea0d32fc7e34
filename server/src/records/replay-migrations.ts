import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is known of the past beyond the records themselves. */
export const REPLAY_MIGRATIONS: Record<string, Migration> = {
  '0091-state-log': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('state_log')
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('model_version', 'double precision', (column) => column.notNull())
        .addColumn('late', 'boolean', (column) => column.notNull())
        .addPrimaryKeyConstraint('state_log_key', ['line', 'at'])
        .execute();
      await db.schema
        .createTable('kpi_log')
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('kpi', 'jsonb', (column) => column.notNull())
        .addPrimaryKeyConstraint('kpi_log_key', ['line', 'at'])
        .execute();
      await db.schema.createIndex('kpi_log_by_time').on('kpi_log').column('at').execute();
      await db.schema.createIndex('state_log_by_time').on('state_log').column('at').execute();
    },
  },
  '0092-time-notes': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('time_note')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('line', 'text')
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('to_at', 'double precision', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('author', 'text', (column) => column.notNull())
        .addColumn('author_id', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'double precision', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('time_note_by_time')
        .on('time_note')
        .columns(['from_at', 'to_at'])
        .execute();
    },
  },
};
