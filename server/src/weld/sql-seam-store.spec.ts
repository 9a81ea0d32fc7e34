import { afterAll, beforeAll } from '@jest/globals';
import { TestRecords } from '../records/testing.ts';
import { seamStoreConformance } from './seam-store.conformance.ts';
import { SqlSeamStore } from './sql-seam-store.ts';

const database = new TestRecords();
beforeAll(() => database.start(), 60_000);
afterAll(() => database.stop());

seamStoreConformance('SqlSeamStore', async () => {
  await database.clear();
  return { store: new SqlSeamStore(database.records), dispose: async () => undefined };
});
