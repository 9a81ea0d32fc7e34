import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ProductionOrder } from '@linetwin/contracts';
import { OrderError, type OrderStore } from './order-store.port.ts';

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function orderStoreConformance(name: string, create: () => Promise<OrderStore>): void {
  describe(`${name} keeps the promises of OrderStore`, () => {
    let store: OrderStore;
    beforeEach(async () => void (store = await create()));

    const order = (id: string, rest: Partial<ProductionOrder> = {}): ProductionOrder => ({
      id,
      line: 'l1',
      product: '6205',
      quantity: 20_000,
      dueAt: 1_767_700_000_000,
      state: 'planned',
      note: '',
      startedAt: null,
      endedAt: null,
      createdAt: 1,
      createdBy: '李伟',
      changedAt: 1,
      changedBy: '李伟',
      ...rest,
    });

    test('gives back what was created and changed', async () => {
      await store.create(order('a'));
      expect(await store.find('a')).toEqual(order('a'));
      await store.change(order('a', { quantity: 5, state: 'done', endedAt: 7 }));
      expect(await store.find('a')).toEqual(order('a', { quantity: 5, state: 'done', endedAt: 7 }));
      expect(await store.find('b')).toBeUndefined();
    });

    test('takes no name twice', async () => {
      await store.create(order('a'));
      await expect(store.create(order('a'))).rejects.toThrow(OrderError);
    });

    test('lets one order run on a line at a time', async () => {
      await store.create(order('a', { state: 'running' }));
      await store.create(order('b'));
      await store.create(order('c', { line: 'l2', state: 'running' }));
      await expect(store.change(order('b', { state: 'running' }))).rejects.toThrow(/end it first/);
      await store.change(order('a', { state: 'done' }));
      await store.change(order('b', { state: 'running' }));
      expect((await store.find('b'))?.state).toBe('running');
    });

    test('lists what runs first, then what is due first, of a line and of states', async () => {
      await store.create(order('late', { dueAt: 9 }));
      await store.create(order('soon', { dueAt: 3 }));
      await store.create(order('now', { dueAt: 12, state: 'running' }));
      await store.create(order('else', { line: 'l2' }));
      await store.create(order('gone', { state: 'cancelled' }));
      const ids = async (query: Partial<Parameters<OrderStore['list']>[0]>) =>
        (await store.list({ limit: 10, ...query })).map(({ id }) => id);
      expect(await ids({ line: 'l1', states: ['planned', 'running'] })).toEqual(['now', 'soon', 'late']);
      expect(await ids({ limit: 1 })).toEqual(['now']);
    });
  });
}
