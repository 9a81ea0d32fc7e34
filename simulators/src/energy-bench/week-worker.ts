import { parentPort } from 'node:worker_threads';
import { simulateWeek, type WeekJob, type WeekResult } from './line-week.ts';
import { plannedRuns } from './planned-week.ts';
import { hasSections, plannedSectionWeek } from './section-week.ts';

/** A week as it is to be simulated: with starts as people make them, or with planned ones. */
export type BenchJob = WeekJob & { isPlanned?: boolean };
export type BenchResult = WeekResult & { solverMs: number[]; binaries: number; isPlanned: boolean };

/** Simulates the weeks that it is sent, one after the other. */
parentPort?.on('message', (job: BenchJob) => {
  void simulate(job).then((result) => parentPort!.postMessage(result));
});

async function simulate(job: BenchJob): Promise<BenchResult> {
  if (!job.isPlanned) return { ...simulateWeek(job), solverMs: [], binaries: 0, isPlanned: false };
  if (hasSections(job)) {
    const { week, solverMs, binaries } = await plannedSectionWeek(job);
    return { ...week, solverMs, binaries, isPlanned: true };
  }
  const { runs, solverMs, binaries } = await plannedRuns(job);
  return { ...simulateWeek({ ...job, runs }), solverMs, binaries, isPlanned: true };
}
