import { onEveryRecordsServer } from '../records/testing.ts';
import { incidentStoreConformance } from './incident-store.conformance.ts';
import { SqlIncidentStore } from './sql-incident-store.ts';

onEveryRecordsServer((database) =>
  incidentStoreConformance('SqlIncidentStore', async () => {
    await database.clear();
    return { store: new SqlIncidentStore(database.records), dispose: async () => undefined };
  }),
);
