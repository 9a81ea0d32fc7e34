import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryRuleStore } from './in-memory-rule-store.ts';
import { ruleStoreConformance } from './rule-store.conformance.ts';
import { SqlRuleStore } from './sql-rule-store.ts';

ruleStoreConformance('InMemoryRuleStore', async () => ({
  store: new InMemoryRuleStore(),
  dispose: async () => undefined,
}));

onEveryRecordsServer((database) =>
  ruleStoreConformance('SqlRuleStore', async () => {
    await database.clear();
    return { store: new SqlRuleStore(database.records), dispose: async () => undefined };
  }),
);
