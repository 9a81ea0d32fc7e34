import { LpText, type Term } from './lp-text.ts';
import type { MilpLimits, SolveMilp } from './milp-solver.ts';
import { lengthOf, type PlanningProblem } from './planning-problem.ts';
import { Starts, scheduleOf } from './schedule-model.ts';

/** An order that cannot be kept. */
export interface LateOrder {
  order: string;
  /** By how much what is still finished within the plan misses the due date, quarters. */
  lateQuarters: number;
  /** Work that finds no place within the plan at all, quarters. */
  unplacedQuarters: number;
}

/**
 * Which orders cannot be kept, and by how much, when as little as possible is late: the same jobs on the same resources
 * with due dates taken away, and lateness instead of cost.
 */
export async function leastLateness(
  problem: PlanningProblem,
  solve: SolveMilp,
  limits: MilpLimits,
): Promise<{ late: LateOrder[]; relaxed: PlanningProblem }> {
  const open = { ...problem, jobs: problem.jobs.map((job) => ({ ...job, due: problem.quarters })) };
  const orders = [...new Set(problem.jobs.map(({ order }) => order))];
  const lp = new LpText();
  const starts = new Starts(open, lp, true);
  for (const { id, staffed } of open.resources)
    for (let t = 0; t < open.quarters; t++)
      lp.row(starts.covering(id, t), '<=', (staffed?.[t] ?? true) ? 1 : 0);
  orders.forEach((_, o) => {
    lp.bound(`late_${o}`, 0, open.quarters);
    lp.minimise(1, `late_${o}`);
  });
  problem.jobs.forEach((job, j) => {
    const lateness = starts
      .of(j)
      .map(({ at, variable }): Term => [Math.max(0, at + lengthOf(job) - job.due), variable])
      .filter(([quarters]) => quarters > 0);
    if (lateness.length > 0) lp.row([...lateness, [-1, `late_${orders.indexOf(job.order)}`]], '<=', 0);
    // Better late than left out.
    for (const { variable } of starts.of(j)) lp.minimise(-2 * open.quarters * lengthOf(job), variable);
  });
  const schedule = scheduleOf(open, await solve(lp.toString(), limits));
  const late = orders.map((order): LateOrder => {
    const jobs = problem.jobs.filter((job) => job.order === order);
    const placed = jobs.filter(({ id }) => schedule.starts.has(id));
    const over = placed.map((job) => schedule.starts.get(job.id)! + lengthOf(job) - job.due);
    const unplaced = jobs.filter(({ id }) => !schedule.starts.has(id));
    return {
      order,
      lateQuarters: Math.max(0, ...over),
      unplacedQuarters: unplaced.reduce((sum, job) => sum + lengthOf(job), 0),
    };
  });
  const byOrder = new Map(late.map((one) => [one.order, one]));
  const jobs = problem.jobs
    .filter(({ id }) => schedule.starts.has(id))
    .map((job) => ({ ...job, due: job.due + byOrder.get(job.order)!.lateQuarters }));
  return {
    late: late.filter(({ lateQuarters, unplacedQuarters }) => lateQuarters + unplacedQuarters > 0),
    relaxed: { ...problem, jobs },
  };
}
