import type { JobMap, JobName } from '@linetwin/contracts';

/**
 * Orders from one process to another.
 *
 * Promises: what `add` resolved for survives and is handled at least once, by one handler at a time. Adding an
 * id that is waiting or running already adds nothing. A handler that throws is tried again with growing
 * pauses; a job that keeps failing is kept as failed and does not block others. `onCompleted` listeners hear,
 * at least once each, of the jobs of that name that any process finished while they were listening.
 * Left out on purpose: whether an id that was handled lately may be added again.
 */
export abstract class JobQueue {
  abstract start(): Promise<void>;
  abstract stop(): Promise<void>;
  abstract add<Name extends JobName>(name: Name, payload: JobMap[Name]['payload'], id: string): Promise<void>;
  abstract handle<Name extends JobName>(name: Name, handler: JobHandler<Name>): void;
  /** @returns what undoes the subscription */
  abstract onCompleted<Name extends JobName>(
    name: Name,
    listener: (answer: JobMap[Name]['answer']) => void,
  ): () => void;
  /** @throws Error saying why, when jobs are not taken now; within some seconds */
  abstract figures(): Promise<JobFigures>;
}

export type JobHandler<Name extends JobName> = (
  payload: JobMap[Name]['payload'],
) => Promise<JobMap[Name]['answer']>;

export interface JobFigures {
  waiting: number;
  running: number;
  failed: number;
  /** When the oldest that waits was added, ms since 1970 UTC. */
  oldestWaitingAt?: number;
}
