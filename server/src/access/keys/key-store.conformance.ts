import { beforeEach, describe, expect, test } from '@jest/globals';
import { KeyTakenError, type KeyStore, type StoredKey } from './key-store.port.ts';

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function keyStoreConformance(name: string, create: () => Promise<KeyStore>): void {
  describe(`${name} keeps the promises of KeyStore`, () => {
    let store: KeyStore;
    beforeEach(async () => {
      store = await create();
    });

    const key = (id: string, rest: Partial<StoredKey> = {}): StoredKey => ({
      id,
      kind: 'token',
      name: '报表',
      digest: 'abc',
      grants: ['viewer'],
      createdAt: 5.5,
      createdBy: 'Admin (admin)',
      expiresAt: 9,
      revokedAt: null,
      lastUsedAt: null,
      ...rest,
    });

    test('gives a key back in every field, by kind and id', async () => {
      const gateway = key('gw', { kind: 'gateway', grants: ['a/b/c', 'a/b/d/x'], expiresAt: null });
      await store.add(key('t'));
      await store.add(gateway);
      expect(await store.find('token', 't')).toEqual(key('t'));
      expect(await store.find('gateway', 'gw')).toEqual(gateway);
      expect(await store.find('gateway', 't')).toBeUndefined();
      expect(await store.find('token', 'unknown')).toBeUndefined();
    });

    test('uses an id once, over all kinds and also after it was revoked', async () => {
      await store.add(key('x', { revokedAt: 6 }));
      await expect(store.add(key('x', { kind: 'gateway' }))).rejects.toThrow(KeyTakenError);
    });

    test('changes what it is told to', async () => {
      await store.add(key('x'));
      expect(await store.change('token', 'x', { revokedAt: 7 })).toEqual(key('x', { revokedAt: 7 }));
      await store.change('token', 'x', { lastUsedAt: 8, digest: 'def' });
      expect(await store.find('token', 'x')).toEqual(
        key('x', { revokedAt: 7, lastUsedAt: 8, digest: 'def' }),
      );
      expect(await store.change('gateway', 'x', { revokedAt: 7 })).toBeUndefined();
    });

    test('lists all of a kind, newest first', async () => {
      for (const [id, createdAt] of [
        ['b', 2],
        ['a', 3],
        ['c', 1],
      ] as const)
        await store.add(key(id, { createdAt }));
      await store.add(key('gw', { kind: 'gateway' }));
      expect((await store.list('token')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    });
  });
}
