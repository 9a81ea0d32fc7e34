import { describe, expect, test } from '@jest/globals';
import { InMemorySavingStore } from './in-memory-saving-store.ts';
import { readDemandShare } from './set-limits.ts';

describe('the share of the contract that is warned of', () => {
  test('is the usual one until an engineer sets it, and the least of the lines that can give way', async () => {
    const store = new InMemorySavingStore();
    expect(await readDemandShare(store, ['l1', 'l2'])).toBe(0.95);
    await store.setLimit('l1', 'demandShare', 0.9);
    await store.setLimit('l2', 'demandShare', 0.8);
    await store.setLimit('l3', 'demandShare', 0.7);
    expect(await readDemandShare(store, ['l1', 'l2'])).toBe(0.8);
    expect(await readDemandShare(store, ['l1'])).toBe(0.9);
    expect(await readDemandShare(store, [])).toBe(0.95);
  });
});
