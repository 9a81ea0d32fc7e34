import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { seamMessage } from '@linetwin/testing';
import type { SeamStore, StoredSeam } from './seam-store.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function seamStoreConformance(
  name: string,
  create: () => Promise<{ store: SeamStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of SeamStore`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let store: SeamStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    const seam = (equipment: string, time: number, rest = {}): StoredSeam => ({
      equipment,
      seam: seamMessage({ time, ...rest }),
    });
    const all = { from: 0, to: T0 * 2, limit: 100 };
    const times = async (range: Parameters<SeamStore['list']>[0]) =>
      (await store.list(range)).map(({ endedAt }) => endedAt);

    test('has nothing in the beginning, and takes nothing', async () => {
      await store.keep([]);
      expect(await store.newest()).toEqual([]);
      expect(await store.list(all)).toEqual([]);
      expect(await store.read('m1', T0)).toBeUndefined();
    });

    test('gives a seam back as it was welded, in every field', async () => {
      const full = seam('m1', T0 + 0.5, { program: 'P 7', part: '零件-1' });
      const bare = seam('m1', T0 + 1);
      await store.keep([full, bare]);
      expect(await store.read('m1', T0 + 0.5)).toEqual(full.seam);
      expect(await store.read('m1', T0 + 1)).toEqual(bare.seam);
      expect(await store.read('m2', T0 + 1)).toBeUndefined();
    });

    test('keeps the first of two seams of one machine and end, in one call or in two', async () => {
      await store.keep([seam('m1', T0, { seam: 'first' }), seam('m1', T0, { seam: 'second' })]);
      await store.keep([seam('m1', T0, { seam: 'third' }), seam('m2', T0, { seam: 'other' })]);
      expect((await store.read('m1', T0))?.seam).toBe('first');
      expect(await store.list(all)).toHaveLength(2);
    });

    test('lists what a list shows, newest first, both ends included', async () => {
      const columns = seamMessage().perMm;
      const perMm = { ...columns, result: [0, 1, 2] };
      await store.keep([
        seam('m1', T0),
        seam('m1', T0 + 2, { perMm, program: 'P' }),
        seam('m2', T0 + 1, { part: 'x' }),
      ]);
      expect((await store.list(all))[0]).toEqual({
        equipment: 'm1',
        endedAt: T0 + 2,
        seam: 'seam-1',
        part: 'part-1',
        program: 'P',
        lengthMm: 3,
        suspectMm: 1,
        badMm: 1,
      });
      expect(await times(all)).toEqual([T0 + 2, T0 + 1, T0]);
      expect(await times({ ...all, equipment: 'm1' })).toEqual([T0 + 2, T0]);
      expect(await times({ ...all, part: 'x' })).toEqual([T0 + 1]);
      expect(await times({ ...all, from: T0, to: T0 + 1 })).toEqual([T0 + 1, T0]);
      expect(await times({ ...all, limit: 1 })).toEqual([T0 + 2]);
    });

    test('finds parts by any piece of their serial, those welded last first', async () => {
      await store.keep([
        seam('m1', T0, { part: 'BR-100_a' }),
        seam('m1', T0 + 1, { part: 'BR-200_b' }),
        seam('m2', T0 + 2, { part: 'BR-100_a' }),
        seam('m2', T0 + 3, { part: 'XY-7' }),
      ]);
      expect(await store.parts('br-', 10)).toEqual([
        { part: 'BR-100_a', endedAt: T0 + 2, seams: 2 },
        { part: 'BR-200_b', endedAt: T0 + 1, seams: 1 },
      ]);
      expect(await store.parts('br-', 1)).toHaveLength(1);
      expect((await store.parts('0_B', 9)).map(({ part }) => part)).toEqual(['BR-200_b']);
      expect(await store.parts('B%0', 9)).toEqual([]);
      expect(await store.parts('_7', 9)).toEqual([]);
      expect((await store.parts('br-', 9, T0 + 1)).map(({ part }) => part)).toContain('BR-200_b');
      expect((await store.parts('xy', 9, T0 + 2)).map(({ part }) => part)).toEqual([]);
    });

    test('knows the newest seam of every machine, whatever the order they came in', async () => {
      await store.keep([seam('m1', T0 + 2), seam('m2', T0)]);
      await store.keep([seam('m1', T0 + 1)]);
      const newest = (await store.newest()).sort((a, b) => a.equipment.localeCompare(b.equipment));
      expect(newest.map(({ equipment, seam: { time } }) => [equipment, time])).toEqual([
        ['m1', T0 + 2],
        ['m2', T0],
      ]);
    });

    test('forgets what ended before a time, and says how many', async () => {
      await store.keep([seam('m1', T0), seam('m1', T0 + 1), seam('m2', T0 - 5)]);
      expect(await store.forgetBefore(T0 + 1)).toBe(2);
      expect(await times(all)).toEqual([T0 + 1]);
    });
  });
}
