import { onEveryRecordsServer } from '../records/testing.ts';
import { seamStoreConformance } from './seam-store.conformance.ts';
import { SqlSeamStore } from './sql-seam-store.ts';

onEveryRecordsServer((database) =>
  seamStoreConformance('SqlSeamStore', async () => {
    await database.clear();
    return { store: new SqlSeamStore(database.records), dispose: async () => undefined };
  }),
);
