import { z } from 'zod';
import { JsonFile } from '../platform/json-file.ts';
import { BookStore } from './book-store.port.ts';
import { lineBookSchema, type LineBook } from './line-kpis.ts';

const fileSchema = z.record(z.string(), z.unknown());

/** Shift books in one file of this machine. */
export class FileBookStore extends BookStore {
  private readonly file: JsonFile<Record<string, unknown>>;

  constructor(path: string) {
    super();
    this.file = new JsonFile(path, fileSchema);
  }

  async read(line: string): Promise<LineBook | undefined> {
    const kept = (await this.file.read())?.[line];
    return kept === undefined ? undefined : lineBookSchema.parse(kept);
  }

  async keep(books: ReadonlyMap<string, LineBook>): Promise<void> {
    const all = (await this.file.read().catch(() => undefined)) ?? {};
    for (const [line, book] of books) {
      const kept = lineBookSchema.safeParse(all[line]);
      if (!kept.success || kept.data.bookedUntil <= book.bookedUntil) all[line] = book;
    }
    await this.file.write(all);
  }
}
