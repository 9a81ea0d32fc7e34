import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryProductionStore } from './in-memory-production-store.ts';
import { productionStoreConformance } from './production-store.conformance.ts';
import { SqlProductionStore } from './sql-production-store.ts';

productionStoreConformance('InMemoryProductionStore', async () => new InMemoryProductionStore());

onEveryRecordsServer((database) => {
  productionStoreConformance('SqlProductionStore', async () => {
    await database.clear();
    return new SqlProductionStore(database.records);
  });
});
