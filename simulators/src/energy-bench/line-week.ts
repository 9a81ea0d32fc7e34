import type { PlantModel } from '@linetwin/model';
import { CellMachine } from '../equipment/cell-machine.ts';
import { Furnace } from '../equipment/furnace.ts';
import { SourceClock } from '../equipment/source-clock.ts';
import { WeatherYear } from '../physics/weather.ts';
import { LinePlan, type PlannedShift } from '../flow/line-plan.ts';
import { LineSimulation } from '../line/line-simulation.ts';
import { activityOf, noActivity, type ActivityKwh } from './activity.ts';
import { AutomaticRules, type Outcome } from './automatic-rules.ts';
import { orderBook } from './order-book.ts';
import { SimulatedLineView } from './simulated-view.ts';

export interface WeekJob {
  model: PlantModel;
  line: string;
  seed: number;
  /** Days that are counted, and the day before them in which the rules only look. */
  days: number;
  runInDays: number;
  withRules: boolean;
  /** Runs that a planner made of the order book; its shifts when left out. */
  runs?: readonly PlannedShift[];
}

/** Energy of one machine over the week, kWh, by what it did: at work, waiting or resting. */
export interface MachineWeek {
  id: string;
  kind: string;
  kwh: number;
  waitingKwh: number;
  byActivity: ActivityKwh;
  /** Usual settings against true ones, as the simulator knows. */
  savedKwh: number;
  parts: number;
  workShare: number;
  /** Energy while the beam of its cell was on, kWh. */
  beamKwh: number;
  /** Energy in Execute, kWh. */
  executeKwh: number;
  /** Furnaces: mean load of the belt while anything lies on it. */
  loadShare: number;
}

export interface WeekResult {
  line: string;
  seed: number;
  withRules: boolean;
  kwh: number;
  good: number;
  scrap: number;
  machines: MachineWeek[];
  outcomes: Outcome[];
  commands: number;
  refused: number;
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
  const { model, line: id, seed, days, runInDays, withRules } = job;
  const line = model.lines.find((l) => l.id === id)!;
  const book = orderBook(line, seed, days + runInDays);
  const plan = job.runs ? new LinePlan(job.runs) : book;
  const clock = new SourceClock(weekBeginMs(seed));
  const weather = new WeatherYear(seed, clock.at(0));
  const simulation = new LineSimulation({
    model,
    line: id,
    seed,
    faults: [],
    clock,
    plan,
    weather,
    energyOnly: true,
  });
  const rules = withRules ? new AutomaticRules(simulation) : undefined;
  const view = new SimulatedLineView(simulation, plan);
  const tally = new WeekTally(simulation);
  const deliveries = new Deliveries(book);
  const startS = runInDays * 86_400;
  for (let t = STEP_S; t <= startS + days * 86_400; t += STEP_S) {
    simulation.advanceFlow(t);
    deliveries.look(t, simulation.flow.shipped);
    for (const machine of simulation.machines) machine.step(STEP_S, t);
    if (t === startS) tally.begin();
    if (t > startS) tally.add(STEP_S, plan.isOpen(t, simulation.flow.shipped));
    if (rules && t % LOOK_EVERY_S === 0) rules.step(view.at(t), t >= startS);
  }
  rules?.finish(simulation.clockMs(startS + days * 86_400));
  return {
    line: id,
    seed,
    withRules,
    ...tally.result(),
    lateParts: deliveries.lateParts,
    ...outcomesOf(rules),
  };
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

/** What is counted over a week. */
class WeekTally {
  private readonly simulation: LineSimulation;
  private readonly start: { kwh: number; usual: number; good: number; scrap: number }[] = [];
  private readonly sums: {
    waitingKwh: number;
    byActivity: ActivityKwh;
    executeKwh: number;
    beamKwh: number;
    workS: number;
    loadS: number;
    loadSum: number;
  }[];
  private shippedAtStart = 0;
  private totalS = 0;
  private furnaceLimitS = 0;
  private dewPointLimitS = 0;
  private airM3 = 0;
  private leakM3 = 0;
  private quarterKwh = 0;
  private readonly quarterKw: number[] = [];
  private readonly quarterGood: number[] = [];
  private shippedBefore = 0;

