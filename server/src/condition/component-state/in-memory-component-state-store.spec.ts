import { componentStateStoreConformance } from './component-state-store.conformance.ts';
import { InMemoryComponentStateStore } from './in-memory-component-state-store.ts';

componentStateStoreConformance('InMemoryComponentStateStore', async () => {
  const store = new InMemoryComponentStateStore<{ at: number; history?: unknown[] }>();
  return { store, other: store, dispose: async () => undefined };
});
