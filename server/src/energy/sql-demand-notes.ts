import { sql } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import { DemandNotes, type DemandNote } from './demand-notes.port.ts';

/** Notes in the records data base. */
export class SqlDemandNotes extends DemandNotes {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(name: string, { at, note }: DemandNote): Promise<void> {
    await this.records.db
      .insertInto('demand_note')
      .values({ name, kept_at: at, note: JSON.stringify(note) })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet((row) => ({ kept_at: row.ref('excluded.kept_at'), note: row.ref('excluded.note') }))
          .where('demand_note.kept_at', '<=', sql.ref<number>('excluded.kept_at')),
      )
      .execute();
  }

  async read(names: readonly string[]): Promise<Map<string, DemandNote>> {
    if (names.length === 0) return new Map();
    const rows = await this.records.db
      .selectFrom('demand_note')
      .selectAll()
      .where('name', 'in', [...names])
      .execute();
    return new Map(rows.map((row) => [row.name, { at: row.kept_at, note: row.note }]));
  }
}
