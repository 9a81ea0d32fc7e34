import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Changes of the tables in `access-schema.ts`; in `MIGRATIONS` with all others. */
export const ACCESS_MIGRATIONS: Record<string, Migration> = {
  '0010-users-and-audit': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('app_user')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('login', 'text', (column) => column.notNull().unique())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('disabled', 'boolean', (column) => column.notNull())
        .addColumn('password', 'text')
        .addColumn('must_change_password', 'boolean', (column) => column.notNull())
        .addColumn('directory_id', 'text', (column) => column.unique())
        .addColumn('created_at', 'double precision', (column) => column.notNull())
        .addColumn('last_sign_in_at', 'double precision')
        .execute();
      await db.schema
        .createTable('user_session')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('user_id', 'text', (column) =>
          column.notNull().references('app_user.id').onDelete('cascade'),
        )
        .addColumn('started_at', 'double precision', (column) => column.notNull())
        .addColumn('used_at', 'double precision', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('user_session_by_user').on('user_session').column('user_id').execute();
      await db.schema
        .createTable('audit_entry')
        .addColumn('sequence', 'bigserial', (column) => column.primaryKey())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('actor_kind', 'text', (column) => column.notNull())
        .addColumn('actor_id', 'text')
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('detail', 'text')
        .addColumn('before', 'jsonb')
        .addColumn('after', 'jsonb')
        .addColumn('origin', 'text', (column) => column.notNull().unique())
        .execute();
      await db.schema.createIndex('audit_entry_by_time').on('audit_entry').column('at').execute();
      // Refuses a change of rows one by one, and TRUNCATE, which passes row triggers by.
      await sql`
        CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`.execute(db);
      await sql`
        CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`.execute(db);
    },
  },
  '0011-keys': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('access_key')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('digest', 'text', (column) => column.notNull())
        .addColumn('grants', 'jsonb', (column) => column.notNull())
        .addColumn('created_at', 'double precision', (column) => column.notNull())
        .addColumn('created_by', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'double precision')
        .addColumn('revoked_at', 'double precision')
        .addColumn('last_used_at', 'double precision')
        .execute();
    },
  },
  '0012-displays': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('display')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('digest', 'text', (column) => column.unique())
        .addColumn('paired_at', 'double precision', (column) => column.notNull())
        .addColumn('paired_by', 'text', (column) => column.notNull())
        .addColumn('revoked_at', 'double precision')
        .addColumn('last_beat_at', 'double precision')
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('version', 'text', (column) => column.notNull())
        .addColumn('memory_mb', 'double precision')
        .addColumn('frame_ms', 'double precision')
        .addColumn('page', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('display_pairing')
        .addColumn('code', 'text', (column) => column.primaryKey())
        .addColumn('digest', 'text', (column) => column.notNull().unique())
        .addColumn('expires_at', 'double precision', (column) => column.notNull())
        .addColumn('display_id', 'text', (column) => column.references('display.id').onDelete('cascade'))
        .execute();
    },
  },
};
