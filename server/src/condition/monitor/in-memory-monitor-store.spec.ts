import { InMemoryMonitorStore } from './in-memory-monitor-store.ts';
import { monitorStoreConformance } from './monitor-store.conformance.ts';

monitorStoreConformance('InMemoryMonitorStore', async () => {
  const store = new InMemoryMonitorStore();
  return { store, other: store, dispose: async () => undefined };
});
