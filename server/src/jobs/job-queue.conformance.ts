import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DiagnoseBurstJob } from '@linetwin/contracts';
import { eventually, Inbox } from '@linetwin/testing';
import { JOB_POLICIES } from './job-policies.ts';
import type { JobQueue } from './job-queue.port.ts';

/** Policies of the product with pauses that a test can wait for. */
export const TEST_POLICIES: typeof JOB_POLICIES = {
  SendNotices: { backoffMs: 100, concurrency: 1, attempts: 1, keepCompleted: 10, keepFailed: 10 },
  DiagnoseBurst: { ...JOB_POLICIES.DiagnoseBurst, backoffMs: 5 },
  BackTestRule: { ...JOB_POLICIES.BackTestRule, backoffMs: 5 },
  MakePlan: { ...JOB_POLICIES.MakePlan, backoffMs: 5 },
  TrainMonitor: { ...JOB_POLICIES.TrainMonitor, backoffMs: 5 },
  MakeShiftReport: { ...JOB_POLICIES.MakeShiftReport, backoffMs: 5 },
};

export interface JobQueueUnderTest {
  /** One more process at the same queue, not started. */
  open: () => JobQueue;
  dispose: () => Promise<void>;
}

const job = (burst: string): DiagnoseBurstJob => ({ burst, equipment: 'm1', channel: 'vibration', time: 1 });
const answer = (burst: string) => ({ findings: [burst] });

/** The promises of the port, for every adapter. `create` gives an empty queue. */
export function jobQueueConformance(name: string, create: () => Promise<JobQueueUnderTest>): void {
  describe(`${name} keeps the promises of JobQueue`, () => {
    let subject: JobQueueUnderTest;
    let sender: JobQueue;
    let handled: Inbox<string>;
    let completed: Inbox<string>;
    beforeEach(async () => {
      subject = await create();
      sender = subject.open();
      handled = new Inbox();
      completed = new Inbox();
      sender.onCompleted('DiagnoseBurst', ({ findings }) => completed.push(findings[0]));
      await sender.start();
    });
    afterEach(() => subject.dispose());

    /** A worker process whose handler notes what it got and fails as often as it is told. */
    const startWorker = async (failures: (burst: string, attempt: number) => boolean = () => false) => {
      const worker = subject.open();
      worker.handle('DiagnoseBurst', async ({ burst }) => {
        handled.push(burst);
        const attempt = handled.items.filter((one) => one === burst).length;
        if (failures(burst, attempt)) throw new Error(`${burst} fails`);
        return answer(burst);
      });
      await worker.start();
      return worker;
    };

    test('hands a job with its payload to the handler, and its answer to those who listen', async () => {
      const payloads = new Inbox<DiagnoseBurstJob>();
      const worker = subject.open();
      worker.handle('DiagnoseBurst', async (payload) => {
        payloads.push(payload);
        return answer(payload.burst);
      });
      await worker.start();
      await sender.add('DiagnoseBurst', job('b/1.ltvb'), 'b/1.ltvb');
      expect(await completed.first('answer')).toBe('b/1.ltvb');
      expect(payloads.items).toEqual([job('b/1.ltvb')]);
    });

    test('keeps jobs until somebody handles them, in the order they came', async () => {
      const began = Date.now();
      for (const burst of ['a', 'b', 'c']) await sender.add('DiagnoseBurst', job(burst), burst);
      const figures = await sender.figures();
      expect(figures).toMatchObject({ waiting: 3, running: 0, failed: 0 });
      expect(figures.oldestWaitingAt).toBeGreaterThanOrEqual(began);
      expect(figures.oldestWaitingAt).toBeLessThanOrEqual(Date.now());
      await startWorker();
      await completed.until('three answers', ({ length }) => length === 3);
      expect(handled.items).toEqual(['a', 'b', 'c']);
    });

    test('adds nothing for an id that is waiting already', async () => {
      for (const burst of ['a', 'a', 'b']) await sender.add('DiagnoseBurst', job(burst), burst);
      await startWorker();
      await completed.first('last answer', (burst) => burst === 'b');
      expect(handled.items).toEqual(['a', 'b']);
    });

    test('hands each job to one of several handlers', async () => {
      await startWorker();
      if (name !== 'InMemoryJobQueue') await startWorker();
      const bursts = Array.from({ length: 20 }, (_, i) => `burst-${i}`);
      await Promise.all(bursts.map((burst) => sender.add('DiagnoseBurst', job(burst), burst)));
      await completed.until('all answers', ({ length }) => length >= bursts.length);
      expect([...handled.items].sort()).toEqual([...bursts].sort());
    });

    test('tries a job again whose handler threw', async () => {
      await startWorker((_burst, attempt) => attempt < 3);
      await sender.add('DiagnoseBurst', job('a'), 'a');
      expect(await completed.first('answer at last')).toBe('a');
      expect(handled.items).toEqual(['a', 'a', 'a']);
    });

    test('keeps a job that fails every time as failed, and goes on with the others', async () => {
      await startWorker((burst) => burst === 'bad');
      await sender.add('DiagnoseBurst', job('bad'), 'bad');
      await sender.add('DiagnoseBurst', job('good'), 'good');
      expect(await completed.first('answer')).toBe('good');
      const figures = await eventually(
        'one failed job',
        () => sender.figures(),
        ({ failed }) => failed === 1,
      );
      expect(figures).toEqual({ waiting: 0, running: 0, failed: 1 });
      expect(handled.items.filter((burst) => burst === 'bad')).toHaveLength(
        TEST_POLICIES.DiagnoseBurst.attempts,
      );
    });

    test('tells nothing to a listener that unsubscribed', async () => {
      const heard: string[] = [];
      const unsubscribe = sender.onCompleted('DiagnoseBurst', ({ findings }) => heard.push(findings[0]));
      await startWorker();
      await sender.add('DiagnoseBurst', job('a'), 'a');
      await completed.first('first answer');
      unsubscribe();
      await sender.add('DiagnoseBurst', job('b'), 'b');
      await completed.first('second answer', (burst) => burst === 'b');
      expect(heard).toEqual(['a']);
    });

    test('refuses a second handler of the same name in one process', () => {
      const worker = subject.open();
      worker.handle('DiagnoseBurst', async () => answer('a'));
      expect(() => worker.handle('DiagnoseBurst', async () => answer('a'))).toThrow('exactly one');
    });

    test('finishes what it is doing before it stops', async () => {
      const begun = new Inbox<string>();
      let finish: () => void = () => undefined;
      const worker = subject.open();
      worker.handle('DiagnoseBurst', async ({ burst }) => {
        begun.push(burst);
        await new Promise<void>((resolve) => (finish = resolve));
        return answer(burst);
      });
      await worker.start();
      await sender.add('DiagnoseBurst', job('a'), 'a');
      await begun.first('begun job');
      let stopped = false;
      const stopping = worker.stop().then(() => (stopped = true));
      expect(stopped).toBe(false);
      finish();
      await stopping;
      expect(begun.items).toEqual(['a']);
    });
  });
}
