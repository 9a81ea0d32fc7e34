import { historyStoreConformance } from './history.conformance.ts';
import { InMemoryHistory } from './in-memory-history.ts';

historyStoreConformance('InMemoryHistory', async () => {
  const store = new InMemoryHistory();
  await store.start();
  return { store, dispose: () => store.stop() };
});