  constructor(simulation: LineSimulation) {
    this.simulation = simulation;
    this.sums = simulation.machines.map(() => ({
      waitingKwh: 0,
      byActivity: noActivity(),
      executeKwh: 0,
      beamKwh: 0,
      workS: 0,
      loadS: 0,
      loadSum: 0,
    }));
  }

  begin(): void {
    for (const machine of this.simulation.machines)
      this.start.push({
        kwh: machine.energyKwh,
        usual: machine.usualEnergyKwh,
        good: machine.flow?.good ?? 0,
        scrap: machine.flow?.scrap ?? 0,
      });
    this.shippedAtStart = this.simulation.flow.shipped;
    this.shippedBefore = this.shippedAtStart;
  }

  add(dtS: number, orderIsOpen: boolean): void {
    this.totalS += dtS;
    let isHot = true;
    let isDry = true;
    this.simulation.machines.forEach((machine, i) => {
      const sum = this.sums[i];
      const kwh = (machine.powerKw * dtS) / 3600;
      sum.byActivity[activityOf(machine, orderIsOpen)] += kwh;
      if (machine.packml.state === 'Execute') sum.executeKwh += kwh;
      if (machine instanceof CellMachine && machine.isBeamOn) sum.beamKwh += kwh;
      if (machine.isWorking) sum.workS += dtS;
      else sum.waitingKwh += kwh;
      this.quarterKwh += kwh;
      if (machine instanceof Furnace) {
        sum.loadSum += machine.loadShare * dtS;
        if (machine.loadShare > 0) sum.loadS += dtS;
        if (machine.loadShare > 0 && machine.furthestBelowK > 8) isHot = false;
      }
      const dew = machine.dewMarginK;
      if (dew !== undefined && dew < 3) isDry = false;
    });
    const { airM3PerMin, leakM3PerMin } = this.simulation.air();
    this.airM3 += (airM3PerMin * dtS) / 60;
    this.leakM3 += (leakM3PerMin * dtS) / 60;
    if (!isHot) this.furnaceLimitS += dtS;
    if (!isDry) this.dewPointLimitS += dtS;
    if (this.totalS % 900 === 0) {
      this.quarterKw.push(this.quarterKwh * 4);
      this.quarterGood.push(this.simulation.flow.shipped - this.shippedBefore);
      this.shippedBefore = this.simulation.flow.shipped;
      this.quarterKwh = 0;
    }
  }

  result() {
    const machines = this.simulation.machines.map((machine, i): MachineWeek => {
      const { kwh, usual, good } = this.start[i];
      const { waitingKwh, byActivity, executeKwh, beamKwh, workS, loadS, loadSum } = this.sums[i];
      return {
        id: machine.equipment.id,
        kind: machine.equipment.kind,
        kwh: machine.energyKwh - kwh,
        waitingKwh,
        byActivity,
        executeKwh,
        beamKwh,
        savedKwh: machine.usualEnergyKwh - usual - (machine.energyKwh - kwh),
        parts: (machine.flow?.good ?? 0) - good,
        workShare: workS / this.totalS,
        loadShare: loadS > 0 ? loadSum / loadS : 0,
      };
    });
    const scrap = this.simulation.machines.reduce(
      (sum, { flow, equipment }, i) =>
        sum + (flow && equipment.kind !== 'positioner' ? flow.scrap - this.start[i].scrap : 0),
      0,
    );
    return {
      kwh: machines.reduce((sum, m) => sum + m.kwh, 0),
      good: this.simulation.flow.shipped - this.shippedAtStart,
      scrap,
      machines,
      furnaceLimitS: this.furnaceLimitS,
      dewPointLimitS: this.dewPointLimitS,
      airM3: this.airM3,
      leakM3: this.leakM3,
      peakKw: Math.max(0, ...this.quarterKw),
      quarterKw: this.quarterKw,
      quarterGood: this.quarterGood,
    };
  }
}
