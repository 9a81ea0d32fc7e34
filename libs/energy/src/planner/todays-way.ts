import { lengthOf, type PlanningProblem, type Schedule } from './planning-problem.ts';

/**
 * How people run it without a plan: everything stays ready, and each job begins as soon as it can, what is due first
 * going first. Dates may be missed; the schedule then goes on to the plan's end, and what does not fit is left out.
 */
export function todaysWay(problem: PlanningProblem): Schedule {
  const free = new Map(
    problem.resources.map(({ id, staffed }) => [
      id,
      staffed ? [...staffed] : new Array<boolean>(problem.quarters).fill(true),
    ]),
  );
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  const waiting = [...problem.jobs].sort((a, b) => a.due - b.due || a.earliest - b.earliest);
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ after = [] }) => after.every(({ job }) => !isIn(waiting, job)));
    // Jobs that wait for each other are never begun.
    if (at < 0) break;
    const [job] = waiting.splice(at, 1);
    const follows = (job.after ?? []).map((a) => (ends.get(a.job) ?? Infinity) + a.lagQuarters);
    const start = firstFit(problem, job.occupies, lengthOf(job), Math.max(job.earliest, ...follows), free);
    if (start === undefined) continue;
    starts.set(job.id, start);
    ends.set(job.id, start + lengthOf(job));
    for (const resource of job.occupies) free.get(resource)!.fill(false, start, start + lengthOf(job));
  }
  return { starts, ready: alwaysReady(problem) };
}

export function alwaysReady(problem: PlanningProblem): Map<string, boolean[]> {
  return new Map(problem.resources.map(({ id }) => [id, new Array<boolean>(problem.quarters).fill(true)]));
}

function firstFit(
  problem: PlanningProblem,
  occupies: readonly string[],
  length: number,
  from: number,
  free: ReadonlyMap<string, readonly boolean[]>,
): number | undefined {
  for (let start = from; start + length <= problem.quarters; start++) {
    const isFree = (resource: string) =>
      free
        .get(resource)!
        .slice(start, start + length)
        .every(Boolean);
    if (occupies.every(isFree)) return start;
  }
  return undefined;
}

function isIn(jobs: readonly { id: string }[], id: string): boolean {
  return jobs.some((job) => job.id === id);
}
