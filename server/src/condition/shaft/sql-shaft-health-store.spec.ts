import { afterAll, beforeAll } from '@jest/globals';
import type { RecordsDatabase } from '../../records/records-database.ts';
import { onEveryRecordsServer } from '../../records/testing.ts';
import { shaftHealthStoreConformance } from './shaft-health-store.conformance.ts';
import { SqlShaftHealthStore } from './sql-shaft-health-store.ts';

onEveryRecordsServer((database) => {
  let otherProcess: RecordsDatabase;
  beforeAll(() => void (otherProcess = database.connect()));
  afterAll(() => otherProcess.stop());

  shaftHealthStoreConformance('SqlShaftHealthStore', async () => {
    await database.clear();
    return {
      store: new SqlShaftHealthStore(database.records),
      other: new SqlShaftHealthStore(otherProcess),
      dispose: async () => undefined,
    };
  });
});
