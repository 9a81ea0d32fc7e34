import { afterAll, beforeAll } from '@jest/globals';
import type { RecordsDatabase } from '../../records/records-database.ts';
import { onEveryRecordsServer } from '../../records/testing.ts';
import { findingStoreConformance } from './finding-store.conformance.ts';
import { SqlFindingStore } from './sql-finding-store.ts';

onEveryRecordsServer((database) => {
  let otherProcess: RecordsDatabase;
  beforeAll(() => void (otherProcess = database.connect()));
  afterAll(() => otherProcess.stop());

  findingStoreConformance('SqlFindingStore', async () => {
    await database.clear();
    return {
      store: new SqlFindingStore(database.records),
      other: new SqlFindingStore(otherProcess),
      dispose: async () => undefined,
    };
  });
});
