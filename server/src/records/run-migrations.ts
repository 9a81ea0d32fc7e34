import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Runs of simulators and imported recordings. */
export const RUN_MIGRATIONS: Record<string, Migration> = {
  '0095-runs': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('run')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('detail', 'text')
        .addColumn('progress', 'double precision', (column) => column.notNull())
        .addColumn('lines', 'jsonb', (column) => column.notNull())
        .addColumn('seed', 'double precision')
        .addColumn('speed', 'double precision')
        .addColumn('cycle_s', 'double precision')
        .addColumn('begin_at', 'double precision', (column) => column.notNull())
        .addColumn('end_at', 'double precision', (column) => column.notNull())
        .addColumn('scenario_name', 'text')
        .addColumn('scenario_sha256', 'text')
        .addColumn('branch_run', 'text')
        .addColumn('branch_at', 'double precision')
        .addColumn('software', 'text', (column) => column.notNull())
        // Whose data folder holds its values.
        .addColumn('home', 'text', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('asked_at', 'double precision', (column) => column.notNull())
        .addColumn('started_at', 'double precision')
        .addColumn('ended_at', 'double precision')
        .addColumn('bytes', 'double precision', (column) => column.notNull())
        .addColumn('has_values', 'boolean', (column) => column.notNull())
        .addColumn('has_labels', 'boolean', (column) => column.notNull())
        .addColumn('figures', 'jsonb')
        .addColumn('problems', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('run_by_time').on('run').column('asked_at').execute();
      // Apart from the runs: it says what is wrong in them.
      await db.schema
        .createTable('run_scenario')
        .addColumn('run', 'text', (column) => column.primaryKey().references('run.id').onDelete('cascade'))
        .addColumn('text', 'text', (column) => column.notNull())
        .execute();
    },
  },
};
