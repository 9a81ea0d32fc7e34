import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SessionStore, StoredSession } from './session-store.port.ts';

/** The promises of the port, for every adapter. `create` gives an empty store that knows the users `li` and `wang`. */
export function sessionStoreConformance(name: string, create: () => Promise<SessionStore>): void {
  describe(`${name} keeps the promises of SessionStore`, () => {
    let store: SessionStore;
    beforeEach(async () => {
      store = await create();
    });

    const session = (id: string, rest: Partial<StoredSession> = {}): StoredSession => ({
      id,
      userId: 'id-of-li',
      startedAt: 100,
      usedAt: 200,
      ...rest,
    });
    const known = async (...ids: string[]) =>
      (await Promise.all(ids.map((id) => store.find(id)))).map((found) => found?.id ?? '-').join('');

    test('gives a session back in every field, and notes its later use', async () => {
      expect(await store.find('a')).toBeUndefined();
      await store.add(session('a'));
      expect(await store.find('a')).toEqual(session('a'));
      await store.touch('a', 300.5);
      await store.touch('unknown', 300);
      expect(await store.find('a')).toEqual(session('a', { usedAt: 300.5 }));
    });

    test('finds an ended session no more', async () => {
      await store.add(session('a'));
      await store.add(session('b'));
      await store.end('a');
      await store.end('a');
      expect(await known('a', 'b')).toBe('-b');
    });

    test('ends all sessions of one user', async () => {
      for (const id of ['a', 'b', 'c']) await store.add(session(id));
      await store.add(session('d', { userId: 'id-of-wang' }));
      expect(await store.endAllOf('id-of-li')).toBe(3);
      expect(await known('a', 'b', 'c', 'd')).toBe('---d');
    });

    test('forgets what was not used for long, and what is old though used', async () => {
      await store.add(session('a', { startedAt: 100, usedAt: 900 }));
      await store.add(session('b', { startedAt: 500, usedAt: 600 }));
      await store.add(session('c', { startedAt: 500, usedAt: 700 }));
      await store.forgetOld(700, 200);
      expect(await known('a', 'b', 'c')).toBe('--c');
    });
  });
}
