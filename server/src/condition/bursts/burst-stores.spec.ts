import { afterEach, describe } from '@jest/globals';
import { temporaryFolder } from '@linetwin/testing';
import { onEveryRecordsServer } from '../../records/testing.ts';
import { burstStoreConformance } from './burst-store.conformance.ts';
import { FileBurstStore } from './file-burst-store.ts';
import { SqlBurstStore } from './sql-burst-store.ts';

describe('on files', () => {
  let remove: () => Promise<void>;
  afterEach(() => remove());

  burstStoreConformance('FileBurstStore', async (retention) => {
    const folder = await temporaryFolder();
    ({ remove } = folder);
    const store = new FileBurstStore(folder.path, retention);
    await store.start();
    return store;
  });
});

onEveryRecordsServer((database) =>
  burstStoreConformance('SqlBurstStore', async (retention) => {
    await database.clear();
    return new SqlBurstStore(database.records, retention);
  }),
);
