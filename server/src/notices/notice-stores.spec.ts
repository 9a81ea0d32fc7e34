import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryNoticeStore } from './in-memory-notice-store.ts';
import { noticeStoreConformance } from './notice-store.conformance.ts';
import { SqlNoticeStore } from './sql-notice-store.ts';

noticeStoreConformance('InMemoryNoticeStore', async () => new InMemoryNoticeStore());

onEveryRecordsServer((database) => {
  noticeStoreConformance('SqlNoticeStore', async () => {
    await database.clear();
    return new SqlNoticeStore(database.records);
  });
});
