import { createPostgresBackend, Queue, QueueEvents, withBackend, Worker, type Job } from 'bullmq';
import { connectRedis, parseRedisUrl, type RedisClient } from '../platform/redis.ts';

const OnPostgres = withBackend(createPostgresBackend);

/**
 * How long a worker and a listener sleep when nothing wakes them. PostgreSQL wakes them at once by NOTIFY, but the
 * embedded PGlite does not pass that on to other connections; BullMQ's own 5 and 10 s would be felt there.
 */
const POLL_MS = 250;
const POSTGRES_CONNECTIONS = 3;

type Processor = (job: Job) => Promise<unknown>;

/** Where BullMQ keeps its jobs: makes its classes, which are the same over every backend. */
export interface JobBackend {
  createQueue(name: string): Queue;
  createWorker(name: string, processor: Processor, concurrency: number): Worker;
  createEvents(name: string): QueueEvents;
  /** Releases what the classes shared; to be called when all of them are closed. */
  stop(): Promise<void>;
}

export function postgresJobs(databaseUrl: string): JobBackend {
  // PGlite runs in one session and knows no search path per connection, so BullMQ's tables live in "public".
  const connection = {
    connectionString: databaseUrl,
    schema: 'public',
    migrate: true,
    max: POSTGRES_CONNECTIONS,
  };
  // The classes differ in the type of the connection only, which nobody above sees.
  return {
    createQueue: (name) => new OnPostgres.Queue(name, { connection }) as unknown as Queue,
    createWorker: (name, processor, concurrency) =>
      new OnPostgres.Worker(name, processor, {
        connection,
        concurrency,
        drainDelay: POLL_MS / 1000,
      }) as unknown as Worker,
    createEvents: (name) =>
      new OnPostgres.QueueEvents(name, { connection, blockingTimeout: POLL_MS }) as unknown as QueueEvents,
    stop: async () => undefined,
  };
}

/** @param onProblem is told of a connection that breaks; it is made again by itself */
export function redisJobs(redisUrl: string, onProblem: (error: Error) => void): JobBackend {
  // In a cluster all keys of a queue must lie in one slot, which the braces see to.
  const prefix = parseRedisUrl(redisUrl).form === 'cluster' ? '{linetwin}' : 'linetwin';
  const opened: RedisClient[] = [];
  const options = () => {
    const connection = connectRedis(redisUrl, onProblem);
    opened.push(connection);
    return { connection, prefix };
  };
  return {
    createQueue: (name) => new Queue(name, options()),
    createWorker: (name, processor, concurrency) =>
      new Worker(name, processor, { ...options(), concurrency }),
    createEvents: (name) => new QueueEvents(name, options()),
    stop: async () => {
      for (const connection of opened.splice(0)) connection.disconnect();
    },
  };
}
