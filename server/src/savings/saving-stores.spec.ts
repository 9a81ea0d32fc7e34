import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemorySavingStore } from './in-memory-saving-store.ts';
import { savingStoreConformance } from './saving-store.conformance.ts';
import { SqlSavingStore } from './sql-saving-store.ts';

savingStoreConformance('InMemorySavingStore', async () => ({
  store: new InMemorySavingStore(),
  dispose: async () => undefined,
}));

onEveryRecordsServer((database) =>
  savingStoreConformance('SqlSavingStore', async () => {
    await database.clear();
    return { store: new SqlSavingStore(database.records), dispose: async () => undefined };
  }),
);
