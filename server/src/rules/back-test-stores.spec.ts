import { onEveryRecordsServer } from '../records/testing.ts';
import { backTestStoreConformance } from './back-test-store.conformance.ts';
import { InMemoryBackTestStore } from './in-memory-back-test-store.ts';
import { InMemoryRuleStore } from './in-memory-rule-store.ts';
import { SqlBackTestStore } from './sql-back-test-store.ts';
import { SqlRuleStore } from './sql-rule-store.ts';

backTestStoreConformance('InMemoryBackTestStore', async () => ({
  store: new InMemoryBackTestStore(),
  rules: new InMemoryRuleStore(),
  dispose: async () => undefined,
}));

onEveryRecordsServer((database) =>
  backTestStoreConformance('SqlBackTestStore', async () => {
    await database.clear();
    const { records } = database;
    return {
      store: new SqlBackTestStore(records),
      rules: new SqlRuleStore(records),
      dispose: async () => undefined,
    };
  }),
);
