import { InMemorySeamStore } from './in-memory-seam-store.ts';
import { seamStoreConformance } from './seam-store.conformance.ts';

seamStoreConformance('InMemorySeamStore', async () => ({
  store: new InMemorySeamStore(),
  dispose: async () => undefined,
}));
