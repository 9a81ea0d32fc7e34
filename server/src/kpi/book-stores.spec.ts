import { afterEach, describe } from '@jest/globals';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { onEveryRecordsServer } from '../records/testing.ts';
import { bookStoreConformance } from './book-store.conformance.ts';
import { FileBookStore } from './file-book-store.ts';
import { InMemoryBookStore } from './in-memory-book-store.ts';
import { SqlBookStore } from './sql-book-store.ts';

bookStoreConformance('InMemoryBookStore', async () => new InMemoryBookStore());

describe('on a file', () => {
  let remove: () => Promise<void>;
  afterEach(() => remove());

  bookStoreConformance('FileBookStore', async () => {
    const folder = await temporaryFolder();
    ({ remove } = folder);
    return new FileBookStore(join(folder.path, 'books.json'));
  });
});

onEveryRecordsServer((database) =>
  bookStoreConformance('SqlBookStore', async () => {
    await database.clear();
    return new SqlBookStore(database.records);
  }),
);
