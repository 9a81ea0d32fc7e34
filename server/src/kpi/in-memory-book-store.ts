import { BookStore } from './book-store.port.ts';
import type { LineBook } from './line-kpis.ts';

export class InMemoryBookStore extends BookStore {
  private readonly books = new Map<string, LineBook>();

  async read(line: string): Promise<LineBook | undefined> {
    return structuredClone(this.books.get(line));
  }

  async keep(books: ReadonlyMap<string, LineBook>): Promise<void> {
    for (const [line, book] of books) {
      if ((this.books.get(line)?.bookedUntil ?? 0) <= book.bookedUntil)
        this.books.set(line, structuredClone(book));
    }
  }
}
