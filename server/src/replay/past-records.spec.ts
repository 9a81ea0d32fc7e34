import type { SeamVerdict } from '@linetwin/condition';
import type { SeamVerdictSummary } from '@linetwin/contracts';
import { SqlAlarmLog } from '../alarms/sql-alarm-log.ts';
import { onEveryRecordsServer } from '../records/testing.ts';
import { SqlStateLog } from '../state-log/sql-state-log.ts';
import { SqlSeamStore } from '../weld/sql-seam-store.ts';
import { SqlVerdictStore } from '../weld/sql-verdict-store.ts';
import { InMemoryPastRecords } from './in-memory-past-records.ts';
import { pastRecordsConformance } from './past-records.conformance.ts';
import { SqlPastRecords } from './sql-past-records.ts';

const NO_EVIDENCE = { process: 'laser', traces: {}, recipe: 'P', version: 0, learned: 0 } as const;

/** What is told of a verdict, filled up to what the store keeps. */
function wholeVerdict({ grade, defects }: SeamVerdictSummary): SeamVerdict {
  return {
    method: '1.0.0',
    grade,
    defects: defects.map((defect) => ({ ...defect, kind: defect.kind as 'gap', evidence: [] })),
    doubts: [],
    untold: [],
    reference: { recipe: 'P', version: 0, seams: 0 },
  };
}

pastRecordsConformance('InMemoryPastRecords', async () => {
  const past = new InMemoryPastRecords();
  return { past, write: async (changes) => past.add(...changes), dispose: async () => undefined };
});

onEveryRecordsServer((database) => {
  let origin = 0;
  pastRecordsConformance('SqlPastRecords', async () => {
    const { records } = database;
    return {
      past: new SqlPastRecords(records, new SqlSeamStore(records), new SqlVerdictStore(records)),
      write: async (changes) => {
        for (const change of changes) {
          if (change.kind === 'alarm')
            await new SqlAlarmLog(records).append([
              { alarm: change.alarm, at: change.time, event: 'Raised', origin: `test.${++origin}` },
            ]);
          if (change.kind === 'seam') await new SqlSeamStore(records).keep([change]);
          if (change.kind === 'seam-verdict')
            await new SqlVerdictStore(records).keep([
              { ...change, verdict: wholeVerdict(change.verdict), evidence: NO_EVIDENCE },
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
