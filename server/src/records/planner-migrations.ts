import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Plans of starts against tariff and demand. */
export const PLANNER_MIGRATIONS: Record<string, Migration> = {
  '0060-start-plans': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('start_plan')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('lines', 'jsonb', (column) => column.notNull())
        .addColumn('made_at', 'double precision', (column) => column.notNull())
        .addColumn('begins_at', 'double precision', (column) => column.notNull())
        .addColumn('ends_at', 'double precision', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'double precision', (column) => column.notNull())
        .addColumn('changed_by', 'text', (column) => column.notNull())
        .addColumn('plan', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('start_plan_by_time').on('start_plan').column('made_at').execute();
      await db.schema
        .createIndex('start_plan_by_state')
        .on('start_plan')
        .columns(['state', 'ends_at'])
        .execute();
    },
  },
};
