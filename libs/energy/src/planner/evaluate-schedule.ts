import { lengthOf, type PlanningProblem, type PlanningResource, type Schedule } from './planning-problem.ts';

const HOURS_PER_QUARTER = 0.25;
/** Rounding of a solver's powers. */
const TOLERANCE_KW = 1e-6;

export interface ScheduleCost {
  /** Mean power of each quarter, kW. */
  kw: number[];
  kwh: number;
  energyYuan: number;
  /** What the plan's highest quarter adds to the month's demand charge. */
  demandYuan: number;
  totalYuan: number;
  maximumKw: number;
  /** How far the highest quarter passes the contract, kW. */
  overContractKw: number;
}

/** What a schedule takes and costs. It says nothing on whether the schedule can be kept: `violationsOf` does. */
export function costOf(problem: PlanningProblem, schedule: Schedule): ScheduleCost {
  const kw = [...problem.otherKw];
  for (const resource of problem.resources) {
    const ready = schedule.ready.get(resource.id)!;
    const warm = warmUpOf(resource, ready);
    for (let t = 0; t < kw.length; t++)
      kw[t] += ready[t] ? resource.readyKw : warm[t] ? resource.warmUpKw : resource.restKw;
  }
  for (const job of problem.jobs) {
    const start = schedule.starts.get(job.id);
    if (start !== undefined) job.loadKw.forEach((load, k) => (kw[start + k] += load));
  }
  const kwh = sum(kw) * HOURS_PER_QUARTER;
  const energyYuan = sum(kw.map((power, t) => power * problem.priceYuanPerKwh[t])) * HOURS_PER_QUARTER;
  const maximumKw = Math.max(...kw);
  const demandYuan = problem.demandYuanPerKw * Math.max(0, maximumKw - problem.reachedKw);
  const over = problem.contractKw === undefined ? 0 : maximumKw - problem.contractKw;
  return {
    kw,
    kwh,
    energyYuan,
    demandYuan,
    totalYuan: energyYuan + demandYuan,
    maximumKw,
    overContractKw: over > TOLERANCE_KW ? over : 0,
  };
}

/** Quarters in which a resource warms up: those right before each begin of being ready, but for the plan's own begin. */
export function warmUpOf({ warmUpQuarters }: PlanningResource, ready: readonly boolean[]): boolean[] {
  return ready.map((isReady, t) => {
    if (isReady) return false;
    for (let s = t + 1; s <= Math.min(t + warmUpQuarters, ready.length); s++)
      // Ready again at the plan's end: what follows finds it as today.
      if (ready[s] ?? true) return true;
    return false;
  });
}

/** What breaks a limit in a schedule, in words for a log or a test; nothing when it can be kept. */
export function violationsOf(problem: PlanningProblem, { starts, ready }: Schedule): string[] {
  const found: string[] = [];
  const taken = new Map<string, string>();
  for (const job of problem.jobs) {
    const start = starts.get(job.id);
    if (start === undefined) {
      found.push(`${job.id} is not begun`);
      continue;
    }
    const end = start + lengthOf(job);
    if (start < job.earliest) found.push(`${job.id} begins before it may`);
    if (end > Math.min(job.due, problem.quarters)) found.push(`${job.id} is over after its due date`);
    for (const { job: before, lagQuarters } of job.after ?? []) {
      const other = problem.jobs.find(({ id }) => id === before)!;
      if (start < (starts.get(before) ?? Infinity) + lengthOf(other) + lagQuarters)
        found.push(`${job.id} begins before ${before} is over`);
    }
    for (const resource of job.occupies)
      for (let t = start; t < end; t++) {
        const key = `${resource} ${t}`;
        if (taken.has(key)) found.push(`${job.id} and ${taken.get(key)} are both on ${resource}`);
        taken.set(key, job.id);
        if (!ready.get(resource)?.[t]) found.push(`${resource} is not ready for ${job.id}`);
        const staffed = problem.resources.find(({ id }) => id === resource)?.staffed;
        if (staffed && !staffed[t]) found.push(`nobody is there for ${job.id}`);
      }
  }
  for (const { id, leastRunQuarters } of problem.series ?? []) {
    const own = problem.jobs.filter(({ series }) => series === id).flatMap((job) => starts.get(job.id) ?? []);
    if (runsOf(own).some((length) => length < leastRunQuarters))
      found.push(`${id} runs for less than ${leastRunQuarters} quarters`);
  }
  for (const resource of problem.resources) found.push(...restViolations(resource, ready.get(resource.id)!));
  return found;
}

/** Lengths of runs of quarters that follow each other. */
function runsOf(quarters: readonly number[]): number[] {
  const runs: number[] = [];
  quarters
    .toSorted((a, b) => a - b)
    .forEach((quarter, i, sorted) => {
      if (i > 0 && quarter === sorted[i - 1] + 1) runs[runs.length - 1]++;
      else runs.push(1);
    });
  return runs;
}

/** A resource is ready at the begin, and rests no shorter than its way back takes. */
function restViolations(resource: PlanningResource, ready: readonly boolean[]): string[] {
  const { id, canRest, warmUpQuarters } = resource;
  const found: string[] = [];
  let rest = 0;
  for (const isReady of [...ready, true]) {
    if (!isReady) rest++;
    else {
      if (rest > 0 && rest < warmUpQuarters) found.push(`${id} has no time to warm up`);
      rest = 0;
    }
  }
  if (!canRest && ready.includes(false)) found.push(`${id} may not rest`);
  return found;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
