import { SqlAlarmLog } from '../../alarms/sql-alarm-log.ts';
import { BurstForwarder } from '../../condition/bursts/burst-forwarder.ts';
import { FileBurstStore } from '../../condition/bursts/file-burst-store.ts';
import { RelationTeacher } from '../../condition/values/relation-teacher.ts';
import { MonitorKeeper } from '../../condition/monitor/monitor-keeper.ts';
import { SqlBurstStore } from '../../condition/bursts/sql-burst-store.ts';
import { SqlFindingStore } from '../../condition/findings/sql-finding-store.ts';
import { SqlMonitorStore } from '../../condition/monitor/sql-monitor-store.ts';
import { ValueDiagnosis } from '../../condition/values/value-diagnosis.ts';
import { IncidentKeeper } from '../../incidents/incident-keeper.ts';
import { SqlIncidentStore } from '../../incidents/sql-incident-store.ts';
import { NoticeKeeper } from '../../notices/notice-keeper.ts';
import { NoticePlanner } from '../../notices/notice-planner.ts';
import { SqlNoticeStore } from '../../notices/sql-notice-store.ts';
import { findEvidence } from '../../notices/evidence/find-evidence.ts';
import { SeamJudge } from '../../weld/seam-judge.ts';
import { SeamKeeper } from '../../weld/seam-keeper.ts';
import { SqlSeamStore } from '../../weld/sql-seam-store.ts';
import { SqlVerdictStore } from '../../weld/sql-verdict-store.ts';
import type { PlantParts } from '../plant-parts.ts';

/** What names faults from values, seams and bursts, sees which follow from one, and tells the people who handle them. */
export interface DiagnosisParts {
  valueDiagnosis: ValueDiagnosis;
  monitors: MonitorKeeper;
  bursts: FileBurstStore;
  forwarder: BurstForwarder;
  seams: SeamKeeper;
  seamJudge: SeamJudge;
  incidents: IncidentKeeper;
  notices: NoticeKeeper;
}

/** @param clustered whether the workers may be on other machines */
export function createDiagnosisParts(plant: PlantParts, clustered: boolean): DiagnosisParts {
  return { ...fromValues(plant), ...fromBursts(plant, clustered), ...handling(plant) };
}

function fromValues({ settings, logger, index, events, outbox, history, records, jobs }: PlantParts) {
  const findings = new SqlFindingStore(records);
  const onProblem = (what: string, error: Error) => logger.warn({ error: error.message }, what);
  const alarms = new SqlAlarmLog(records);
  const teacher = new RelationTeacher({ index, history, findings, alarms });
  const valueDiagnosis = new ValueDiagnosis({ index, store: findings, events, teacher, onProblem });
  return {
    valueDiagnosis,
    monitors: new MonitorKeeper({
      index,
      events,
      history,
      store: new SqlMonitorStore(records),
      findings,
      alarms,
      jobs,
      wantedHours: settings.monitorHours,
      onProblem,
    }),
    seams: new SeamKeeper({
      store: new SqlSeamStore(records),
      outbox,
      events,
      logger,
      keepDays: settings.seamKeepDays,
    }),
    seamJudge: new SeamJudge({
      index,
      store: new SqlVerdictStore(records),
      outbox,
      events,
      logger,
      tellFinding: (verdict) => valueDiagnosis.tell(verdict),
      openFaults: (equipment) => valueDiagnosis.openSeamFaults(equipment),
      keepDays: settings.seamKeepDays,
    }),
  };
}

function fromBursts({ settings, logger, events, records, jobs, folder }: PlantParts, clustered: boolean) {
  const bursts = new FileBurstStore(folder('bursts'), settings.burstRetention);
  return {
    bursts,
    forwarder: new BurstForwarder({
      kept: bursts,
      shared: clustered ? new SqlBurstStore(records, settings.burstRetention) : undefined,
      jobs,
      events,
      onProblem: (error) =>
        logger.error({ error: error.message }, 'a burst was not handed to the workers; it is tried again'),
    }),
  };
}

function handling({ logger, index, events, outbox, history, records, jobs }: PlantParts) {
  return {
    incidents: new IncidentKeeper({ index, store: new SqlIncidentStore(records), outbox, events, logger }),
    notices: new NoticeKeeper({
      planner: new NoticePlanner({
        store: new SqlNoticeStore(records),
        index,
        evidenceOf: (news) => findEvidence({ index, history, findings: new SqlFindingStore(records) }, news),
        // Workers look for themselves every second, so that a queue that is away only costs that.
        tell: async (ids) => {
          await jobs
            .add('SendNotices', { notices: ids }, ids[0])
            .catch((error: Error) =>
              logger.debug({ error: error.message }, 'workers were not told of notices'),
            );
        },
      }),
      events,
      outbox,
      logger,
    }),
  };
}
