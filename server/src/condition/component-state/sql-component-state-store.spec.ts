import { afterAll, beforeAll } from '@jest/globals';
import type { RecordsDatabase } from '../../records/records-database.ts';
import { onEveryRecordsServer } from '../../records/testing.ts';
import { componentStateStoreConformance } from './component-state-store.conformance.ts';
import { SqlComponentStateStore } from './sql-component-state-store.ts';

onEveryRecordsServer((database) => {
  let otherProcess: RecordsDatabase;
  beforeAll(() => void (otherProcess = database.connect()));
  afterAll(() => otherProcess.stop());

  for (const table of ['shaft_state', 'motor_state'] as const)
    componentStateStoreConformance(`SqlComponentStateStore of ${table}`, async () => {
      await database.clear();
      return {
        store: new SqlComponentStateStore(database.records, table),
        other: new SqlComponentStateStore(otherProcess, table),
        dispose: async () => undefined,
      };
    });
});
