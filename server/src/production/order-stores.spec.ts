import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryOrderStore } from './in-memory-order-store.ts';
import { orderStoreConformance } from './order-store.conformance.ts';
import { SqlOrderStore } from './sql-order-store.ts';

orderStoreConformance('InMemoryOrderStore', async () => new InMemoryOrderStore());

onEveryRecordsServer((database) => {
  orderStoreConformance('SqlOrderStore', async () => {
    await database.clear();
    return new SqlOrderStore(database.records);
  });
});
