import { costOf, violationsOf, type ScheduleCost } from './evaluate-schedule.ts';
import { leastLateness, type LateOrder } from './lateness.ts';
import { solveWithHighs, type MilpLimits, type SolveMilp } from './milp-solver.ts';
import { checkProblem, type PlanningProblem, type Schedule } from './planning-problem.ts';
import { ScheduleModel, scheduleOf } from './schedule-model.ts';
import { beyondStocks } from './stock.ts';
import { alwaysReady, todaysWay } from './todays-way.ts';

/** One per cent of what can be planned is less than powers are known to. */
export const USUAL_LIMITS: MilpLimits = { seconds: 20, gap: 0.01 };

export interface Plan {
  /** `optimal` within the gap; `feasible` when time was over; `today` when nothing better was found. */
  status: 'optimal' | 'feasible' | 'today';
  /** What the plan is of: without the work that finds no place, and with dates that can be kept. */
  problem: PlanningProblem;
  plan: Schedule;
  planCost: ScheduleCost;
  today: Schedule;
  todayCost: ScheduleCost;
  /** Whether today's way keeps all dates that the plan keeps. */
  todayIsOnTime: boolean;
  /** Saving with everything kept ready, yuan: what the starts alone bring. The rest comes from resting in between. */
  startsSaveYuan: number;
  late: LateOrder[];
  size: { rows: number; binaries: number };
  solverMs: number;
}

/**
 * Starts of all jobs at the least cost of energy and maximum demand: due dates are kept, resources take one job at a
 * time and only ready ones. A plan is never dearer than today's way, where that keeps the dates.
 *
 * @throws PlanningProblemError
 */
export async function planStarts(
  asked: PlanningProblem,
  limits: MilpLimits = USUAL_LIMITS,
  solve: SolveMilp = solveWithHighs,
): Promise<Plan> {
  checkProblem(asked);
  const begun = performance.now();
  let problem = asked;
  let late: LateOrder[] = [];
  let model = new ScheduleModel(problem);
  let result = await solve(model.toString(), limits);
  if (result.status === 'infeasible') {
    ({ late, relaxed: problem } = await leastLateness(asked, solve, limits));
    model = new ScheduleModel(problem);
    result = await solve(model.toString(), limits);
  }
  const today = todaysWay(problem);
  const todayCost = costOf(problem, today);
  const todayIsOnTime = violationsOf(problem, today).length === 0;
  const found = scheduleOf(problem, result);
  const isKept = result.status !== 'none' && violationsOf(problem, found).length === 0;
  const foundCost = isKept ? costOf(problem, found) : undefined;
  const [beyond, todayBeyond] = [beyondStocks(problem, found), beyondStocks(problem, today)];
  const isBetter =
    foundCost !== undefined &&
    (!todayIsOnTime || isBetterThan({ ...foundCost, beyond }, { ...todayCost, beyond: todayBeyond }));
  const plan = isBetter ? found : today;
  const planCost = isBetter ? foundCost : todayCost;
  const startsOnly = costOf(problem, { starts: plan.starts, ready: alwaysReady(problem) });
  return {
    status: isBetter ? (result.status === 'optimal' ? 'optimal' : 'feasible') : 'today',
    problem,
    plan,
    planCost,
    today,
    todayCost,
    todayIsOnTime,
    startsSaveYuan: todayCost.totalYuan - startsOnly.totalYuan,
    late,
    size: model.size,
    solverMs: performance.now() - begun,
  };
}

/** Less than a part over a whole day is rounding. */
const SAME_PARTS = 1;

/** Stocks that last weigh more than the contract, and that more than any cost. */
function isBetterThan(
  one: ScheduleCost & { beyond: number },
  other: ScheduleCost & { beyond: number },
): boolean {
  if (Math.abs(one.beyond - other.beyond) > SAME_PARTS) return one.beyond < other.beyond;
  if (one.overContractKw !== other.overContractKw) return one.overContractKw < other.overContractKw;
  return one.totalYuan <= other.totalYuan;
}
