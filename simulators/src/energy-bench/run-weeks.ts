import { Worker } from 'node:worker_threads';
import type { BenchJob, BenchResult } from './week-worker.ts';

/** Runs weeks on some threads; results in the order of the jobs. */
export async function runWeeks(
  jobs: readonly BenchJob[],
  threads: number,
  onDone: (done: number) => void,
): Promise<BenchResult[]> {
  const results = new Array<BenchResult>(jobs.length);
  let next = 0;
  let done = 0;
  const runOne = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      let at = -1;
      const give = () => {
        if (next >= jobs.length) return resolve();
        at = next++;
        worker.postMessage(jobs[at]);
      };
      worker.on('message', (result: BenchResult) => {
        results[at] = result;
        onDone(++done);
        give();
      });
      worker.on('error', reject);
      give();
    });
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./week-worker.ts', import.meta.url)),
  );
  try {
    await Promise.all(workers.map(runOne));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results;
}
