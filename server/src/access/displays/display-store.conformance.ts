import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Display } from '@linetwin/contracts';
import { TooManyPairingsError, type DisplayStore } from './display-store.port.ts';

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function displayStoreConformance(name: string, create: () => Promise<DisplayStore>): void {
  describe(`${name} keeps the promises of DisplayStore`, () => {
    let store: DisplayStore;
    beforeEach(async () => {
      store = await create();
    });

    const display = (id: string, rest: Partial<Display> = {}): Display => ({
      id,
      name: `墙 ${id}`,
      pairedAt: 10,
      pairedBy: 'Admin (admin)',
      revokedAt: null,
      lastBeatAt: null,
      address: '',
      version: '',
      memoryMb: null,
      frameMs: null,
      page: '',
      ...rest,
    });
    const start = (code: string, expiresAt = 100, max = 3) =>
      store.startPairing({ code, digest: `screen ${code}`, expiresAt }, 0, max);

    test('makes a display of a screen whose code is approved, and gives it its key once', async () => {
      await start('abc');
      expect(await store.claim('screen abc', 'key', 1)).toBe('waiting');
      expect(await store.approve('xyz', display('d'), 1)).toBe(false);
      expect(await store.approve('abc', display('d'), 1)).toBe(true);
      expect(await store.approve('abc', display('e'), 1)).toBe(false);
      expect(await store.byKey('key')).toBeUndefined();
      expect(await store.claim('screen abc', 'key', 1)).toEqual(display('d'));
      expect(await store.claim('screen abc', 'another', 1)).toBeUndefined();
      expect(await store.byKey('key')).toEqual(display('d'));
      expect(await store.byKey('another')).toBeUndefined();
    });

    test('makes one display of one code, also when two admins approve at once', async () => {
      await start('abc');
      const approved = await Promise.all(['d', 'e'].map((id) => store.approve('abc', display(id), 1)));
      expect(approved.filter(Boolean)).toHaveLength(1);
      expect(await store.list()).toHaveLength(1);
    });

    test('forgets codes in time, and keeps few at once', async () => {
      await start('a', 5);
      await start('b');
      await start('c');
      await expect(start('d')).rejects.toThrow(TooManyPairingsError);
      expect(await store.approve('a', display('x'), 5)).toBe(false);
      expect(await store.claim('screen a', 'key', 5)).toBeUndefined();
      await store.startPairing({ code: 'd', digest: 'screen d', expiresAt: 100 }, 5, 3);
      expect(await store.claim('screen d', 'key', 6)).toBe('waiting');
    });

    test('keeps how a display is, and finds a revoked one no more', async () => {
      await start('abc');
      await store.approve('abc', display('d'), 1);
      await store.claim('screen abc', 'key', 1);
      const beat = { version: '0.1.0', memoryMb: 120.5, frameMs: 16.7, page: '/?view=tour' };
      await store.beat('d', beat, '10.0.0.9', 50);
      const seen = display('d', { ...beat, address: '10.0.0.9', lastBeatAt: 50 });
      expect(await store.byKey('key')).toEqual(seen);
      expect(await store.revoke('d', 60)).toEqual({ ...seen, revokedAt: 60 });
      expect(await store.revoke('d', 70)).toBeUndefined();
      expect(await store.revoke('unknown', 70)).toBeUndefined();
      expect(await store.byKey('key')).toBeUndefined();
      expect(await store.list()).toEqual([{ ...seen, revokedAt: 60 }]);
    });

    test('lists all, newest first', async () => {
      for (const [code, pairedAt] of [
        ['a', 2],
        ['b', 3],
        ['c', 1],
      ] as const) {
        await start(code);
        await store.approve(code, display(code, { pairedAt }), 1);
      }
      expect((await store.list()).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    });
  });
}
