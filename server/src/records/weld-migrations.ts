import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Tables of weld verdicts; in `MIGRATIONS` with all others. */
export const WELD_MIGRATIONS: Record<string, Migration> = {
  '0055-weld-verdicts': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('weld_verdict')
        .addColumn('equipment', 'text', (column) => column.notNull())
        .addColumn('ended_at', 'double precision', (column) => column.notNull())
        .addColumn('grade', 'text', (column) => column.notNull())
        .addColumn('verdict', 'jsonb', (column) => column.notNull())
        .addColumn('evidence', 'bytea', (column) => column.notNull())
        .addPrimaryKeyConstraint('weld_verdict_key', ['equipment', 'ended_at'])
        .execute();
      await db.schema.createIndex('weld_verdict_by_time').on('weld_verdict').column('ended_at').execute();
      // Each version stays: a verdict names the one it was made with.
      await db.schema
        .createTable('weld_reference')
        .addColumn('equipment', 'text', (column) => column.notNull())
        .addColumn('recipe', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('seams', 'integer', (column) => column.notNull())
        .addColumn('reference', 'jsonb', (column) => column.notNull())
        .addPrimaryKeyConstraint('weld_reference_key', ['equipment', 'recipe', 'version'])
        .execute();
    },
  },
};
