import { describe, expect, test } from '@jest/globals';
import { onEveryRecordsServer } from '../records/testing.ts';
import type { BaselineStore, NonRoutineEvent, StoredBaseline } from './baseline-store.port.ts';
import { InMemoryBaselineStore } from './in-memory-baseline-store.ts';
import { SqlBaselineStore } from './sql-baseline-store.ts';

const baseline = (id: string, at: number): StoredBaseline => ({
  id,
  name: '上半年',
  meter: 'site',
  from: 1000.5,
  to: 2000,
  at,
  by: 'Li Wei',
  period: 'shift',
  variables: ['output'],
  days: [{ day: '2026-01-05', kwh: 1.5, x: [3] }],
});
const event = (id: string, at: number, kwh: number | null): NonRoutineEvent => ({
  id,
  meter: 'site',
  from: 1000.5,
  to: 2000,
  kwh,
  reason: '检修',
  at,
  by: 'Li Wei',
});

/** The promises of the port, for every adapter. */
function conformance(name: string, create: () => Promise<BaselineStore>): void {
  describe(`${name} keeps the promises of BaselineStore`, () => {
    test('gives back what was added, oldest first', async () => {
      const store = await create();
      expect([await store.list(), await store.events()]).toEqual([[], []]);
      await store.add(baseline('b', 2));
      await store.add(baseline('a', 1));
      await store.addEvent(event('d', 2, null));
      await store.addEvent(event('c', 1, -12.5));
      expect(await store.list()).toEqual([baseline('a', 1), baseline('b', 2)]);
      expect(await store.events()).toEqual([event('c', 1, -12.5), event('d', 2, null)]);
    });

    test('takes something out of use once', async () => {
      const store = await create();
      await store.add(baseline('a', 1));
      await store.addEvent(event('c', 1, 5));
      expect([await store.retire('a', 3), await store.retire('a', 4), await store.retire('z', 3)]).toEqual([
        true,
        false,
        false,
      ]);
      expect([await store.withdraw('c', 3), await store.withdraw('c', 4)]).toEqual([true, false]);
      expect([await store.list(), await store.events()]).toEqual([[], []]);
    });
  });
}

conformance('InMemoryBaselineStore', async () => new InMemoryBaselineStore());
onEveryRecordsServer((database) => {
  conformance('SqlBaselineStore', async () => {
    await database.clear();
    return new SqlBaselineStore(database.records);
  });
});
