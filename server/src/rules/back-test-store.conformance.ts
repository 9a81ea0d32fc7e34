import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BackTestOutcomeAnswer } from '@linetwin/contracts';
import type { BackTestStore, NewBackTest } from './back-test-store.port.ts';
import type { RuleStore } from './rule-store.port.ts';
import { testVersion } from './testing.ts';

const asked = (changed: Partial<NewBackTest> = {}): NewBackTest => ({
  id: 't1',
  rule: 'r1',
  version: 1,
  from: 0,
  to: 3_600_000,
  by: '李伟',
  askedAt: 10,
  ...changed,
});

const OUTCOME: BackTestOutcomeAnswer = {
  from: 0,
  to: 3_600_000,
  alarms: [{ equipment: 'a/b/c/d', raisedAt: 5, endedAt: null, end: null, value: 1.5 }],
  raised: 1,
  inAlarmMs: 100,
  days: [{ day: '1970-01-01', raised: 1, inAlarmMs: 100 }],
  machines: [{ equipment: 'a/b/c/d', raised: 1, inAlarmMs: 100, unknownMs: 0 }],
  gaps: [],
  lookedMs: 3_600_000,
  unknownMs: 0,
  peakPerTenMinutes: 1,
  floodShare: 0,
  chattering: [],
};

/** The promises of the port, for every adapter. `create` gives an empty store, and the rules that it belongs to. */
export function backTestStoreConformance(
  name: string,
  create: () => Promise<{ store: BackTestStore; rules: RuleStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of BackTestStore`, () => {
    let store: BackTestStore;
    let dispose: () => Promise<void>;

    beforeEach(async () => {
      const created = await create();
      ({ store, dispose } = created);
      await created.rules.create('r1', testVersion());
      await created.rules.addVersion('r1', testVersion(), 1);
      await created.rules.create('r2', testVersion());
      await store.ask(asked());
    });
    afterEach(() => dispose());

    test('waits until a worker begins it, and is over when it is finished', async () => {
      expect(await store.open()).toMatchObject([{ id: 't1', state: 'waiting', progress: 0 }]);
      expect(await store.waiting()).toEqual([]);
      expect(await store.begin('t1', 'one')).toBe(true);
      expect(await store.waiting()).toEqual([
        { id: 't1', rule: 'r1', version: 1, from: 0, to: 3_600_000, wanted: 0 },
      ]);
      expect(await store.advance('t1', 'one', { wanted: 1, progress: 0.5 })).toBe(true);
      expect(await store.read('t1')).toMatchObject({ state: 'running', progress: 0.5, outcome: null });
      expect(await store.finish('t1', 'one', OUTCOME, 99)).toBe(true);
      expect(await store.read('t1')).toEqual({
        ...asked(),
        state: 'done',
        progress: 1,
        endedAt: 99,
        seenBy: null,
        seenAt: null,
        problem: null,
        raised: 1,
        outcome: OUTCOME,
      });
      expect(await store.open()).toEqual([]);
    });

    test('is with the worker that began it last', async () => {
      await store.begin('t1', 'one');
      await store.advance('t1', 'one', { wanted: 2, progress: 0.5 });
      expect(await store.begin('t1', 'two')).toBe(true);
      expect(await store.waiting()).toMatchObject([{ wanted: 0 }]);
      expect(await store.advance('t1', 'one', { wanted: 3, progress: 0.7 })).toBe(false);
      expect(await store.finish('t1', 'one', OUTCOME, 99)).toBe(false);
      expect(await store.fail('t1', 'one', 'no-history', 99)).toBe(false);
      expect(await store.fail('t1', 'two', 'no-history', 99)).toBe(true);
      expect(await store.read('t1')).toMatchObject({ state: 'failed', problem: 'no-history', endedAt: 99 });
      expect(await store.begin('t1', 'three')).toBe(false);
    });

    test('keeps each slice once, until it was used', async () => {
      await store.begin('t1', 'one');
      await store.putSlice('t1', 0, Uint8Array.of(1, 2));
      await store.putSlice('t1', 0, Uint8Array.of(9));
      await store.putSlice('t1', 1, Uint8Array.of(3));
      expect([...(await store.slice('t1', 0))!]).toEqual([1, 2]);
      expect(await store.hasSlice('t1', 1)).toBe(true);
      await store.advance('t1', 'one', { wanted: 1, progress: 0.3 });
      expect(await store.slice('t1', 0)).toBeUndefined();
      expect(await store.hasSlice('t1', 1)).toBe(true);
      await store.finish('t1', 'one', OUTCOME, 99);
      expect(await store.hasSlice('t1', 1)).toBe(false);
    });

    test('notes who saw the result first, and nobody before there is one', async () => {
      expect(await store.see('t1', '王芳', 50)).toBe(false);
      await store.begin('t1', 'one');
      await store.finish('t1', 'one', OUTCOME, 99);
      expect(await store.see('t1', '王芳', 100)).toBe(true);
      expect(await store.see('t1', '李伟', 200)).toBe(true);
      expect(await store.read('t1')).toMatchObject({ seenBy: '王芳', seenAt: 100 });
      expect(await store.see('none', '李伟', 200)).toBe(false);
    });

    test('tells the newest of each version, and those of a rule in order', async () => {
      await store.ask(asked({ id: 't2', askedAt: 20 }));
      await store.ask(asked({ id: 't3', version: 2, askedAt: 30 }));
      await store.ask(asked({ id: 't4', rule: 'r2', askedAt: 40 }));
      expect((await store.ofRule('r1', 10)).map(({ id }) => id)).toEqual(['t3', 't2', 't1']);
      expect((await store.ofRule('r1', 1)).map(({ id }) => id)).toEqual(['t3']);
      const newest = await store.newest([
        { rule: 'r1', version: 1 },
        { rule: 'r2', version: 2 },
      ]);
      expect([...newest].map(([key, { id }]) => [key, id])).toEqual([['r1 1', 't2']]);
    });
  });
}
