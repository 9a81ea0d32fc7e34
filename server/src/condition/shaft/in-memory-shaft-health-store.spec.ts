import { InMemoryShaftHealthStore } from './in-memory-shaft-health-store.ts';
import { shaftHealthStoreConformance } from './shaft-health-store.conformance.ts';

shaftHealthStoreConformance('InMemoryShaftHealthStore', async () => {
  const store = new InMemoryShaftHealthStore();
  return { store, other: store, dispose: async () => undefined };
});
