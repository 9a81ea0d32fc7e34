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
  '0070-bearing-health': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('bearing_state')
        .addColumn('component', 'text', (column) => column.primaryKey())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('state', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('bearing_point')
        .addColumn('component', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('slot', 'integer', (column) => column.notNull())
        .addColumn('point', 'jsonb', (column) => column.notNull())
        .addPrimaryKeyConstraint('bearing_point_key', ['component', 'at'])
        .execute();
      await db.schema
        .createIndex('bearing_point_by_slot')
        .on('bearing_point')
        .columns(['component', 'slot', 'at'])
        .execute();
      await db.schema
        .createTable('healthy_baseline')
        .addColumn('component', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('learned_at', 'double precision', (column) => column.notNull())
        .addColumn('baseline', 'jsonb', (column) => column.notNull())
        .addPrimaryKeyConstraint('healthy_baseline_key', ['component', 'version'])
        .execute();
    },
  },
  '0071-machine-monitors': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('machine_monitor')
        .addColumn('equipment', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('ordered', 'text', (column) => column.notNull())
        .addColumn('model', 'jsonb', (column) => column.notNull())
        .addPrimaryKeyConstraint('machine_monitor_key', ['equipment', 'version'])
        .execute();
      await db.schema
        .createTable('monitor_learning')
        .addColumn('equipment', 'text', (column) => column.primaryKey())
        .addColumn('since', 'double precision', (column) => column.notNull())
        .addColumn('learning', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('monitor_order')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('head', 'jsonb', (column) => column.notNull())
        .addColumn('bytes', 'bytea', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('monitor_score')
        .addColumn('equipment', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('q', 'double precision', (column) => column.notNull())
        .addColumn('t_squared', 'double precision', (column) => column.notNull())
        .addColumn('contributions', 'jsonb', (column) => column.notNull())
        .addPrimaryKeyConstraint('monitor_score_key', ['equipment', 'at'])
        .execute();
      await db.schema.createIndex('monitor_score_by_time').on('monitor_score').column('at').execute();
    },
  },
  '0090-kept-bursts': {
    // Bursts stay for a while after they were diagnosed, to be looked at.
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .alterTable('pending_burst')
        .addColumn('settled', 'boolean', (column) => column.notNull().defaultTo(false))
        .execute();
      await sql`CREATE INDEX pending_burst_by_sensor ON pending_burst (name COLLATE "C")`.execute(db);
    },
  },
  '0093-shaft-health': {
    // What is carried from burst to burst of each shaft: healthy bursts to compare with, and the newest ones.
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('shaft_state')
        .addColumn('component', 'text', (column) => column.primaryKey())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('state', 'jsonb', (column) => column.notNull())
        .execute();
    },
  },
  '0105-motor-health': {
    // What is carried from burst to burst of each motor's current: healthy bursts to compare with.
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('motor_state')
        .addColumn('component', 'text', (column) => column.primaryKey())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('state', 'jsonb', (column) => column.notNull())
        .execute();
    },
  },
};
