import { SqlAlarmLog } from '../alarms/sql-alarm-log.ts';
import { onEveryRecordsServer } from '../records/testing.ts';
import { SqlStateLog } from '../state-log/sql-state-log.ts';
import { SqlSeamStore } from '../weld/sql-seam-store.ts';
import { InMemoryPastRecords } from './in-memory-past-records.ts';
import { pastRecordsConformance } from './past-records.conformance.ts';
import { SqlPastRecords } from './sql-past-records.ts';

pastRecordsConformance('InMemoryPastRecords', async () => {
  const past = new InMemoryPastRecords();
  return { past, write: async (changes) => past.add(...changes), dispose: async () => undefined };
});

onEveryRecordsServer((database) => {
  let origin = 0;
  pastRecordsConformance('SqlPastRecords', async () => {
    const { records } = database;
    return {
      past: new SqlPastRecords(records, new SqlSeamStore(records)),
      write: async (changes) => {
        for (const change of changes) {
          if (change.kind === 'alarm')
            await new SqlAlarmLog(records).append([
              { alarm: change.alarm, at: change.time, event: 'Raised', origin: `test.${++origin}` },
            ]);
          if (change.kind === 'kpi') await new SqlStateLog(records).keepKpis([change.kpi]);
          if (change.kind === 'finding')
            await records.db
              .insertInto('finding_event')
              .values({
                finding_id: change.finding.id,
                at: change.time,
                event: 'Opened',
                finding: JSON.stringify(change.finding),
              })
              .execute();
        }
      },
      dispose: () => database.clear(),
    };
  });
});
