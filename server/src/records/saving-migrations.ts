import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Changes of the tables in `saving-schema.ts`; in `MIGRATIONS` with all others. */
export const SAVING_MIGRATIONS: Record<string, Migration> = {
  '0034-machine-commands': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('machine_command')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('equipment', 'text', (column) => column.notNull())
        .addColumn('setting', 'text', (column) => column.notNull())
        .addColumn('value', 'double precision', (column) => column.notNull())
        .addColumn('prior', 'double precision')
        .addColumn('ready_at', 'double precision')
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('given_at', 'double precision', (column) => column.notNull())
        .addColumn('answered_at', 'double precision')
        .addColumn('ended_at', 'double precision')
        .addColumn('refusal', 'text')
        .addColumn('returned', 'text')
        .execute();
      await db.schema
        .createIndex('machine_command_by_line')
        .on('machine_command')
        .columns(['line', 'given_at'])
        .execute();
      await db.schema
        .createIndex('machine_command_by_equipment')
        .on('machine_command')
        .columns(['equipment', 'given_at'])
        .execute();
    },
  },
  '0035-recommendations': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('recommendation')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('measure', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('proposed_at', 'double precision', (column) => column.notNull())
        .addColumn('estimated_kwh', 'double precision', (column) => column.notNull())
        .addColumn('measured_kwh', 'double precision')
        .addColumn('recommendation', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('recommendation_by_line')
        .on('recommendation')
        .columns(['line', 'proposed_at'])
        .execute();
      await db.schema
        .createIndex('recommendation_by_time')
        .on('recommendation')
        .column('proposed_at')
        .execute();
      await db.schema
        .createTable('measure_mode')
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('measure', 'text', (column) => column.notNull())
        .addColumn('mode', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('measure_mode_key', ['line', 'measure'])
        .execute();
    },
  },
  '0097-measure-limits': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('measure_limit')
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('measure_limit', 'text', (column) => column.notNull())
        .addColumn('value', 'double precision', (column) => column.notNull())
        .addPrimaryKeyConstraint('measure_limit_key', ['line', 'measure_limit'])
        .execute();
    },
  },
  '0102-commands-taken-back': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('machine_command').addColumn('taken_back_at', 'double precision').execute();
    },
  },
  // What ended within a shift is summed at its end.
  '0108-recommendations-by-end': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        CREATE INDEX recommendation_by_end
        ON recommendation (line, ((recommendation->>'endedAt')::float8))`.execute(db);
    },
  },
};
