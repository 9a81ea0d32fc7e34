import type { JobName } from '@linetwin/contracts';

export interface JobPolicy {
  /** Jobs of this name handled at once in one worker process. */
  concurrency: number;
  attempts: number;
  /** First pause before a failed job is tried again; doubles each time. */
  backoffMs: number;
  /** Finished jobs kept, for looking at them. */
  keepCompleted: number;
  keepFailed: number;
}

/** Queueing policy of every job on one screen. */
export const JOB_POLICIES: Record<JobName, JobPolicy> = {
  // Computing is synchronous, so more at once would only interleave them on the one thread.
  DiagnoseBurst: { concurrency: 1, attempts: 4, backoffMs: 2000, keepCompleted: 100, keepFailed: 500 },
  // Minutes of computing over a month of history; a worker that dies leaves it to another, which begins again.
  BackTestRule: { concurrency: 1, attempts: 3, backoffMs: 5000, keepCompleted: 50, keepFailed: 50 },
  // Seconds of computing; what cannot be learned from is said in the records, not by failing again and again.
  TrainMonitor: { concurrency: 1, attempts: 3, backoffMs: 5000, keepCompleted: 50, keepFailed: 50 },
  // The notices stay in the data base, where the worker looks every second: a job that is lost costs that second.
  SendNotices: { concurrency: 1, attempts: 2, backoffMs: 1000, keepCompleted: 100, keepFailed: 100 },
  // A data base that is away for an hour delays the report and does not lose it.
  MakeShiftReport: { concurrency: 1, attempts: 10, backoffMs: 5000, keepCompleted: 50, keepFailed: 50 },
  // A plan of an hour ago is worth nothing: it is tried again soon, or not at all.
  MakePlan: { concurrency: 1, attempts: 3, backoffMs: 2000, keepCompleted: 20, keepFailed: 20 },
};

export const JOB_NAMES = Object.keys(JOB_POLICIES) as JobName[];
