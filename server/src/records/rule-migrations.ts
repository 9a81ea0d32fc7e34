import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Rules of the user: their versions, what was done with them, and their back-tests. */
export const RULE_MIGRATIONS: Record<string, Migration> = {
  '0080-rules': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('rule')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('live_version', 'integer')
        .addColumn('retired', 'boolean', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('rule_version')
        .addColumn('rule', 'text', (column) => column.notNull().references('rule.id'))
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('definition', 'jsonb', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('rule_version_key', ['rule', 'version'])
        .execute();
      await db.schema
        .createTable('rule_switch')
        .addColumn('sequence', 'bigserial', (column) => column.primaryKey())
        .addColumn('rule', 'text', (column) => column.notNull().references('rule.id'))
        .addColumn('to', 'text', (column) => column.notNull())
        .addColumn('version', 'integer')
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('rule_switch_by_rule')
        .on('rule_switch')
        .columns(['rule', 'sequence'])
        .execute();
      // What a rule said when it raised an alarm must stay what it was.
      for (const table of ['rule_version', 'rule_switch']) {
        await sql`
          CREATE TRIGGER ${sql.ref(`${table}_is_append_only`)} BEFORE UPDATE OR DELETE ON ${sql.table(table)}
          FOR EACH ROW EXECUTE FUNCTION refuse_change()`.execute(db);
      }
    },
  },
  '0081-rule-back-tests': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('rule_back_test')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('rule', 'text', (column) => column.notNull().references('rule.id'))
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('to_at', 'double precision', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('progress', 'double precision', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('asked_at', 'double precision', (column) => column.notNull())
        .addColumn('ended_at', 'double precision')
        .addColumn('seen_by', 'text')
        .addColumn('seen_at', 'double precision')
        .addColumn('problem', 'text')
        .addColumn('raised', 'integer')
        .addColumn('outcome', 'jsonb')
        // Which worker runs it, and which slice of history it waits for.
        .addColumn('attempt', 'text')
        .addColumn('wanted', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('rule_back_test_by_rule')
        .on('rule_back_test')
        .columns(['rule', 'asked_at'])
        .execute();
      await db.schema.createIndex('rule_back_test_by_state').on('rule_back_test').column('state').execute();
      // Slices of history on their way to the worker; a few at a time.
      await db.schema
        .createTable('rule_slice')
        .addColumn('test', 'text', (column) => column.notNull())
        .addColumn('number', 'integer', (column) => column.notNull())
        .addColumn('bytes', 'bytea', (column) => column.notNull())
        .addPrimaryKeyConstraint('rule_slice_key', ['test', 'number'])
        .execute();
    },
  },
};
