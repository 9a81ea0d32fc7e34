import type { PlanPart, PlanSpan, PlanWay } from '@linetwin/contracts';
import {
  costOf,
  lengthOf,
  warmUpOf,
  type PlanningProblem,
  type Schedule,
  type ScheduleCost,
} from '@linetwin/energy/planner';

/**
 * A schedule as pages draw it: runs of orders, how each resource waits in between, and what each part takes.
 *
 * @param parts resources that count as one part, by its id
 */
export function wayOf(
  problem: PlanningProblem,
  schedule: Schedule,
  cost: ScheduleCost,
  parts: ReadonlyMap<string, readonly string[]>,
): PlanWay {
  return {
    ...cost,
    spans: problem.resources.flatMap(({ id }) => spansOf(problem, schedule, id)),
    parts: [...parts].map(([part, resources]) => partOf(problem, schedule, part, resources)),
  };
}

/** The same schedule with nothing else in the plant; a job counts where the first resource is that it takes. */
function partOf(
  problem: PlanningProblem,
  schedule: Schedule,
  part: string,
  own: readonly string[],
): PlanPart {
  const { kwh, energyYuan, maximumKw } = costOf(
    {
      ...problem,
      otherKw: problem.otherKw.map(() => 0),
      resources: problem.resources.filter(({ id }) => own.includes(id)),
      jobs: problem.jobs.filter(({ occupies }) => own.includes(occupies[0])),
    },
    schedule,
  );
  return { part, kwh, energyYuan, maximumKw };
}

function spansOf(problem: PlanningProblem, { starts, ready }: Schedule, id: string): PlanSpan[] {
  const resource = problem.resources.find((one) => one.id === id)!;
  const isReady = ready.get(id)!;
  const warm = warmUpOf(resource, isReady);
  const quarters = isReady.map((one, t): Omit<PlanSpan, 'from' | 'to'> => ({
    resource: id,
    what: one ? 'ready' : warm[t] ? 'warm-up' : 'rest',
    order: null,
  }));
  for (const job of problem.jobs) {
    const start = starts.get(job.id);
    if (start === undefined || !job.occupies.includes(id)) continue;
    for (let t = start; t < start + lengthOf(job); t++)
      quarters[t] = { resource: id, what: 'run', order: job.order };
  }
  const spans: PlanSpan[] = [];
  quarters.forEach((quarter, t) => {
    const last = spans.at(-1);
    if (last && last.what === quarter.what && last.order === quarter.order) last.to = t + 1;
    else spans.push({ ...quarter, from: t, to: t + 1 });
  });
  return spans;
}
