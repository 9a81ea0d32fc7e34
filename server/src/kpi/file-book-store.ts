import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { BookStore } from './book-store.port.ts';
import { lineBookSchema, type LineBook } from './line-kpis.ts';

const fileSchema = z.record(z.string(), z.unknown());

/** Shift books in one file of this machine. */
export class FileBookStore extends BookStore {
  private readonly path: string;

  constructor(path: string) {
    super();
    this.path = path;
  }

  async read(line: string): Promise<LineBook | undefined> {
    const kept = (await this.readAll())[line];
    return kept === undefined ? undefined : lineBookSchema.parse(kept);
  }

  async keep(books: ReadonlyMap<string, LineBook>): Promise<void> {
    const all = await this.readAll().catch(() => ({}) as Record<string, unknown>);
    for (const [line, book] of books) {
      const kept = lineBookSchema.safeParse(all[line]);
      if (!kept.success || kept.data.bookedUntil <= book.bookedUntil) all[line] = book;
    }
    // Written beside and renamed, so that a kill never leaves half a file.
    await writeFile(`${this.path}.part`, JSON.stringify(all));
    await rename(`${this.path}.part`, this.path);
  }

  private async readAll(): Promise<Record<string, unknown>> {
    try {
      return fileSchema.parse(JSON.parse(await readFile(this.path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
  }
}
