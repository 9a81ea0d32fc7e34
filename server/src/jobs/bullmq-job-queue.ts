import type { JobMap, JobName } from '@linetwin/contracts';
import type { Queue, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { within } from '../platform/within.ts';
import { CompletionFeed } from './completion-feed.ts';
import type { JobBackend } from './job-backends.ts';
import { JOB_NAMES, JOB_POLICIES, type JobPolicy } from './job-policies.ts';
import { JobQueue, type JobFigures, type JobHandler } from './job-queue.port.ts';

const CLOSE_TIMEOUT_MS = 5000;
/** A start waits this long for the server of the jobs and then goes on without it. */
const START_WAIT_MS = 5000;
const RETRY_MS = 1000;
/** A job that the server does not take in this time stays with whoever wants it done. */
const ADD_TIMEOUT_MS = 5000;
const FIGURES_TIMEOUT_MS = 1500;

/** Jobs on BullMQ, one queue per job name, over any of its backends. */
export class BullMqJobQueue extends JobQueue {
  private readonly backend: JobBackend;
  private readonly logger: Logger;
  private readonly policies: Record<JobName, JobPolicy>;
  private readonly queues = new Map<JobName, Queue>();
  private readonly handlers = new Map<JobName, JobHandler<JobName>>();
  private readonly listeners = new Map<JobName, Set<(answer: never) => void>>();
  private closing: (() => Promise<unknown>)[] = [];
  private started = false;
  private stopping = false;
  private lastProblem: string | undefined;
  private onFirstProblem: () => void = () => undefined;
  private counting: Promise<JobFigures> | undefined;

  constructor(backend: JobBackend, logger: Logger, policies = JOB_POLICIES) {
    super();
    this.backend = backend;
    this.logger = logger;
    this.policies = policies;
  }

  async start(): Promise<void> {
    this.started = true;
    const failed = new Promise<never>((_, reject) => (this.onFirstProblem = () => reject(new Error())));
    await within(START_WAIT_MS, Promise.race([this.openWhenThere(), failed])).catch(() =>
      this.logger.warn(
        { error: this.lastProblem },
        'going on without the server of the jobs until it answers',
      ),
    );
  }

  async stop(): Promise<void> {
    this.stopping = true;
    // A server that is gone must not keep the process from ending.
    await within(CLOSE_TIMEOUT_MS, this.close()).catch(() => undefined);
    await this.backend.stop();
  }

  async add<Name extends JobName>(name: Name, payload: JobMap[Name]['payload'], id: string): Promise<void> {
    if (!this.started) throw new Error(`The job queue is not started, so ${name} cannot be added.`);
    const queue = this.queues.get(name);
    if (!queue)
      throw new Error(`The server of the jobs is away: ${this.lastProblem ?? 'it does not answer'}`);
    const policy = this.policies[name];
    const added = queue.add(name, payload, {
      jobId: id,
      attempts: policy.attempts,
      backoff: { type: 'exponential', delay: policy.backoffMs },
      removeOnComplete: { count: policy.keepCompleted },
      removeOnFail: { count: policy.keepFailed },
    });
    await within(ADD_TIMEOUT_MS, added);
  }

  handle<Name extends JobName>(name: Name, handler: JobHandler<Name>): void {
    if (this.handlers.has(name))
      throw new Error(`Job ${name} has a handler already; each job has exactly one.`);
    this.handlers.set(name, handler as unknown as JobHandler<JobName>);
  }

  onCompleted<Name extends JobName>(
    name: Name,
    listener: (answer: JobMap[Name]['answer']) => void,
  ): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set);
    set.add(listener as (answer: never) => void);
    const queue = this.queues.get(name);
    if (set.size === 1 && queue) void this.startFeed(name, queue).catch(this.report(`events of ${name}`));
    return () => set.delete(listener as (answer: never) => void);
  }

  async figures(): Promise<JobFigures> {
    if (this.queues.size < JOB_NAMES.length)
      throw new Error(`the server of the jobs is away: ${this.lastProblem ?? 'it does not answer'}`);
    // What was asked waits for the server to come back: one question is enough, however often it is put.
    this.counting ??= this.count().finally(() => (this.counting = undefined));
    const figures = await within(FIGURES_TIMEOUT_MS, this.counting);
    this.lastProblem = undefined;
    return figures;
  }

  private async count(): Promise<JobFigures> {
    const sum: JobFigures = { waiting: 0, running: 0, failed: 0 };
    for (const queue of this.queues.values()) {
      const counts = await queue.getJobCounts('waiting', 'delayed', 'prioritized', 'active', 'failed');
      sum.waiting += (counts.waiting ?? 0) + (counts.delayed ?? 0) + (counts.prioritized ?? 0);
      sum.running += counts.active ?? 0;
      sum.failed += counts.failed ?? 0;
      if (!counts.waiting) continue;
      const [oldest] = await queue.getJobs(['waiting'], 0, 0, true);
      if (oldest) sum.oldestWaitingAt = Math.min(sum.oldestWaitingAt ?? Infinity, oldest.timestamp);
    }
    return sum;
  }

  private async openWhenThere(): Promise<void> {
    while (!this.stopping) {
      try {
        for (const name of JOB_NAMES) await this.open(name);
        this.lastProblem = undefined;
        return;
      } catch (error) {
        this.report('jobs')(error as Error);
        await this.close();
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private async open(name: JobName): Promise<void> {
    const queue = this.backend.createQueue(name);
    this.closing.push(() => queue.close());
    queue.on('error', this.report(`queue ${name}`));
    await queue.waitUntilReady();
    if (this.handlers.has(name)) await this.startWorker(name);
    if (this.listeners.has(name)) await this.startFeed(name, queue);
    this.queues.set(name, queue);
  }

  private async startWorker(name: JobName): Promise<void> {
    const handler = this.handlers.get(name)!;
    const worker: Worker = this.backend.createWorker(
      name,
      (job) => handler(job.data as JobMap[JobName]['payload']),
      this.policies[name].concurrency,
    );
    this.closing.push(() => worker.close());
    worker.on('error', this.report(`worker of ${name}`));
    worker.on('failed', (job, error) =>
      this.logger.error({ queue: name, job: job?.id, error: error.message }, 'a job failed'),
    );
    await worker.waitUntilReady();
  }

  private async startFeed(name: JobName, queue: Queue): Promise<void> {
    const feed = new CompletionFeed({
      queue,
      events: this.backend.createEvents(name),
      depth: this.policies[name].keepCompleted,
      tell: (answer) => {
        for (const listener of this.listeners.get(name) ?? []) listener(answer as never);
      },
      onProblem: this.report(`events of ${name}`),
    });
    this.closing.push(() => feed.stop());
    await feed.start();
  }

  private async close(): Promise<void> {
    this.queues.clear();
    await Promise.allSettled(
      this.closing
        .splice(0)
        .reverse()
        .map((close) => close()),
    );
  }

  /** Says the same problem once, not with every attempt. */
  private report(what: string): (error: Error) => void {
    return ({ message }) => {
      if (message !== this.lastProblem) this.logger.warn({ what, error: message }, 'server of the jobs');
      this.lastProblem = message;
      this.onFirstProblem();
    };
  }
}
