import type { PlanSpan, PlanWay } from '@linetwin/contracts';
import {
  lengthOf,
  warmUpOf,
  type PlanningProblem,
  type Schedule,
  type ScheduleCost,
} from '@linetwin/energy/planner';

/** A schedule as pages draw it: runs of orders, and how each resource waits in between. */
export function wayOf(problem: PlanningProblem, schedule: Schedule, cost: ScheduleCost): PlanWay {
  return { ...cost, spans: problem.resources.flatMap(({ id }) => spansOf(problem, schedule, id)) };
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
