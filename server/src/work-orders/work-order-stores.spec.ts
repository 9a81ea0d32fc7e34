import { expect, test } from '@jest/globals';
import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryWorkOrderStore } from './in-memory-work-order-store.ts';
import { SqlWorkOrderStore } from './sql-work-order-store.ts';
import { foldWorkOrder, refusalOf } from './work-order-fold.ts';
import { workOrderStoreConformance } from './work-order-store.conformance.ts';

workOrderStoreConformance('InMemoryWorkOrderStore', async () => new InMemoryWorkOrderStore());

onEveryRecordsServer((database) => {
  workOrderStoreConformance('SqlWorkOrderStore', async () => {
    await database.clear();
    return new SqlWorkOrderStore(database.records);
  });
});

test('a closed order takes a comment and a judgement, and can be reopened; an open one cannot', () => {
  const subject = { incident: 'i1', equipment: 'e', cause: 'c' };
  const open = foldWorkOrder(subject, [{ at: 1, by: 'a', change: { change: 'comment', text: 'x' } }]);
  const closed = foldWorkOrder(subject, [...open.events, { at: 2, by: 'a', change: { change: 'close' } }]);
  const allowed = (order: typeof open | undefined) =>
    ['assign', 'comment', 'use-part', 'spend-time', 'judge-cause', 'photo', 'close', 'reopen'].filter(
      (change) => refusalOf(order, change) === undefined,
    );
  expect(allowed(closed)).toEqual(['comment', 'judge-cause', 'reopen']);
  expect(allowed(open)).not.toContain('reopen');
  expect(allowed(undefined)).not.toContain('close');
});
