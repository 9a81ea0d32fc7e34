import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryTimeNoteStore } from './in-memory-time-note-store.ts';
import { SqlTimeNoteStore } from './sql-time-note-store.ts';
import { timeNoteStoreConformance } from './time-note-store.conformance.ts';

timeNoteStoreConformance('InMemoryTimeNoteStore', async () => new InMemoryTimeNoteStore());

onEveryRecordsServer((database) => {
  timeNoteStoreConformance('SqlTimeNoteStore', async () => {
    await database.clear();
    return new SqlTimeNoteStore(database.records);
  });
});
