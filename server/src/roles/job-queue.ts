import type { Logger } from 'pino';
import { BullMqJobQueue } from '../jobs/bullmq-job-queue.ts';
import { postgresJobs, redisJobs } from '../jobs/job-backends.ts';
import type { JobQueue } from '../jobs/job-queue.port.ts';

/** The queue between api, ingest and workers: on Redis where there is one, else in the records data base. */
export function createJobQueue(at: { databaseUrl: string; redisUrl?: string }, logger: Logger): JobQueue {
  const backend =
    at.redisUrl === undefined
      ? postgresJobs(at.databaseUrl)
      : // Every attempt of every connection; what is wrong is said once by the queue, which hears of it too.
        redisJobs(at.redisUrl, (error) => logger.debug({ error: error.message }, 'Redis'));
  return new BullMqJobQueue(backend, logger);
}
