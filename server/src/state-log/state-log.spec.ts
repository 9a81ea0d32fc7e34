import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryStateLog } from './in-memory-state-log.ts';
import { SqlStateLog } from './sql-state-log.ts';
import { stateLogConformance } from './state-log.conformance.ts';

stateLogConformance('InMemoryStateLog', async () => ({
  log: new InMemoryStateLog(),
  dispose: async () => undefined,
}));

onEveryRecordsServer((database) => {
  stateLogConformance('SqlStateLog', async () => ({
    log: new SqlStateLog(database.records),
    dispose: () => database.clear(),
  }));
});
