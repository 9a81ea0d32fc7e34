import type { PlanningJob, PlanningProblem } from './planning-problem.ts';

/**
 * The same problem with equal jobs put in a row: of lots that take the same power on the same resources, the one that is
 * due first may as well go first (exchange of two equal jobs changes neither power nor resources). Without it the solver
 * tries all their permutations.
 */
export function inSequence(problem: PlanningProblem): PlanningProblem {
  const kinds = new Map<string, PlanningJob[]>();
  for (const job of problem.jobs) {
    if (job.series !== undefined) continue;
    const kind = JSON.stringify([job.occupies, job.loadKw]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), job]);
  }
  const follows = new Map<string, { job: string; lagQuarters: number }[]>();
  for (const jobs of kinds.values()) {
    const row = rowOf(problem, jobs);
    row?.slice(1).forEach(({ id }, i) => follows.set(id, [{ job: row[i].id, lagQuarters: 0 }]));
  }
  const jobs = problem.jobs.map((job) => ({
    ...job,
    after: [...(job.after ?? []), ...(follows.get(job.id) ?? [])],
  }));
  return { ...problem, jobs };
}

/** Equal jobs in an order that loses nothing; undefined where there is none, or other jobs hang on them. */
function rowOf(problem: PlanningProblem, jobs: readonly PlanningJob[]): PlanningJob[] | undefined {
  const own = new Set(jobs.map(({ id }) => id));
  const isApart = problem.jobs.every(({ id, after = [] }) =>
    after.every(
      ({ job, lagQuarters }) => own.has(id) === own.has(job) && (!own.has(id) || lagQuarters === 0),
    ),
  );
  if (jobs.length < 2 || jobs[0].occupies.length === 0 || !isApart) return undefined;
  const row = [...jobs].sort((a, b) => a.due - b.due || a.earliest - b.earliest);
  const at = new Map(row.map(({ id }, i) => [id, i]));
  const isInOrder = row.every(
    ({ earliest, after = [] }, i) =>
      (i === 0 || row[i - 1].earliest <= earliest) && after.every(({ job }) => at.get(job)! < i),
  );
  return isInOrder ? row : undefined;
}
