import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Changes of the tables of findings after the first ones; in `MIGRATIONS` with all others. */
export const CONDITION_MIGRATIONS: Record<string, Migration> = {
  '0020-finding-windows': {
    // The window of measurements that opened a finding, as it was sent, so that the finding can be computed again.
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('finding_window')
        .addColumn('finding_id', 'text', (column) => column.primaryKey())
        .addColumn('kept_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
        .addColumn('bytes', 'bytea', (column) => column.notNull())
        .execute();
    },
  },
};
