import { afterAll, beforeAll } from '@jest/globals';
import type { RecordsDatabase } from '../../records/records-database.ts';
import { onEveryRecordsServer } from '../../records/testing.ts';
import { bearingHealthStoreConformance } from './bearing-health-store.conformance.ts';
import { SqlBearingHealthStore } from './sql-bearing-health-store.ts';

onEveryRecordsServer((database) => {
  let otherProcess: RecordsDatabase;
  beforeAll(() => void (otherProcess = database.connect()));
  afterAll(() => otherProcess.stop());

  bearingHealthStoreConformance('SqlBearingHealthStore', async () => {
    await database.clear();
    return {
      store: new SqlBearingHealthStore(database.records),
      other: new SqlBearingHealthStore(otherProcess),
      dispose: async () => undefined,
    };
  });
});
