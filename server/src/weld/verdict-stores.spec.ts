import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryVerdictStore } from './in-memory-verdict-store.ts';
import { SqlVerdictStore } from './sql-verdict-store.ts';
import { verdictStoreConformance } from './verdict-store.conformance.ts';

verdictStoreConformance('InMemoryVerdictStore', async () => ({
  store: new InMemoryVerdictStore(),
  dispose: async () => undefined,
}));

onEveryRecordsServer((database) =>
  verdictStoreConformance('SqlVerdictStore', async () => {
    await database.clear();
    return { store: new SqlVerdictStore(database.records), dispose: async () => undefined };
  }),
);
