import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const SUMS = [
  's_run',
  's_starved',
  's_blocked',
  's_waiting',
  's_held',
  's_changeover',
  's_start_up',
  's_down',
  's_stopped',
  's_off_plan',
  's_unknown',
  'good',
  'scrap',
  'rework',
  'timed_items',
  's_planned_run',
  'failures',
  's_repair',
  'micro_stops',
  's_micro_stop',
  'booked_until',
] as const;

/** Changes of the tables in `production-schema.ts`; in `MIGRATIONS` with all others. */
export const PRODUCTION_MIGRATIONS: Record<string, Migration> = {
  '0045-production': {
    async up(db: Kysely<unknown>): Promise<void> {
      let table = db.schema
        .createTable('production_interval')
        .addColumn('machine', 'text', (column) => column.notNull())
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('product', 'text', (column) => column.notNull())
        .addColumn('order_id', 'text', (column) => column.notNull())
        .addColumn('shift', 'text', (column) => column.notNull())
        .addColumn('line', 'text', (column) => column.notNull());
      for (const name of SUMS)
        table = table.addColumn(name, 'double precision', (column) => column.notNull());
      // Time first: every question is about a span of time, and rows come in its order.
      await table
        .addColumn('good_counter', 'double precision')
        .addColumn('scrap_counter', 'double precision')
        .addColumn('rework_counter', 'double precision')
        .addPrimaryKeyConstraint('production_interval_key', [
          'from_at',
          'machine',
          'product',
          'order_id',
          'shift',
        ])
        .execute();
      await db.schema
        .createIndex('production_interval_by_line')
        .on('production_interval')
        .columns(['line', 'machine', 'booked_until'])
        .execute();
      await db.schema
        .createTable('production_stop')
        .addColumn('machine', 'text', (column) => column.notNull())
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('to_at', 'double precision')
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('class', 'text', (column) => column.notNull())
        .addColumn('seconds', 'jsonb', (column) => column.notNull())
        .addColumn('cause', 'jsonb')
        .addColumn('product', 'text', (column) => column.notNull())
        .addColumn('order_id', 'text', (column) => column.notNull())
        .addColumn('shift', 'text', (column) => column.notNull())
        .addColumn('booked_until', 'double precision', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('note', 'text')
        .addColumn('reason_by', 'text')
        .addColumn('reason_at', 'double precision')
        .addPrimaryKeyConstraint('production_stop_key', ['machine', 'from_at'])
        .execute();
      await db.schema
        .createIndex('production_stop_by_time')
        .on('production_stop')
        .columns(['line', 'from_at'])
        .execute();
      await sql`CREATE INDEX production_stop_open ON production_stop (line) WHERE to_at IS NULL`.execute(db);
    },
  },
  '0046-production-orders': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('production_order')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('product', 'text', (column) => column.notNull())
        .addColumn('quantity', 'double precision', (column) => column.notNull())
        .addColumn('due_at', 'double precision', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .addColumn('started_at', 'double precision')
        .addColumn('ended_at', 'double precision')
        .addColumn('created_at', 'double precision', (column) => column.notNull())
        .addColumn('created_by', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'double precision', (column) => column.notNull())
        .addColumn('changed_by', 'text', (column) => column.notNull())
        .execute();
      // A line makes one order at a time.
      await sql`
        CREATE UNIQUE INDEX production_order_running ON production_order (line) WHERE state = 'running'`.execute(
        db,
      );
    },
  },
  '0047-production-reports': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('production_report')
        .addColumn('line', 'text', (column) => column.notNull())
        .addColumn('from_at', 'double precision', (column) => column.notNull())
        .addColumn('to_at', 'double precision', (column) => column.notNull())
        .addColumn('shift', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('made_at', 'double precision', (column) => column.notNull())
        .addColumn('pdf', 'bytea', (column) => column.notNull())
        .addPrimaryKeyConstraint('production_report_key', ['line', 'from_at', 'language'])
        .execute();
    },
  },
};
