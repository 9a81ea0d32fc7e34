import { beforeEach, describe, expect, test } from '@jest/globals';
import { TooManyNotesError, type StoredNote, type TimeNoteStore } from './time-note-store.port.ts';

const T = Date.UTC(2026, 0, 5, 8);

const note = (id: string, rest: Partial<StoredNote> = {}): StoredNote => ({
  id,
  line: 'line-1',
  from: T,
  to: T,
  text: `砂轮修整后振动变大 ${id}`,
  author: 'Chen',
  authorId: 'chen',
  changedAt: T + 5000,
  ...rest,
});

/** What every store of notes must do. */
export function timeNoteStoreConformance(name: string, create: () => Promise<TimeNoteStore>): void {
  describe(name, () => {
    let store: TimeNoteStore;
    beforeEach(async () => {
      store = await create();
    });
    const found = async (search: { from?: number; to?: number; line?: string; limit?: number } = {}) =>
      (await store.search({ from: 0, to: T * 2, limit: 100, ...search })).map(({ id }) => id);

    test('keeps a note as it was written', async () => {
      await store.add(note('a', { line: null, to: T + 60_000 }), 10);
      const expected = note('a', { line: null, to: T + 60_000 });
      expect(await store.find('a')).toEqual(expected);
      expect(await store.search({ from: 0, to: T * 2, limit: 1 })).toEqual([expected]);
      expect(await store.find('b')).toBeUndefined();
    });

    test('finds the notes that touch a span, the latest first, and no more than asked for', async () => {
      await store.add(note('span', { from: T - 10_000, to: T + 10_000 }), 10);
      await store.add(note('early', { from: T - 10_001, to: T - 10_001 }), 10);
      await store.add(note('late', { from: T + 20_000, to: T + 20_000 }), 10);
      expect(await found()).toEqual(['late', 'span', 'early']);
      expect(await found({ limit: 2 })).toEqual(['late', 'span']);
      expect(await found({ from: T + 10_000, to: T + 19_999 })).toEqual(['span']);
      expect(await found({ from: T - 20_000, to: T - 10_000 })).toEqual(['span', 'early']);
    });

    test('finds with those of a line the notes on the whole plant', async () => {
      await store.add(note('a'), 10);
      await store.add(note('b', { line: 'line-2' }), 10);
      await store.add(note('c', { line: null }), 10);
      expect(await found({ line: 'line-1' })).toEqual(['a', 'c']);
    });

    test('lets nobody but the author change or remove a note', async () => {
      await store.add(note('a'), 10);
      expect(await store.replace(note('a', { authorId: 'li', text: 'mine' }))).toBe(false);
      expect(await store.remove('a', 'li')).toBe(false);
      expect(await store.find('a')).toEqual(note('a'));
      const changed = note('a', { text: 'better', to: T + 1000, changedAt: T + 6000 });
      expect(await store.replace(changed)).toBe(true);
      expect(await store.find('a')).toEqual(changed);
      expect(await store.remove('a', 'chen')).toBe(true);
      expect(await store.remove('a', 'chen')).toBe(false);
      expect(await found()).toEqual([]);
    });

    test('takes no more notes than a number', async () => {
      await store.add(note('a'), 2);
      await store.add(note('b'), 2);
      await expect(store.add(note('c'), 2)).rejects.toThrow(TooManyNotesError);
      expect(await found()).toEqual(['a', 'b']);
    });
  });
}
