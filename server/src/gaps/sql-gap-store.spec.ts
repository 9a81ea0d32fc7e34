import { onEveryRecordsServer } from '../records/testing.ts';
import { gapStoreConformance } from './gap-store.conformance.ts';
import { SqlGapStore } from './sql-gap-store.ts';

onEveryRecordsServer((database) =>
  gapStoreConformance('SqlGapStore', async () => {
    await database.clear();
    return { store: new SqlGapStore(database.records), dispose: async () => undefined };
  }),
);
