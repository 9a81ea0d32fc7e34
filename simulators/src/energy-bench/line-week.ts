import type { PlantModel } from '@linetwin/model';
import { SourceClock } from '../equipment/source-clock.ts';
import { WeatherYear } from '../physics/weather.ts';
import { LinePlan, type PlannedShift } from '../flow/line-plan.ts';
import { LineSimulation } from '../line/line-simulation.ts';
import { AutomaticRules, type Outcome } from './automatic-rules.ts';
import { PlantPeople, type Deed } from './plant-people.ts';
import type { Upkeep } from '../line/upkeep.ts';
import { orderBook } from './order-book.ts';
import { SimulatedLineView } from './simulated-view.ts';
import { WeekTally, type MachineWeek } from './week-tally.ts';

export interface WeekJob {
  model: PlantModel;
  line: string;
  seed: number;
  /** Days that are counted, and the day before them in which the rules only look. */
  days: number;
  runInDays: number;
  withRules: boolean;
  /** People follow what the rules advise. */
  withPeople?: boolean;
  /** What people did to the plant before; nothing when left out. */
  upkeep?: Upkeep;
  /** Runs that a planner made of the order book; its shifts when left out. */
  runs?: readonly PlannedShift[];
}

export interface WeekResult {
  line: string;
  seed: number;
  withRules: boolean;
  withPeople: boolean;
  kwh: number;
  good: number;
  scrap: number;
  machines: MachineWeek[];
  outcomes: Outcome[];
  commands: number;
  refused: number;
  /** What people made of the advice, and how they left the plant. */
  deeds: Deed[];
  upkeep: Upkeep;
  /** Seconds with parts in a zone that was more than 8 K below its set point, and with a dew-point margin below 3 K. */
  furnaceLimitS: number;
  dewPointLimitS: number;
  airM3: number;
  leakM3: number;
  /** Highest mean power of a quarter of an hour, kW. */
  peakKw: number;
  /** Mean power of each quarter of an hour from the end of the run-in on, kW. */
  quarterKw: number[];
  /** Good parts of each of them. */
  quarterGood: number[];
  /** The section before a furnace in which parts stay for hours: its mean power and the sets it made by quarter; none where there is none. */
  quarterUpstreamKw: number[];
  quarterMade: number[];
  /** Energy of that section and of the furnace behind it by set made, kWh; 0 where there is none. */
  upstreamKwhPerSet: number;
  /** Parts that were not made when their shift was over, summed over the shifts. */
  lateParts: number;
}

/** Step of the machines; the flow of parts is exact between steps. */
const STEP_S = 10;
const LOOK_EVERY_S = 30;
const WEEK_MS = 7 * 86_400_000;
const FIRST_MONDAY_MS = Date.parse('2026-01-05T00:00:00+08:00');

/** Simulates one line for a week of orders, faults of the usual habits and weather that the seed gives. */
export function simulateWeek(job: WeekJob): WeekResult {
  const run = new WeekRun(job);
  run.advanceTo(run.endS);
  return run.finish();
}

/** A week that can be looked at, and planned, on the way. */
export class WeekRun {
  readonly simulation: LineSimulation;
  /** Orders by shift. */
  readonly book: LinePlan;
  /** End of the run-in, and of the week, s. */
  readonly startS: number;
  readonly endS: number;
  private readonly job: WeekJob;
  private readonly plan: LinePlan;
  private readonly rules?: AutomaticRules;
  private readonly people?: PlantPeople;
  private readonly view: SimulatedLineView;
  private readonly tally: WeekTally;
  private readonly deliveries: Deliveries;
  private nowS = 0;

  constructor(job: WeekJob) {
    this.job = job;
    const { model, line: id, seed, days, runInDays, withRules } = job;
    const line = model.lines.find((l) => l.id === id)!;
    this.startS = runInDays * 86_400;
    this.endS = this.startS + days * 86_400;
    this.book = orderBook(line, seed, days + runInDays);
    this.plan = job.runs ? new LinePlan(job.runs) : this.book;
    const clock = new SourceClock(weekBeginMs(seed));
    const weather = new WeatherYear(seed, clock.at(0));
    this.simulation = new LineSimulation({
      model,
      line: id,
      seed,
      faults: [],
      clock,
      plan: this.plan,
      weather,
      upkeep: job.upkeep,
      energyOnly: true,
    });
    if (job.withPeople) this.people = new PlantPeople(this.simulation);
    if (withRules) this.rules = new AutomaticRules(this.simulation, this.people);
    this.view = new SimulatedLineView(this.simulation, this.plan);
    this.tally = new WeekTally(this.simulation);
    this.deliveries = new Deliveries(this.book);
  }

  advanceTo(untilS: number): void {
    const { simulation, plan, rules, people, view, tally, deliveries, startS } = this;
    for (let t = this.nowS + STEP_S; t <= untilS; t += STEP_S) {
      simulation.advanceFlow(t);
      deliveries.look(t, simulation.flow.shipped);
      for (const machine of simulation.machines) machine.step(STEP_S, t);
      if (t === startS) tally.begin();
      const orderIsOpen = plan.isOpen(t, simulation.flow.shipped);
      if (t > startS) tally.add(STEP_S, orderIsOpen);
      people?.step(t, orderIsOpen);
      if (rules && t % LOOK_EVERY_S === 0) rules.step(view.at(t), t >= startS);
      this.nowS = t;
    }
  }

  finish(): WeekResult {
    const { simulation, rules, tally, deliveries, job } = this;
    rules?.finish(simulation.clockMs(this.endS));
    return {
      line: job.line,
      seed: job.seed,
      withRules: job.withRules,
      withPeople: job.withPeople ?? false,
      ...tally.result(),
      lateParts: deliveries.lateParts,
      ...outcomesOf(rules),
      deeds: [...(this.people?.deeds.values() ?? [])],
      upkeep: { ...simulation.upkeep },
    };
  }
}

/** Midnight at which the simulation of a seed begins, its run-in first; seeds are spread over the seasons. */
export function weekBeginMs(seed: number): number {
  return FIRST_MONDAY_MS + ((seed * 7) % 52) * WEEK_MS;
}

/** What is missing when shifts are over. */
class Deliveries {
  lateParts = 0;
  private readonly book: LinePlan;
  private at = 0;
  private ordered = 0;

  constructor(book: LinePlan) {
    this.book = book;
  }

  look(nowS: number, shipped: number): void {
    const shift = this.book.shifts[this.at];
    if (!shift || nowS < shift.endS) return;
    this.at++;
    this.ordered += shift.quantity;
    this.lateParts += Math.max(0, this.ordered - shipped);
  }
}

function outcomesOf(rules: AutomaticRules | undefined) {
  return { outcomes: rules?.outcomes ?? [], commands: rules?.commands ?? 0, refused: rules?.refused ?? 0 };
}
