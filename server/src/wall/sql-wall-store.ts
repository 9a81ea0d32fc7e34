import { wallContentSchema, type WallLayout } from '@linetwin/contracts';
import { sql, type Selectable } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import type { WallSchema } from '../records/wall-schema.ts';
import { TooManyWallsError, WallStore } from './wall-store.port.ts';

export class SqlWallStore extends WallStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async list(): Promise<WallLayout[]> {
    const rows = await this.records.db
      .selectFrom('wall_layout')
      .selectAll()
      .orderBy(sql`name COLLATE "C"`)
      .orderBy('id')
      .execute();
    return rows.map(wallOf);
  }

  async find(id: string): Promise<WallLayout | undefined> {
    const row = await this.records.db
      .selectFrom('wall_layout')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && wallOf(row);
  }

  async put({ id, name, content, changedAt, changedBy }: WallLayout, max: number): Promise<void> {
    const row = { name, content: JSON.stringify(content), changed_at: changedAt, changed_by: changedBy };
    await this.records.db.transaction().execute(async (db) => {
      // So that the count holds whoever else adds one.
      await sql`LOCK TABLE wall_layout IN EXCLUSIVE MODE`.execute(db);
      const { count } = await db
        .selectFrom('wall_layout')
        .select((wall) => wall.fn.countAll().as('count'))
        .where('id', '!=', id)
        .executeTakeFirstOrThrow();
      if (Number(count) >= max) throw new TooManyWallsError(max);
      await db
        .insertInto('wall_layout')
        .values({ id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    });
  }

  async remove(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.records.db
      .deleteFrom('wall_layout')
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async assign(display: string, layout: string | null): Promise<boolean> {
    const { db } = this.records;
    if (layout === null) {
      await db.deleteFrom('wall_display').where('display_id', '=', display).execute();
      return true;
    }
    // From the table of walls, so that one that was just removed is not assigned.
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('wall_display')
      .columns(['display_id', 'layout_id'])
      .expression((wall) =>
        wall
          .selectFrom('wall_layout')
          .select([sql<string>`${display}::text`.as('display_id'), 'id'])
          .where('id', '=', layout),
      )
      .onConflict((conflict) => conflict.column('display_id').doUpdateSet({ layout_id: layout }))
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async ofDisplay(display: string): Promise<WallLayout | undefined> {
    const row = await this.records.db
      .selectFrom('wall_display')
      .innerJoin('wall_layout', 'wall_layout.id', 'wall_display.layout_id')
      .selectAll('wall_layout')
      .where('display_id', '=', display)
      .executeTakeFirst();
    return row && wallOf(row);
  }

  async assignments(): Promise<Map<string, string>> {
    const rows = await this.records.db.selectFrom('wall_display').selectAll().execute();
    return new Map(rows.map((row) => [row.display_id, row.layout_id]));
  }
}

function wallOf(row: Selectable<WallSchema['wall_layout']>): WallLayout {
  return {
    id: row.id,
    name: row.name,
    content: wallContentSchema.parse(row.content),
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  };
}
