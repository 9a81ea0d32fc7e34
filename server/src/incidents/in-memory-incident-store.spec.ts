import { InMemoryIncidentStore } from './in-memory-incident-store.ts';
import { incidentStoreConformance } from './incident-store.conformance.ts';

incidentStoreConformance('InMemoryIncidentStore', async () => ({
  store: new InMemoryIncidentStore(),
  dispose: async () => undefined,
}));
