import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Changes of the tables in `notice-schema.ts`; in `MIGRATIONS` with all others. */
export const NOTICE_MIGRATIONS: Record<string, Migration> = {
  '0022-notices': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('notice_setup')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('setup', 'jsonb', (column) => column.notNull())
        .addColumn('link_key', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'double precision', (column) => column.notNull())
        .addColumn('changed_by', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('notice')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('incident', 'text', (column) => column.notNull())
        .addColumn('occasion', 'text', (column) => column.notNull())
        .addColumn('contact', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('lane', 'text', (column) => column.notNull())
        .addColumn('content', 'jsonb', (column) => column.notNull())
        .addColumn('routes', 'jsonb', (column) => column.notNull())
        .addColumn('hop', 'integer', (column) => column.notNull())
        .addColumn('tries', 'integer', (column) => column.notNull())
        .addColumn('attempts', 'jsonb', (column) => column.notNull())
        .addColumn('created_at', 'double precision', (column) => column.notNull())
        .addColumn('due_at', 'double precision', (column) => column.notNull())
        .addColumn('sent_at', 'double precision')
        .addColumn('sent_on', 'text')
        .execute();
      // Looked at every second: only what is still to be sent is in it.
      await sql`CREATE INDEX notice_due ON notice (due_at, lane) WHERE state IN ('waiting', 'sending')`.execute(
        db,
      );
      await db.schema.createIndex('notice_by_incident').on('notice').column('incident').execute();
      await db.schema.createIndex('notice_by_time').on('notice').column('created_at').execute();
      await db.schema
        .createTable('notice_lane')
        .addColumn('lane', 'text', (column) => column.primaryKey())
        .addColumn('free_at', 'double precision', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('notice_escalation')
        .addColumn('incident', 'text', (column) => column.primaryKey())
        .addColumn('step', 'integer', (column) => column.notNull())
        .addColumn('due_at', 'double precision', (column) => column.notNull())
        .addColumn('news', 'jsonb', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('incident_response')
        .addColumn('incident', 'text', (column) => column.primaryKey())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('via', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('notice_link_use')
        .addColumn('notice', 'text', (column) => column.primaryKey())
        .addColumn('used_at', 'double precision', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .execute();
    },
  },
  '0023-work-orders': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('work_order_event')
        .addColumn('sequence', 'bigserial', (column) => column.primaryKey())
        .addColumn('incident', 'text', (column) => column.notNull())
        .addColumn('equipment', 'text', (column) => column.notNull())
        .addColumn('cause', 'text', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('change', 'jsonb', (column) => column.notNull())
        .execute();
      for (const columns of [['incident', 'sequence'] as const, ['equipment', 'sequence'] as const])
        await db.schema
          .createIndex(`work_order_event_by_${columns[0]}`)
          .on('work_order_event')
          .columns([...columns])
          .execute();
      await sql`
        CREATE TRIGGER work_order_event_is_append_only BEFORE UPDATE OR DELETE ON work_order_event
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`.execute(db);
      await db.schema
        .createTable('work_order_photo')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('incident', 'text', (column) => column.notNull())
        .addColumn('jpeg', 'bytea', (column) => column.notNull())
        .execute();
    },
  },
};
