import { TariffBook } from '@linetwin/energy';
import { planStarts, type MilpLimits, type PlanningJob } from '@linetwin/energy/planner';
import { PlantClock, type PlantModel } from '@linetwin/model';
import type { PlannedShift } from '../flow/line-plan.ts';
import { simulateWeek, weekBeginMs, type WeekJob, type WeekResult } from './line-week.ts';
import { orderBook } from './order-book.ts';

const QUARTER_S = 900;
const DAY_QUARTERS = 96;
/** Lots of an hour. */
const LOT_QUARTERS = 4;
/** What a plan leaves to stops that nobody foresees, of the pace of an ordinary day. */
const PACE_MARGIN = 0.75;
/** A quarter with so many parts of what the takt allows is one of work. */
const WORK_SHARE = 0.5;
const LIMITS: MilpLimits = { seconds: 10, gap: 0.005 };

export interface PlannedRuns {
  runs: PlannedShift[];
  /** Times of the solver, ms, and the largest programme. */
  solverMs: number[];
  binaries: number;
}

/**
 * Runs of a line's order book against the tariff, day by day: what the simulated machines obey. Each shift's order is made within its own
 * shift; pace and powers are those of an ordinary day that was simulated before, of other orders.
 */
export async function plannedRuns(job: Omit<WeekJob, 'runs'>): Promise<PlannedRuns> {
  const { model, line: id, seed, days, runInDays } = job;
  const line = model.lines.find((one) => one.id === id)!;
  const { pace, runningKw, waitingKw } = learn(job);
  const priceAt = pricesOf(model, seed);
  const { shifts } = orderBook(line, seed, days + runInDays);
  const runs: PlannedShift[] = shifts.filter(({ startS }) => startS < runInDays * 86_400);
  const planned: PlannedRuns = { runs, solverMs: [], binaries: 0 };
  for (let day = runInDays; day < runInDays + days; day++) {
    const beginS = day * 86_400;
    const own = shifts.filter(({ startS }) => startS >= beginS && startS < beginS + 86_400);
    // A night shift ends on the next day.
    const quarters = Math.max(DAY_QUARTERS, ...own.map(({ endS }) => Math.ceil((endS - beginS) / QUARTER_S)));
    const priceYuanPerKwh = Array.from({ length: quarters }, (_, t) => priceAt(beginS + t * QUARTER_S));
    const jobs = own.flatMap((shift, s) => lotsOf(id, shift, s, beginS, pace, runningKw - waitingKw));
    const plan = await planStarts(
      {
        quarters,
        priceYuanPerKwh,
        otherKw: new Array<number>(quarters).fill(0),
        reachedKw: runningKw,
        demandYuanPerKw: 0,
        // Rests are the rules' affair: they learn of the next start from the plan.
        resources: [
          { id, readyKw: waitingKw, restKw: 0, warmUpKw: waitingKw, warmUpQuarters: 0, canRest: false },
        ],
        jobs,
      },
      LIMITS,
    );
    planned.solverMs.push(plan.solverMs);
    planned.binaries = Math.max(planned.binaries, plan.size.binaries);
    runs.push(
      ...own.flatMap((shift, s) =>
        runsOf(
          shift,
          jobs.filter(({ order }) => order === `${s}`),
          plan.plan.starts,
          beginS,
        ),
      ),
    );
  }
  runs.sort((a, b) => a.startS - b.startS);
  return planned;
}

/** Price of energy at a time of the week of a seed, yuan/kWh. */
export function pricesOf(model: PlantModel, seed: number): (timeS: number) => number {
  const tariff = new TariffBook(
    model.energy.tariffs,
    model.energy.billing?.tariffRegion ?? '',
    new PlantClock(model.site.timeZone),
  );
  return (timeS) => tariff.priceAt(weekBeginMs(seed) + timeS * 1000)!.yuanPerKwh;
}

/** Two ordinary days of the same line; orders of another seed: nothing of the week that is judged is known. */
export function ordinaryDays(job: Omit<WeekJob, 'runs'>, days = 2): WeekResult {
  return simulateWeek({ ...job, seed: job.seed + 1000, days, runInDays: 0.5, withRules: false });
}

/** Pace and powers of ordinary days: parts of a quarter at work, kW at work and waiting. */
function learn(job: Omit<WeekJob, 'runs'>): { pace: number; runningKw: number; waitingKw: number } {
  const days = ordinaryDays(job);
  const { taktS } = job.model.lines.find(({ id }) => id === job.line)!;
  const isWork = (good: number) => good >= (WORK_SHARE * QUARTER_S) / taktS;
  const work = days.quarterGood.filter(isWork);
  const kwWhere = (of: (good: number) => boolean) =>
    days.quarterKw.filter((_, t) => of(days.quarterGood[t])).toSorted((a, b) => a - b);
  return {
    // The mean, stops of ordinary length in it, less what shifts differ.
    pace: (PACE_MARGIN * work.reduce((sum, good) => sum + good, 0)) / work.length,
    runningKw: middle(kwWhere(isWork)),
    waitingKw: middle(kwWhere((good) => good === 0)),
  };
}

export function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)];
}

function lotsOf(
  id: string,
  shift: PlannedShift,
  s: number,
  beginS: number,
  pace: number,
  loadKw: number,
): PlanningJob[] {
  const earliest = Math.ceil((shift.startS - beginS) / QUARTER_S);
  const due = Math.floor((shift.endS - beginS) / QUARTER_S);
  const needed = Math.min(due - earliest, Math.ceil(shift.quantity / pace));
  const lengths = new Array<number>(Math.floor(needed / LOT_QUARTERS)).fill(LOT_QUARTERS);
  if (needed % LOT_QUARTERS > 0) lengths.push(needed % LOT_QUARTERS);
  return lengths.map((length, i) => ({
    id: `${s} ${i}`,
    order: `${s}`,
    occupies: [id],
    loadKw: new Array<number>(length).fill(loadKw),
    earliest,
    due,
    after: i === 0 ? [] : [{ job: `${s} ${i - 1}`, lagQuarters: 0 }],
  }));
}

/** Runs of one order: what is left over at the end of one goes on at once; nobody waits for the next run with an order that is behind. */
function runsOf(
  shift: PlannedShift,
  jobs: readonly PlanningJob[],
  starts: ReadonlyMap<string, number>,
  beginS: number,
): PlannedShift[] {
  if (jobs.length === 0) return [{ ...shift, quantity: 0 }];
  const total = jobs.reduce((sum, { loadKw }) => sum + loadKw.length, 0);
  let given = 0;
  let length = 0;
  return jobs.map(({ id, loadKw }) => {
    length += loadKw.length;
    const upTo = Math.round((shift.quantity * length) / total);
    const quantity = upTo - given;
    given = upTo;
    return { startS: beginS + starts.get(id)! * QUARTER_S, endS: Infinity, quantity };
  });
}
