import { findingStoreConformance } from './finding-store.conformance.ts';
import { InMemoryFindingStore } from './in-memory-finding-store.ts';

findingStoreConformance('InMemoryFindingStore', async () => {
  const store = new InMemoryFindingStore();
  return { store, other: store, dispose: async () => undefined };
});
