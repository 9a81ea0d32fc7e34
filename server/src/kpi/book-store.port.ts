import type { LineBook } from './line-kpis.ts';

/**
 * The time account of each line's running shift, so that a restart or another owner goes on with it.
 *
 * Promises: what `keep` resolved for is what `read` gives, for each line by itself; a book never replaces one that was booked
 * further. A line never kept has none.
 */
export abstract class BookStore {
  /** @throws when it cannot be read or is none of ours */
  abstract read(line: string): Promise<LineBook | undefined>;
  abstract keep(books: ReadonlyMap<string, LineBook>): Promise<void>;
}
