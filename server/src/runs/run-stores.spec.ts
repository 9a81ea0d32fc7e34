import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryRunStore } from './in-memory-run-store.ts';
import { runStoreConformance } from './run-store.conformance.ts';
import { SqlRunStore } from './sql-run-store.ts';

runStoreConformance('InMemoryRunStore', async () => ({
  store: new InMemoryRunStore(),
  dispose: async () => undefined,
}));

onEveryRecordsServer((database) =>
  runStoreConformance('SqlRunStore', async () => ({
    store: new SqlRunStore(database.records),
    dispose: () => database.clear(),
  })),
);
