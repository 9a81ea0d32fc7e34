import { onEveryRecordsServer } from '../records/testing.ts';
import { energyStoreConformance } from './energy-store.conformance.ts';
import { InMemoryEnergyStore } from './in-memory-energy-store.ts';
import { SqlEnergyStore } from './sql-energy-store.ts';

energyStoreConformance('InMemoryEnergyStore', async () => ({
  store: new InMemoryEnergyStore(),
  dispose: async () => undefined,
}));

onEveryRecordsServer((database) => {
  energyStoreConformance('SqlEnergyStore', async () => {
    await database.clear();
    return { store: new SqlEnergyStore(database.records), dispose: async () => undefined };
  });
});
