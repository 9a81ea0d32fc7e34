import { bearingHealthStoreConformance } from './bearing-health-store.conformance.ts';
import { InMemoryBearingHealthStore } from './in-memory-bearing-health-store.ts';

bearingHealthStoreConformance('InMemoryBearingHealthStore', async () => {
  const store = new InMemoryBearingHealthStore();
  return { store, other: store, dispose: async () => undefined };
});
