import { onEveryRecordsServer } from '../../records/testing.ts';
import { InMemoryReportStore } from './in-memory-report-store.ts';
import { reportStoreConformance } from './report-store.conformance.ts';
import { SqlReportStore } from './sql-report-store.ts';

reportStoreConformance('InMemoryReportStore', async () => new InMemoryReportStore());

onEveryRecordsServer((database) => {
  reportStoreConformance('SqlReportStore', async () => {
    await database.clear();
    return new SqlReportStore(database.records);
  });
});
