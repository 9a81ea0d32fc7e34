import { parentPort } from 'node:worker_threads';
import { simulateWeek, type WeekJob, type WeekResult } from './line-week.ts';
import { plannedRuns } from './planned-week.ts';
import { hasSections, plannedSectionWeek } from './section-week.ts';

/** A week as it is to be simulated: with starts as people make them, or with planned ones. */
export type BenchJob = WeekJob & { isPlanned?: boolean };
export type BenchResult = WeekResult & {
  solverMs: number[];
  binaries: number;
  isPlanned: boolean;
  /** With people: the same week once more, with the plant as they left it at its end. */
  afterwards?: WeekResult;
};

/** Simulates the weeks that it is sent, one after the other. */
parentPort?.on('message', (job: BenchJob) => {
  void simulate(job).then((result) => parentPort!.postMessage(result));
});

async function simulate(job: BenchJob): Promise<BenchResult> {
  const ordinary = { solverMs: [], binaries: 0, isPlanned: false };
  if (job.withPeople) {
    const week = simulateWeek(job);
    return { ...week, ...ordinary, afterwards: simulateWeek({ ...job, upkeep: week.upkeep }) };
  }
  if (!job.isPlanned) return { ...simulateWeek(job), ...ordinary };
  if (hasSections(job)) {
    const { week, solverMs, binaries } = await plannedSectionWeek(job);
    return { ...week, solverMs, binaries, isPlanned: true };
  }
  const { runs, solverMs, binaries } = await plannedRuns(job);
  return { ...simulateWeek({ ...job, runs }), solverMs, binaries, isPlanned: true };
}
