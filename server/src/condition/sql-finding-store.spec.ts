import { afterAll, beforeAll } from '@jest/globals';
import type { RecordsDatabase } from '../records/records-database.ts';
import { TestRecords } from '../records/testing.ts';
import { findingStoreConformance } from './finding-store.conformance.ts';
import { SqlFindingStore } from './sql-finding-store.ts';

const database = new TestRecords();
let otherProcess: RecordsDatabase;
beforeAll(async () => {
  await database.start();
  otherProcess = database.connect();
}, 60_000);
afterAll(async () => {
  await otherProcess.stop();
  await database.stop();
});

findingStoreConformance('SqlFindingStore', async () => {
  await database.clear();
  return {
    store: new SqlFindingStore(database.records),
    other: new SqlFindingStore(otherProcess),
    dispose: async () => undefined,
  };
});
