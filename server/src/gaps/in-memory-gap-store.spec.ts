import { gapStoreConformance } from './gap-store.conformance.ts';
import { InMemoryGapStore } from './in-memory-gap-store.ts';

gapStoreConformance('InMemoryGapStore', async () => ({
  store: new InMemoryGapStore(),
  dispose: async () => undefined,
}));
