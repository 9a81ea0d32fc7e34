import { sql } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import { BookStore } from './book-store.port.ts';
import { lineBookSchema, type LineBook } from './line-kpis.ts';

/** Shift books in the records data base, for lines that change their owner. */
export class SqlBookStore extends BookStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async read(line: string): Promise<LineBook | undefined> {
    const row = await this.records.db
      .selectFrom('shift_book')
      .select('book')
      .where('line', '=', line)
      .executeTakeFirst();
    return row && lineBookSchema.parse(row.book);
  }

  async keep(books: ReadonlyMap<string, LineBook>): Promise<void> {
    if (books.size === 0) return;
    await this.records.db
      .insertInto('shift_book')
      .values(
        [...books].map(([line, book]) => ({
          line,
          booked_until: book.bookedUntil,
          book: JSON.stringify(book),
        })),
      )
      .onConflict((conflict) =>
        conflict
          .column('line')
          .doUpdateSet((row) => ({
            booked_until: row.ref('excluded.booked_until'),
            book: row.ref('excluded.book'),
          }))
          .where('shift_book.booked_until', '<=', sql.ref<number>('excluded.booked_until')),
      )
      .execute();
  }
}
