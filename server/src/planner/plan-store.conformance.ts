import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PlanStore } from './plan-store.port.ts';
import { PLAN_FROM, startPlan } from './testing.ts';

/** What every plan store does. */
export function planStoreConformance(
  name: string,
  open: () => Promise<{ store: PlanStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} as a plan store`, () => {
    let store: PlanStore;
    let dispose: () => Promise<void>;
    beforeEach(async () => ({ store, dispose } = await open()));
    afterEach(() => dispose());
    const by = { by: '李伟', at: PLAN_FROM + 1 };

    test('gives plans back as they were kept, the newest first, and by line', async () => {
      await store.keep(startPlan('a', ['l1'], 1));
      await store.keep(startPlan('b', ['l1', 'l2'], 2));
      expect(await store.read('a')).toEqual(startPlan('a', ['l1'], 1));
      expect((await store.list({ limit: 10 })).map(({ id }) => id)).toEqual(['b', 'a']);
      expect((await store.list({ limit: 10, line: 'l2' })).map(({ id }) => id)).toEqual(['b']);
      expect(await store.list({ limit: 1 })).toHaveLength(1);
      expect(await store.read('c')).toBeUndefined();
    });

    test('keeps the first of two with one id', async () => {
      await store.keep(startPlan('a', ['l1'], 1));
      await store.keep(startPlan('a', ['l2'], 2));
      expect(await store.read('a')).toMatchObject({ lines: ['l1'] });
    });

    test('lets a line follow one plan: the one before is replaced', async () => {
      await store.keep(startPlan('a', ['l1'], 1));
      await store.keep(startPlan('b', ['l1', 'l2'], 2));
      await store.keep(startPlan('c', ['l3'], 3));
      for (const id of ['a', 'c', 'b'])
        expect(await store.change(id, { from: 'proposed', to: 'applied', ...by })).toBe(true);
      expect((await store.applied(PLAN_FROM)).map(({ id }) => id).sort()).toEqual(['b', 'c']);
      expect(await store.read('a')).toMatchObject({ state: 'replaced', changedBy: '李伟' });
    });

    test('changes a plan only from the state that was seen', async () => {
      await store.keep(startPlan('a', ['l1'], 1));
      expect(await store.change('a', { from: 'applied', to: 'withdrawn', ...by })).toBe(false);
      expect(await store.change('x', { from: 'proposed', to: 'applied', ...by })).toBe(false);
      expect(await store.read('a')).toMatchObject({ state: 'proposed' });
    });

    test('knows a plan as followed within its time only', async () => {
      await store.keep(startPlan('a', ['l1'], 1));
      await store.change('a', { from: 'proposed', to: 'applied', ...by });
      expect(await store.applied(PLAN_FROM - 1)).toEqual([]);
      expect(await store.applied(PLAN_FROM + 4 * 900_000)).toEqual([]);
      expect(await store.applied(PLAN_FROM)).toMatchObject([{ id: 'a', changedAt: by.at }]);
    });
  });
}
