import type { MakePlanJob } from './planner.ts';
import type { BackTestRuleJob } from './rules.ts';

/** A burst waits on disk; the job carries where it lies, not its samples. */
export interface DiagnoseBurstJob {
  /** File name below the burst folder, which is also the job's identity. */
  burst: string;
  equipment: string;
  channel: string;
  /** Source time of the first sample, ms since 1970 UTC. */
  time: number;
}

/** A shift of a line that is over. */
export interface MakeShiftReportJob {
  line: string;
  /** Begin and end, ms since 1970 UTC. */
  from: number;
  to: number;
  shift: string;
}

/** The rows that a monitor is to be trained on lie in the data base; the job says which. */
export interface TrainMonitorJob {
  order: string;
  equipment: string;
}

/** Every job of Linetwin: name to payload and answer. */
export interface JobMap {
  /** Notices wait in the data base; the job says that they are there. */
  SendNotices: { payload: { notices: string[] }; answer: Record<string, never> };
  MakeShiftReport: { payload: MakeShiftReportJob; answer: { made: number } };
  MakePlan: { payload: MakePlanJob; answer: { plan: string | null } };
  BackTestRule: { payload: BackTestRuleJob; answer: { test: string; raised: number | null } };
  TrainMonitor: { payload: TrainMonitorJob; answer: { equipment: string; version: number | null } };
  DiagnoseBurst: { payload: DiagnoseBurstJob; answer: { findings: string[] } };
}
export type JobName = keyof JobMap;
