import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryPlanStore } from './in-memory-plan-store.ts';
import { planStoreConformance } from './plan-store.conformance.ts';
import { SqlPlanStore } from './sql-plan-store.ts';

planStoreConformance('InMemoryPlanStore', async () => ({
  store: new InMemoryPlanStore(),
  dispose: async () => undefined,
}));

onEveryRecordsServer((database) =>
  planStoreConformance('SqlPlanStore', async () => {
    await database.clear();
    return { store: new SqlPlanStore(database.records), dispose: async () => undefined };
  }),
);
