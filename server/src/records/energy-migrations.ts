import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const AMOUNTS = [
  'kwh_productive',
  'kwh_idle',
  'kwh_standby',
  'kwh_start_up',
  'kwh_unknown',
  's_productive',
  's_idle',
  's_standby',
  's_start_up',
  's_unknown',
  'estimated_kwh',
  'missing_s',
  'good',
  'scrap',
  'booked_until',
  'counter',
] as const;

/** Changes of the tables in `energy-schema.ts`; in `MIGRATIONS` with all others. */
export const ENERGY_MIGRATIONS: Record<string, Migration> = {
  '0030-energy-intervals': {
    async up(db: Kysely<unknown>): Promise<void> {
      let table = db.schema
        .createTable('energy_interval')
        .addColumn('meter', 'text', (column) => column.notNull())
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('product', 'text', (column) => column.notNull())
        .addColumn('lot', 'text', (column) => column.notNull())
        .addColumn('shift', 'text', (column) => column.notNull())
        .addColumn('line', 'text', (column) => column.notNull());
      for (const amount of AMOUNTS)
        table = table.addColumn(amount, 'double precision', (column) => column.notNull());
      // Time first: every question is about a span of time, and rows come in its order.
      await table
        .addPrimaryKeyConstraint('energy_interval_key', ['from_at', 'meter', 'product', 'lot', 'shift'])
        .execute();
      await db.schema
        .createIndex('energy_interval_by_meter')
        .on('energy_interval')
        .columns(['meter', 'from_at'])
        .execute();
      await db.schema
        .createTable('meter_import')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('meter', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('file', 'text', (column) => column.notNull())
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('to_at', 'double precision', (column) => column.notNull())
        .addColumn('taken', 'integer', (column) => column.notNull())
        .addColumn('expected', 'integer', (column) => column.notNull())
        .addColumn('problems', 'jsonb', (column) => column.notNull())
        .execute();
    },
  },
  '0031-energy-baselines': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('energy_baseline')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('meter', 'text', (column) => column.notNull())
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('to_at', 'double precision', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('variables', 'jsonb', (column) => column.notNull())
        .addColumn('days', 'jsonb', (column) => column.notNull())
        .addColumn('retired_at', 'double precision')
        .execute();
      await db.schema
        .createTable('non_routine_event')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('meter', 'text', (column) => column.notNull())
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('to_at', 'double precision', (column) => column.notNull())
        .addColumn('kwh', 'double precision')
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('withdrawn_at', 'double precision')
        .execute();
    },
  },
  '0096-demand-notes': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('demand_note')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('kept_at', 'double precision', (column) => column.notNull())
        .addColumn('note', 'jsonb', (column) => column.notNull())
        .execute();
    },
  },
  '0098-baseline-periods': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .alterTable('energy_baseline')
        .addColumn('period', 'text', (column) => column.notNull().defaultTo('day'))
        .execute();
    },
  },
};
