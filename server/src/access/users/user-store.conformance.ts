import { beforeEach, describe, expect, test } from '@jest/globals';
import { LastAdminError, LoginTakenError, type StoredUser, type UserStore } from './user-store.port.ts';

export function testUser(login: string, rest: Partial<StoredUser> = {}): StoredUser {
  return {
    id: `id-of-${login}`,
    login,
    name: login.toUpperCase(),
    role: 'viewer',
    disabled: false,
    source: 'password',
    password: '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA',
    mustChangePassword: false,
    directoryId: null,
    createdAt: 1763733600000,
    lastSignInAt: null,
    ...rest,
  };
}

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function userStoreConformance(name: string, create: () => Promise<UserStore>): void {
  describe(`${name} keeps the promises of UserStore`, () => {
    let store: UserStore;
    beforeEach(async () => {
      store = await create();
    });

    test('knows nobody in the beginning', async () => {
      expect(await store.list()).toEqual([]);
      expect(await store.byId('nobody')).toBeUndefined();
      expect(await store.byLogin('nobody')).toBeUndefined();
      expect(await store.byDirectoryId('nobody')).toBeUndefined();
      expect(await store.change('nobody', { name: 'Somebody' })).toBeUndefined();
    });

    test('gives a user back in every field, by id, login and id of the directory', async () => {
      const wang = testUser('wang.wei', {
        name: '王伟',
        role: 'engineer',
        source: 'directory',
        password: null,
        directoryId: 'https://id.example|4711',
        lastSignInAt: 1763733601000.5,
        mustChangePassword: true,
      });
      await store.add(wang);
      for (const found of [
        await store.byId(wang.id),
        await store.byLogin('wang.wei'),
        await store.byDirectoryId('https://id.example|4711'),
        ...(await store.list()),
      ])
        expect(found).toEqual(wang);
    });

    test('lists everybody by login', async () => {
      for (const login of ['zhao', 'Åse', 'li', '王']) await store.add(testUser(login));
      expect((await store.list()).map(({ login }) => login)).toEqual(['li', 'zhao', 'Åse', '王']);
    });

    test('takes a login once', async () => {
      await store.add(testUser('li'));
      await expect(store.add(testUser('li', { id: 'another' }))).rejects.toThrow(LoginTakenError);
      expect(await store.byId('another')).toBeUndefined();
    });

    test('adds a first user only while there is none, also when several ask at once', async () => {
      const added = await Promise.all(['a', 'b', 'c'].map((login) => store.addFirst(testUser(login))));
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await store.list()).toHaveLength(1);
    });

    test('changes what it is told to and tells how it was before', async () => {
      await store.add(testUser('li'));
      const changed = await store.change('id-of-li', { role: 'operator', name: '李静', lastSignInAt: 5 });
      expect(changed).toEqual({
        before: testUser('li'),
        after: testUser('li', { role: 'operator', name: '李静', lastSignInAt: 5 }),
      });
      expect(await store.byLogin('li')).toEqual(changed!.after);
    });

    test.each([{ role: 'engineer' as const }, { disabled: true }])(
      'keeps the last admin who is let in from %j',
      async (change) => {
        await store.add(testUser('boss', { role: 'admin' }));
        await store.add(testUser('former', { role: 'admin', disabled: true }));
        await expect(store.change('id-of-boss', change)).rejects.toThrow(LastAdminError);
        expect(await store.byLogin('boss')).toEqual(testUser('boss', { role: 'admin' }));
        await store.change('id-of-former', { disabled: false });
        await store.change('id-of-boss', change);
      },
    );

    test('leaves one of two admins when both are turned out at once', async () => {
      await store.add(testUser('a', { role: 'admin' }));
      await store.add(testUser('b', { role: 'admin' }));
      const turned = await Promise.allSettled(
        ['a', 'b'].map((login) => store.change(`id-of-${login}`, { disabled: true })),
      );
      expect(turned.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });
  });
}
