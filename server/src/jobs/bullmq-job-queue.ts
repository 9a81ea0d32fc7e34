import type { JobMap, JobName } from '@linetwin/contracts';
import { createPostgresBackend, withBackend } from 'bullmq';
import type { Logger } from 'pino';
import { JOB_NAMES, JOB_POLICIES, type JobPolicy } from './job-policies.ts';
import { JobQueue, type JobFigures, type JobHandler } from './job-queue.port.ts';

const { Queue, QueueEvents, Worker } = withBackend(createPostgresBackend);

type AnyQueue = InstanceType<typeof Queue>;

const CLOSE_TIMEOUT_MS = 5000;
/**
 * How long a worker and a listener sleep when nothing wakes them. PostgreSQL wakes them at once by NOTIFY, but the
 * embedded PGlite does not pass that on to other connections; BullMQ's own 5 and 10 s would be felt there.
 */
const POLL_MS = 250;

/** Jobs on BullMQ, one queue per job name, over its PostgreSQL backend. */
export class BullMqJobQueue extends JobQueue {
  private readonly connection: { connectionString: string; schema: string; migrate: boolean; max: number };
  private readonly logger: Logger;
  private readonly policies: Record<JobName, JobPolicy>;
  private readonly queues = new Map<JobName, AnyQueue>();
  private readonly handlers = new Map<JobName, JobHandler<JobName>>();
  private readonly listeners = new Map<JobName, Set<(answer: never) => void>>();
  private readonly closing: (() => Promise<void>)[] = [];

  constructor(databaseUrl: string, logger: Logger, policies = JOB_POLICIES) {
    super();
    // PGlite runs in one session and knows no search path per connection, so BullMQ's tables live in "public".
    this.connection = { connectionString: databaseUrl, schema: 'public', migrate: true, max: 3 };
    this.logger = logger;
    this.policies = policies;
  }

  async start(): Promise<void> {
    for (const name of JOB_NAMES) {
      const queue: AnyQueue = new Queue(name, { connection: this.connection });
      queue.on('error', (error) => this.logger.warn({ queue: name, error: error.message }, 'job queue'));
      await queue.waitUntilReady();
      this.queues.set(name, queue);
      this.closing.push(() => queue.close());
      if (this.handlers.has(name)) await this.startWorker(name);
      if (this.listeners.has(name)) await this.startEvents(name);
    }
  }

  async stop(): Promise<void> {
    // A data base that is gone must not keep the process from ending.
    const closed = Promise.allSettled(
      this.closing
        .splice(0)
        .reverse()
        .map((close) => close()),
    );
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise((resolve) => (timer = setTimeout(resolve, CLOSE_TIMEOUT_MS)));
    await Promise.race([closed, timeout]);
    clearTimeout(timer);
  }

  async add<Name extends JobName>(name: Name, payload: JobMap[Name]['payload'], id: string): Promise<void> {
    const policy = this.policies[name];
    await this.queue(name).add(name, payload, {
      jobId: id,
      attempts: policy.attempts,
      backoff: { type: 'exponential', delay: policy.backoffMs },
      removeOnComplete: { count: policy.keepCompleted },
      removeOnFail: { count: policy.keepFailed },
    });
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
    if (set.size === 1 && this.queues.has(name)) {
      void this.startEvents(name).catch((error: Error) =>
        this.logger.error({ queue: name, error: error.message }, 'job events'),
      );
    }
    return () => set.delete(listener as (answer: never) => void);
  }

  async figures(): Promise<JobFigures> {
    const sum: JobFigures = { waiting: 0, running: 0, failed: 0 };
    for (const queue of this.queues.values()) {
      const counts = await queue.getJobCounts('waiting', 'delayed', 'prioritized', 'active', 'failed');
      sum.waiting += (counts.waiting ?? 0) + (counts.delayed ?? 0) + (counts.prioritized ?? 0);
      sum.running += counts.active ?? 0;
      sum.failed += counts.failed ?? 0;
    }
    return sum;
  }

  private queue(name: JobName): AnyQueue {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`The job queue is not started, so ${name} cannot be added.`);
    return queue;
  }

  private async startWorker(name: JobName): Promise<void> {
    const handler = this.handlers.get(name)!;
    const worker = new Worker(name, (job) => handler(job.data as JobMap[JobName]['payload']), {
      connection: this.connection,
      concurrency: this.policies[name].concurrency,
      drainDelay: POLL_MS / 1000,
    });
    worker.on('error', (error) => this.logger.warn({ queue: name, error: error.message }, 'job worker'));
    worker.on('failed', (job, error) =>
      this.logger.error({ queue: name, job: job?.id, error: error.message }, 'a job failed'),
    );
    this.closing.push(() => worker.close());
    await worker.waitUntilReady();
  }

  private async startEvents(name: JobName): Promise<void> {
    const events = new QueueEvents(name, { connection: this.connection, blockingTimeout: POLL_MS });
    events.on('error', (error) => this.logger.warn({ queue: name, error: error.message }, 'job events'));
    events.on('completed', ({ returnvalue }) => {
      const answer = (typeof returnvalue === 'string' ? JSON.parse(returnvalue) : returnvalue) as never;
      for (const listener of this.listeners.get(name) ?? []) listener(answer);
    });
    this.closing.push(() => events.close());
    await events.waitUntilReady();
  }
}
