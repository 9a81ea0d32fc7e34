import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Walls that people laid out. */
export const WALL_MIGRATIONS: Record<string, Migration> = {
  '0038-walls': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('wall_layout')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('content', 'jsonb', (column) => column.notNull())
        .addColumn('changed_at', 'double precision', (column) => column.notNull())
        .addColumn('changed_by', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('wall_display')
        .addColumn('display_id', 'text', (column) => column.primaryKey())
        .addColumn('layout_id', 'text', (column) =>
          column.notNull().references('wall_layout.id').onDelete('cascade'),
        )
        .execute();
    },
  },
};
