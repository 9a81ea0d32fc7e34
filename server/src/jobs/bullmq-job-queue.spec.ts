import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  eventually,
  hasPostgres,
  hasRealServer,
  Inbox,
  PostgresServer,
  RedisServer,
} from '@linetwin/testing';
import { pino } from 'pino';
import pg from 'pg';
import { TestRecords } from '../records/testing.ts';
import { connectRedis } from '../platform/redis.ts';
import { BullMqJobQueue } from './bullmq-job-queue.ts';
import { postgresJobs, redisJobs, type JobBackend } from './job-backends.ts';
import { jobQueueConformance, TEST_POLICIES } from './job-queue.conformance.ts';
import type { JobQueue } from './job-queue.port.ts';

const silent = pino({ level: 'silent' });
const PAYLOAD = { burst: 'a', equipment: 'm1', channel: 'vibration', time: 1 };

interface JobServer {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Takes out all jobs. */
  clear(): Promise<void>;
  backend(): JobBackend;
  /** Ends the server for a while; not every one can be ended alone. */
  pause?(): Promise<void>;
  resume?(): Promise<void>;
}

/** Takes out what is in BullMQ's tables and leaves the tables; before the first start there are none. */
async function clearTables(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    'DO $$ BEGIN TRUNCATE job, event CASCADE; EXCEPTION WHEN undefined_table THEN NULL; END $$',
  );
  await client.end();
}

function embedded(): JobServer {
  const database = new TestRecords();
  return {
    start: () => database.start(),
    stop: () => database.stop(),
    clear: () => clearTables(database.url),
    backend: () => postgresJobs(database.url),
  };
}

function realPostgres(): JobServer {
  let server: PostgresServer;
  return {
    start: async () => void (server = await PostgresServer.start()),
    stop: () => server.stop(),
    clear: () => clearTables(server.url),
    backend: () => postgresJobs(server.url),
    pause: () => server.pause(),
    resume: () => server.resume(),
  };
}

function realRedis(): JobServer {
  let server: RedisServer;
  return {
    start: async () => void (server = await RedisServer.start()),
    stop: () => server.stop(),
    clear: async () => {
      const client = connectRedis(server.url, () => undefined);
      await client.flushall();
      client.disconnect();
    },
    backend: () => redisJobs(server.url, () => undefined),
    pause: () => server.pause(),
    resume: () => server.resume(),
  };
}

const servers: [string, () => JobServer][] = [['the embedded data base', embedded]];
if (hasPostgres()) servers.push(['PostgreSQL', realPostgres]);
if (hasRealServer('redis-server', 'redis-server')) servers.push(['Redis', realRedis]);

describe.each(servers)('on %s', (name, create) => {
  const server = create();
  beforeAll(() => server.start(), 60_000);
  afterAll(() => server.stop());

  const opened: JobQueue[] = [];
  const open = () => {
    const queue = new BullMqJobQueue(server.backend(), silent, TEST_POLICIES);
    opened.push(queue);
    return queue;
  };
  const closeAll = async () => {
    for (const queue of opened.splice(0).reverse()) await queue.stop();
  };

  jobQueueConformance(`BullMqJobQueue on ${name}`, async () => {
    await server.clear();
    return { open, dispose: closeAll };
  });

  test('keeps a job over a restart of everybody', async () => {
    await server.clear();
    const sender = open();
    await sender.start();
    await sender.add('DiagnoseBurst', PAYLOAD, 'a');
    await closeAll();

    const handled = new Inbox<unknown>();
    const worker = open();
    worker.handle('DiagnoseBurst', async (job) => {
      handled.push(job);
      return { findings: [] };
    });
    await worker.start();
    expect(await handled.first('job')).toEqual(PAYLOAD);
    await closeAll();
  });

  test('says that it was not started, instead of losing a job', async () => {
    await expect(open().add('DiagnoseBurst', PAYLOAD, 'a')).rejects.toThrow('not started');
    await closeAll();
  });

  // The embedded data base lives and dies with its server.
  if (!server.pause) return;
  test('starts while its server is away, refuses jobs, and takes them when it is there', async () => {
    await server.clear();
    await server.pause!();
    const handled = new Inbox<unknown>();
    const queue = open();
    queue.handle('DiagnoseBurst', async (job) => {
      handled.push(job);
      return { findings: [] };
    });
    await queue.start();
    await expect(queue.add('DiagnoseBurst', PAYLOAD, 'a')).rejects.toThrow();
    await server.resume!();
    for (let added = false; !added;) {
      added = await queue.add('DiagnoseBurst', PAYLOAD, 'a').then(
        () => true,
        () => false,
      );
      if (!added) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await handled.first('job')).toEqual(PAYLOAD);
    await closeAll();
  }, 40_000);

  test('says that its server is away, and that it is back', async () => {
    const queue = open();
    await queue.start();
    expect(await queue.figures()).toMatchObject({ running: 0 });
    await server.pause!();
    await expect(queue.figures()).rejects.toThrow();
    await server.resume!();
    const well = () =>
      queue.figures().then(
        () => true,
        () => false,
      );
    await eventually('its figures again', well, Boolean);
    await closeAll();
  }, 40_000);
});
