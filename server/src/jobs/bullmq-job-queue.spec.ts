import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Inbox } from '@linetwin/testing';
import { sql } from 'kysely';
import { pino } from 'pino';
import { TestRecords } from '../records/testing.ts';
import { BullMqJobQueue } from './bullmq-job-queue.ts';
import { jobQueueConformance, TEST_POLICIES } from './job-queue.conformance.ts';
import type { JobQueue } from './job-queue.port.ts';

const database = new TestRecords();
beforeAll(() => database.start(), 60_000);
afterAll(() => database.stop());

const silent = pino({ level: 'silent' });
const open = () => new BullMqJobQueue(database.url, silent, TEST_POLICIES);

/** Takes out what is in BullMQ's tables and leaves the tables; before the first start there are none. */
async function clearJobs(): Promise<void> {
  await sql`DO $$ BEGIN TRUNCATE job, event CASCADE; EXCEPTION WHEN undefined_table THEN NULL; END $$`.execute(
    database.records.db,
  );
}

jobQueueConformance('BullMqJobQueue', async () => {
  await clearJobs();
  const opened: JobQueue[] = [];
  return {
    open: () => {
      const queue = open();
      opened.push(queue);
      return queue;
    },
    dispose: async () => {
      for (const queue of opened.reverse()) await queue.stop();
    },
  };
});

describe('BullMqJobQueue', () => {
  test('keeps a job over a restart of everybody', async () => {
    await clearJobs();
    const sender = open();
    await sender.start();
    const payload = { burst: 'a', equipment: 'm1', channel: 'vibration', time: 1 };
    await sender.add('DiagnoseBurst', payload, 'a');
    await sender.stop();

    const handled = new Inbox<unknown>();
    const worker = open();
    worker.handle('DiagnoseBurst', async (job) => {
      handled.push(job);
      return { findings: [] };
    });
    await worker.start();
    expect(await handled.first('job')).toEqual(payload);
    await worker.stop();
  });

  test('says that it was not started, instead of losing a job', async () => {
    const payload = { burst: 'a', equipment: 'm1', channel: 'vibration', time: 1 };
    await expect(open().add('DiagnoseBurst', payload, 'a')).rejects.toThrow('not started');
  });
});
