/**
 * What has to be made, on what, and what power costs when: the planner's input. Time is cut into quarters of an hour,
 * counted from the plan's begin; the last `due` is the plan's end at most. Everything here is measured or a setting of
 * the site; the planner knows no plant.
 */
export interface PlanningProblem {
  /** Length of the plan, quarters. */
  quarters: number;
  /** Price of energy by quarter, yuan/kWh (domain.md 3.4). */
  priceYuanPerKwh: readonly number[];
  /** Power of all that is not planned, by quarter, kW. */
  otherKw: readonly number[];
  /** Demand agreed with the grid company, kW; left out where there is none. */
  contractKw?: number;
  /** Highest quarter of the month so far, kW: up to here demand costs nothing more. */
  reachedKw: number;
  /** What a kW of maximum demand costs for the month, yuan. */
  demandYuanPerKw: number;
  resources: readonly PlanningResource[];
  jobs: readonly PlanningJob[];
  /** Parts between the sections of a line; none when left out. */
  stocks?: readonly PlanningStock[];
  /** Series that jobs belong to; none when left out. */
  series?: readonly PlanningSeries[];
}

/**
 * Parts that wait between two sections of a line, such as forging and turning with an anneal of 16 h between them. It goes on after the
 * plan's end as far as `expected` does: what is forged today is turned tomorrow.
 */
export interface PlanningStock {
  id: string;
  /** Parts there at the end of each quarter if no job of the plan gave or took any. */
  expected: readonly number[];
  /** Fewer make the next section wait, more make the one before it. */
  least: number;
  most: number;
}

/** What a job does to a stock while it runs: parts by quarter, which arrive so much later; less than 0 where it takes them. */
export interface StockFlow {
  stock: string;
  partsPerQuarter: number;
  lagQuarters: number;
}

/** A machine, furnace or line: it takes one job at a time, and only when it is ready (warm, hot). */
export interface PlanningResource {
  id: string;
  /** Power while it is ready and without a job; for a furnace that of holding. */
  readyKw: number;
  /** Power at rest; for a furnace that of its setback. */
  restKw: number;
  /** Power on the way from rest to ready, at least that at rest. */
  warmUpKw: number;
  /** How long that takes: ramp and settling, or warm-up. */
  warmUpQuarters: number;
  /** Whether the plan may let it rest; a furnace that is never empty may not. */
  canRest: boolean;
  /** Quarters in which people are there for it; all of them when left out. */
  staffed?: readonly boolean[];
}

/** One furnace charge, anneal or lot: begun once, not interrupted. */
export interface PlanningJob {
  id: string;
  order: string;
  /** Ids of all resources that it takes, which have to be ready as long as it lasts. */
  occupies: readonly string[];
  /** Power beyond that of its ready resources, by quarter of the job, kW; its length is the job's duration. */
  loadKw: readonly number[];
  /** First quarter in which it may begin. */
  earliest: number;
  /** Quarter before which it has to be over. */
  due: number;
  flows?: readonly StockFlow[];
  /** Work that may be cut anywhere, a quarter each: jobs of one series are equal but for their place in it. */
  series?: string;
  /** Jobs that have to be over before, and by how many quarters. */
  after?: readonly { job: string; lagQuarters: number }[];
}

/** Equal jobs of a quarter each, one after the other; each run of them lasts so long at least. */
export interface PlanningSeries {
  id: string;
  leastRunQuarters: number;
}

/** When each job begins, and when each resource is ready. A resource warms up right before it becomes ready. */
export interface Schedule {
  starts: ReadonlyMap<string, number>;
  ready: ReadonlyMap<string, readonly boolean[]>;
}

/** A problem that no planner could read; the message says what to mend. */
export class PlanningProblemError extends Error {
  override name = 'PlanningProblemError';
}

/** Bound of the model: beyond it a plan would take minutes. */
export const MAX_QUARTERS = 288;
export const MAX_STARTS = 20_000;

/** @throws PlanningProblemError */
export function checkProblem(problem: PlanningProblem): void {
  const { quarters, priceYuanPerKwh, otherKw, resources, jobs, stocks = [], series = [] } = problem;
  const wrong = (message: string) => {
    throw new PlanningProblemError(message);
  };
  if (!Number.isInteger(quarters) || quarters < 1 || quarters > MAX_QUARTERS)
    wrong(`a plan has 1 to ${MAX_QUARTERS} quarters of an hour, not ${quarters}`);
  if (jobs.length * quarters > MAX_STARTS)
    wrong(`${jobs.length} jobs in ${quarters} quarters are too many: make lots larger or the plan shorter`);
  if (priceYuanPerKwh.length !== quarters || otherKw.length !== quarters)
    wrong(`price and other power are needed for each of the ${quarters} quarters`);
  if (![...priceYuanPerKwh, ...otherKw].every((value) => Number.isFinite(value) && value >= 0))
    wrong('a price or a power is no number, or below zero');
  const known = new Set(resources.map(({ id }) => id));
  for (const { id, restKw, readyKw, warmUpKw, warmUpQuarters } of resources)
    if (!(restKw >= 0 && readyKw >= restKw && warmUpKw >= restKw) || !Number.isInteger(warmUpQuarters))
      wrong(`"${id}": power at rest has to be the least, and the warm-up whole quarters`);
  for (const { id, expected, least, most } of stocks)
    if (expected.length < quarters || !expected.every(Number.isFinite) || !(least <= most))
      wrong(`"${id}": what is expected is needed for each quarter, and a room that is not negative`);
  const seriesIds = new Set(series.map(({ id }) => id));
  for (const { id, series: own, loadKw } of jobs)
    if (own !== undefined && (!seriesIds.has(own) || loadKw.length !== 1))
      wrong(`"${id}" is of a series that is not in the problem, or longer than a quarter`);
  const jobIds = new Set(jobs.map(({ id }) => id));
  if (known.size < resources.length || jobIds.size < jobs.length) wrong('an id is there twice');
  const stockIds = new Set(stocks.map(({ id }) => id));
  for (const { id, occupies, after = [], flows = [] } of jobs) {
    const missing =
      occupies.find((name) => !known.has(name)) ??
      after.find((a) => !jobIds.has(a.job))?.job ??
      flows.find(({ stock }) => !stockIds.has(stock))?.stock;
    if (missing !== undefined) wrong(`"${id}" needs "${missing}", which is not in the problem`);
  }
}

export function lengthOf(job: PlanningJob): number {
  return job.loadKw.length;
}

/** Latest quarter in which a job may begin. */
export function latestOf(problem: PlanningProblem, job: PlanningJob): number {
  return Math.min(job.due, problem.quarters) - lengthOf(job);
}
