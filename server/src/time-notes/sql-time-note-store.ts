import { sql, type Selectable } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import type { ReplaySchema } from '../records/replay-schema.ts';
import {
  TimeNoteStore,
  TooManyNotesError,
  type NoteSearch,
  type StoredNote,
} from './time-note-store.port.ts';

export class SqlTimeNoteStore extends TimeNoteStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async add(note: StoredNote, max: number): Promise<void> {
    await this.records.db.transaction().execute(async (db) => {
      // So that the count holds whoever else adds one.
      await sql`LOCK TABLE time_note IN EXCLUSIVE MODE`.execute(db);
      const { count } = await db
        .selectFrom('time_note')
        .select((row) => row.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      if (Number(count) >= max) throw new TooManyNotesError(max);
      await db
        .insertInto('time_note')
        .values({ id: note.id, ...rowOf(note) })
        .execute();
    });
  }

  async find(id: string): Promise<StoredNote | undefined> {
    const row = await this.records.db
      .selectFrom('time_note')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && noteOf(row);
  }

  async search({ from, to, line, limit }: NoteSearch): Promise<StoredNote[]> {
    const rows = await this.records.db
      .selectFrom('time_note')
      .selectAll()
      .where('from_at', '<=', to)
      .where('to_at', '>=', from)
      .$if(line !== undefined, (query) =>
        query.where(({ or, eb }) => or([eb('line', 'is', null), eb('line', '=', line!)])),
      )
      .orderBy('from_at', 'desc')
      .orderBy(sql`id COLLATE "C"`)
      .limit(limit)
      .execute();
    return rows.map(noteOf);
  }

  async replace(note: StoredNote): Promise<boolean> {
    const { numUpdatedRows } = await this.records.db
      .updateTable('time_note')
      .set(rowOf(note))
      .where('id', '=', note.id)
      .where('author_id', '=', note.authorId)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async remove(id: string, authorId: string): Promise<boolean> {
    const { numDeletedRows } = await this.records.db
      .deleteFrom('time_note')
      .where('id', '=', id)
      .where('author_id', '=', authorId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

function rowOf({ line, from, to, text, author, authorId, changedAt }: StoredNote) {
  return {
    line,
    from_at: from,
    to_at: to,
    text,
    author,
    author_id: authorId,
    changed_at: changedAt,
  };
}

function noteOf(row: Selectable<ReplaySchema['time_note']>): StoredNote {
  const { id, line, from_at, to_at, text, author, author_id, changed_at } = row;
  return {
    id,
    line,
    from: from_at,
    to: to_at,
    text,
    author,
    authorId: author_id,
    changedAt: changed_at,
  };
}
