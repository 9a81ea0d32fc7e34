import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RuleSwitch } from '@linetwin/contracts';
import type { RuleStore } from './rule-store.port.ts';
import { testDefinition, testVersion } from './testing.ts';

const change = (changed: Partial<RuleSwitch> = {}): RuleSwitch => ({
  to: 'live',
  version: 1,
  by: '王芳',
  at: 2000,
  reason: 'was seen',
  ...changed,
});

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function ruleStoreConformance(
  name: string,
  create: () => Promise<{ store: RuleStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of RuleStore`, () => {
    let store: RuleStore;
    let dispose: () => Promise<void>;

    beforeEach(async () => {
      ({ store, dispose } = await create());
      await store.create('r1', testVersion());
    });
    afterEach(() => dispose());

    test('a rule is what its newest version says, and all versions are kept', async () => {
      const next = testVersion({
        definition: testDefinition({ onDelayS: 5 }),
        at: 1500,
        reason: 'too nervous',
      });
      expect(await store.addVersion('r1', next, 1)).toBe(true);
      expect(await store.read('r1')).toEqual({
        id: 'r1',
        live: null,
        retired: false,
        newest: { ...next, version: 2 },
      });
      expect(await store.versions('r1')).toEqual([{ ...next, version: 2 }, testVersion()]);
      expect(await store.read('none')).toBeUndefined();
    });

    test('nobody overwrites a version that they have not seen', async () => {
      const both = await Promise.all([
        store.addVersion('r1', testVersion({ by: 'a' }), 1),
        store.addVersion('r1', testVersion({ by: 'b' }), 1),
      ]);
      expect(both.filter(Boolean)).toHaveLength(1);
      expect(await store.addVersion('r1', testVersion(), 7)).toBe(false);
      expect(await store.versions('r1')).toHaveLength(2);
    });

    test('has one live version at most, and says who switched it and why', async () => {
      await store.addVersion('r1', testVersion({ at: 1500 }), 1);
      expect(await store.switchTo('r1', change())).toBe(true);
      expect(await store.live()).toEqual([{ id: 'r1', version: testVersion() }]);
      expect(await store.switchTo('r1', change({ version: 2, at: 3000 }))).toBe(true);
      expect(await store.live()).toMatchObject([{ id: 'r1', version: { version: 2 } }]);
      const off = change({ to: 'off', version: null, at: 4000 });
      expect(await store.switchTo('r1', off)).toBe(true);
      expect(await store.live()).toEqual([]);
      expect(await store.switches('r1')).toEqual([off, change({ version: 2, at: 3000 }), change()]);
    });

    test('does not go live with a version that it does not have', async () => {
      expect(await store.switchTo('r1', change({ version: 2 }))).toBe(false);
      expect(await store.switchTo('none', change())).toBe(false);
      expect(await store.switches('r1')).toEqual([]);
    });

    test('a retired rule is not live and does not change any more', async () => {
      await store.switchTo('r1', change());
      expect(await store.switchTo('r1', change({ to: 'retired', version: null }))).toBe(true);
      expect(await store.live()).toEqual([]);
      expect(await store.read('r1')).toMatchObject({ retired: true, live: null });
      expect(await store.switchTo('r1', change())).toBe(false);
      expect(await store.addVersion('r1', testVersion(), 1)).toBe(false);
    });

    test('lists the newest changed first and retired ones last', async () => {
      await store.create('r2', testVersion({ at: 900 }));
      await store.create('r3', testVersion({ at: 5000 }));
      await store.switchTo('r3', change({ to: 'retired', version: null }));
      expect((await store.list(10)).map(({ id }) => id)).toEqual(['r1', 'r2', 'r3']);
      expect((await store.list(2)).map(({ id }) => id)).toEqual(['r1', 'r2']);
    });
  });
}
