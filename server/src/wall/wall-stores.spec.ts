import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryWallStore } from './in-memory-wall-store.ts';
import { SqlWallStore } from './sql-wall-store.ts';
import { wallStoreConformance } from './wall-store.conformance.ts';

wallStoreConformance('InMemoryWallStore', async () => new InMemoryWallStore());

onEveryRecordsServer((database) => {
  wallStoreConformance('SqlWallStore', async () => {
    await database.clear();
    return new SqlWallStore(database.records);
  });
});
