import { afterAll, beforeAll } from '@jest/globals';
import type { RecordsDatabase } from '../../records/records-database.ts';
import { onEveryRecordsServer } from '../../records/testing.ts';
import { monitorStoreConformance } from './monitor-store.conformance.ts';
import { SqlMonitorStore } from './sql-monitor-store.ts';

onEveryRecordsServer((database) => {
  let otherProcess: RecordsDatabase;
  beforeAll(() => void (otherProcess = database.connect()));
  afterAll(() => otherProcess.stop());

  monitorStoreConformance('SqlMonitorStore', async () => {
    await database.clear();
    return {
      store: new SqlMonitorStore(database.records),
      other: new SqlMonitorStore(otherProcess),
      dispose: async () => undefined,
    };
  });
});
