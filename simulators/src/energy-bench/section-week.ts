import {
  expectedStock,
  planStarts,
  sectionProblem,
  type MilpLimits,
  type PlanningProblem,
} from '@linetwin/energy/planner';
import { LineFlow } from '../flow/line-flow.ts';
import type { PlannedShift } from '../flow/line-plan.ts';
import type { UpstreamSection } from '../flow/upstream-section.ts';
import { WeekRun, type WeekJob, type WeekResult } from './line-week.ts';
import { orderBook } from './order-book.ts';
import { middle, ordinaryDays, pricesOf } from './planned-week.ts';

const QUARTER_S = 900;
const DAY_QUARTERS = 96;
const DAY_S = DAY_QUARTERS * QUARTER_S;
/** A quarter with so many parts of what the takt allows is one of work. */
const WORK_SHARE = 0.5;
/** Days of orders that are known behind a day that is planned. */
const DAYS_AHEAD = 1;
const LIMITS: MilpLimits = { seconds: 6, gap: 0.01 };

/** What an ordinary day says of the two sections. */
interface SectionFacts {
  /** Sets of a quarter at work: before the furnace, and at the line's end. */
  upstreamPace: number;
  linePace: number;
  /** Power of the first section at work and without work, kW. */
  runningKw: number;
  waitingKw: number;
  /** Share of the sets behind the furnace that becomes good parts. */
  yieldShare: number;
}

export interface SectionWeek {
  week: WeekResult;
  solverMs: number[];
  binaries: number;
}

/** Whether a line has a furnace in which parts stay for hours, and sections before and behind it. */
export function hasSections({ model, line: id }: Pick<WeekJob, 'model' | 'line'>): boolean {
  const line = model.lines.find((one) => one.id === id)!;
  return new LineFlow(model, line, 0).upstream !== undefined;
}

/**
 * A week whose first section (forging) works by a plan of its own, made anew each midnight from the stock that is there: as cheap as the
 * tariff lets it, as long as what the rest of the line will take is behind the furnace in time. The rest works as people run it, so no
 * planned start can make an order late. Orders are known until the parts that are forged today have come out of the furnace.
 *
 * @param daysBefore ordinary days from which pace and powers are learned
 */
export async function plannedSectionWeek(job: Omit<WeekJob, 'runs'>, daysBefore = 2): Promise<SectionWeek> {
  const run = new WeekRun(job);
  const section = run.simulation.flow.upstream!;
  const facts = sectionFacts(ordinaryDays(job, daysBefore), job);
  const { shifts } = orderBook(run.simulation.line, job.seed, job.days + job.runInDays + DAYS_AHEAD);
  const solverMs: number[] = [];
  let binaries = 0;
  for (let beginS = run.startS; beginS < run.endS; beginS += DAY_S) {
    run.advanceTo(beginS);
    const plan = await planStarts(problemOf(job, run, section, facts, shifts), LIMITS);
    solverMs.push(plan.solverMs);
    binaries = Math.max(binaries, plan.size.binaries);
    section.follow(
      plan.problem.jobs
        .map(({ id, loadKw }): PlannedShift => ({
          startS: beginS + plan.plan.starts.get(id)! * QUARTER_S,
          endS: Infinity,
          quantity: Math.round(loadKw.length * facts.upstreamPace),
        }))
        .sort((a, b) => a.startS - b.startS),
    );
  }
  run.advanceTo(run.endS);
  return { week: run.finish(), solverMs, binaries };
}

/** Lots of the first section for the day that begins now. */
function problemOf(
  { model, line: id, seed }: Omit<WeekJob, 'runs'>,
  run: WeekRun,
  section: UpstreamSection,
  facts: SectionFacts,
  shifts: readonly PlannedShift[],
): PlanningProblem {
  const { timeS: beginS } = run.simulation;
  const { upstreamPace, runningKw, waitingKw, yieldShare } = facts;
  const lagQuarters = Math.ceil(section.stayS / QUARTER_S);
  const quarters = DAY_QUARTERS + lagQuarters;
  const arriving = section.arriving(QUARTER_S, quarters);
  const taken = takenByOrders(run, facts, shifts, quarters);
  const expected = expectedStock({ now: section.stock, arriving, taken, room: section.room }, yieldShare);
  const { resource, stock, series, jobs } = sectionProblem(
    {
      id,
      piecesPerQuarter: upstreamPace,
      runningKw,
      readyKw: waitingKw,
      // Rests are the rules' affair: they learn of the next start from the plan.
      restKw: 0,
      warmUpQuarters: 0,
      canRest: false,
      lagQuarters,
      yieldShare,
      room: section.room,
      taktS: model.lines.find((line) => line.id === id)!.taktS,
    },
    expected,
    DAY_QUARTERS,
  );
  const priceAt = pricesOf(model, seed);
  return {
    quarters: DAY_QUARTERS,
    priceYuanPerKwh: Array.from({ length: DAY_QUARTERS }, (_, t) => priceAt(beginS + t * QUARTER_S)),
    otherKw: new Array<number>(DAY_QUARTERS).fill(0),
    reachedKw: runningKw,
    demandYuanPerKw: 0,
    resources: [resource],
    stocks: [stock],
    series: [series],
    jobs,
  };
}

/** Sets that orders take from the stock by quarter: what is open is worked on as fast as the line goes. */
function takenByOrders(
  run: WeekRun,
  facts: SectionFacts,
  shifts: readonly PlannedShift[],
  quarters: number,
): number[] {
  const { timeS: beginS, flow } = run.simulation;
  const ordered = shifts.filter(({ startS }) => startS < beginS).reduce((sum, s) => sum + s.quantity, 0);
  let open = Math.max(0, ordered - flow.shipped);
  return Array.from({ length: quarters }, (_, t) => {
    const fromS = beginS + t * QUARTER_S;
    for (const { startS, quantity } of shifts)
      if (startS >= fromS && startS < fromS + QUARTER_S) open += quantity;
    const taken = Math.min(open, facts.linePace);
    open -= taken;
    return taken;
  });
}

function sectionFacts(days: WeekResult, job: Omit<WeekJob, 'runs'>): SectionFacts {
  const { taktS } = job.model.lines.find(({ id }) => id === job.line)!;
  const isWork = (made: number) => made >= (WORK_SHARE * QUARTER_S) / taktS;
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const kwWhere = (of: (made: number) => boolean) =>
    middle(days.quarterUpstreamKw.filter((_, t) => of(days.quarterMade[t])).toSorted((a, b) => a - b));
  return {
    upstreamPace: mean(days.quarterMade.filter(isWork)),
    linePace: mean(days.quarterGood.filter(isWork)),
    runningKw: kwWhere(isWork),
    waitingKw: kwWhere((made) => made < 1),
    // A set is lost with each of its rings.
    yieldShare: days.good / (days.good + days.scrap / 2),
  };
}
