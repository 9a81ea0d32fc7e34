import { onEveryRecordsServer } from '../records/testing.ts';
import { commandStoreConformance } from './command-store.conformance.ts';
import { InMemoryCommandStore } from './in-memory-command-store.ts';
import { SqlCommandStore } from './sql-command-store.ts';

commandStoreConformance('InMemoryCommandStore', async () => ({
  store: new InMemoryCommandStore(),
  dispose: async () => undefined,
}));

onEveryRecordsServer((database) =>
  commandStoreConformance('SqlCommandStore', async () => {
    await database.clear();
    return { store: new SqlCommandStore(database.records), dispose: async () => undefined };
  }),
);
