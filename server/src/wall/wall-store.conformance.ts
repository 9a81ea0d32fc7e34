import { beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_WALL, type WallLayout } from '@linetwin/contracts';
import { TooManyWallsError, type WallStore } from './wall-store.port.ts';

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function wallStoreConformance(name: string, create: () => Promise<WallStore>): void {
  describe(`${name} keeps the promises of WallStore`, () => {
    let store: WallStore;
    beforeEach(async () => {
      store = await create();
    });

    const wall = (id: string, rest: Partial<WallLayout> = {}): WallLayout => ({
      id,
      name: `墙 ${id}`,
      content: DEFAULT_WALL,
      changedAt: 10,
      changedBy: 'Li Jing (li)',
      ...rest,
    });

    test('keeps walls and lists them by name', async () => {
      await store.put(wall('b', { name: 'B' }), 9);
      await store.put(wall('a', { name: 'C' }), 9);
      await store.put(wall('c', { name: 'A' }), 9);
      expect((await store.list()).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
      expect(await store.find('a')).toEqual(wall('a', { name: 'C' }));
      expect(await store.find('x')).toBeUndefined();
    });

    test('replaces a wall whole', async () => {
      await store.put(wall('a'), 1);
      const [page] = DEFAULT_WALL.pages;
      const content = { ...DEFAULT_WALL, theme: 'light' as const, pages: [page, { ...page, right: [] }] };
      const next = wall('a', { name: 'new', content, changedAt: 20, changedBy: 'Wang' });
      await store.put(next, 1);
      expect(await store.list()).toEqual([next]);
    });

    test('keeps few, also when two are added at once', async () => {
      const added = await Promise.allSettled(['a', 'b'].map((id) => store.put(wall(id), 1)));
      expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect(store.put(wall('c'), 1)).rejects.toThrow(TooManyWallsError);
    });

    test('lets displays show different walls, and the default again', async () => {
      await store.put(wall('a'), 9);
      await store.put(wall('b'), 9);
      expect(await store.assign('d1', 'a')).toBe(true);
      expect(await store.assign('d2', 'b')).toBe(true);
      expect(await store.assign('d1', 'b')).toBe(true);
      expect(await store.assign('d1', 'gone')).toBe(false);
      expect(await store.ofDisplay('d1')).toEqual(wall('b'));
      expect(await store.assignments()).toEqual(
        new Map([
          ['d1', 'b'],
          ['d2', 'b'],
        ]),
      );
      await store.assign('d2', null);
      expect(await store.ofDisplay('d2')).toBeUndefined();
    });

    test('lets displays of a wall that is removed show the default', async () => {
      await store.put(wall('a'), 9);
      await store.assign('d1', 'a');
      expect(await store.remove('a')).toBe(true);
      expect(await store.remove('a')).toBe(false);
      expect(await store.ofDisplay('d1')).toBeUndefined();
      expect(await store.assignments()).toEqual(new Map());
    });
  });
}
