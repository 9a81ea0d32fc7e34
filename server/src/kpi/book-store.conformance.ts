import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BookStore } from './book-store.port.ts';
import type { LineBook } from './line-kpis.ts';

const book = (bookedUntil: number): LineBook => ({ since: 1, shift: null, bookedUntil, machines: {} });

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function bookStoreConformance(name: string, create: () => Promise<BookStore>): void {
  describe(`${name} keeps the promises of BookStore`, () => {
    let store: BookStore;
    beforeEach(async () => void (store = await create()));

    test('gives what was kept last, for each line by itself', async () => {
      expect(await store.read('a')).toBeUndefined();
      await store.keep(
        new Map([
          ['a', book(5)],
          ['b', book(6)],
        ]),
      );
      await store.keep(new Map([['a', book(7)]]));
      expect([await store.read('a'), await store.read('b')]).toEqual([book(7), book(6)]);
    });

    test('leaves a book that was booked further, as another owner of the line did', async () => {
      await store.keep(new Map([['a', book(7)]]));
      await store.keep(
        new Map([
          ['a', book(5)],
          ['b', book(5)],
        ]),
      );
      expect([await store.read('a'), await store.read('b')]).toEqual([book(7), book(5)]);
    });

    test('takes no books without complaint', async () => {
      await store.keep(new Map());
      expect(await store.read('a')).toBeUndefined();
    });
  });
}
