import type { ForecastRest } from '@linetwin/energy';
import type { PackmlState, PlantModel } from '@linetwin/model';
import { AutomaticRules } from '../energy-bench/automatic-rules.ts';
import { weekBeginMs } from '../energy-bench/line-week.ts';
import { orderBook } from '../energy-bench/order-book.ts';
import { SimulatedLineView } from '../energy-bench/simulated-view.ts';
import { SourceClock } from '../equipment/source-clock.ts';
import { LinePlan } from '../flow/line-plan.ts';
import { LineSimulation } from '../line/line-simulation.ts';
import { WeatherYear } from '../physics/weather.ts';

/** Step of the machines; the flow of parts is exact between steps. */
const STEP_S = 10;
const LOOK_EVERY_S = 30;
const STEPS_PER_MINUTE = 60 / STEP_S;

/** How the plant is run: with work all the time, or by orders of each shift, these with or without the energy rules. */
export const DEMAND_WAYS = ['always', 'orders', 'rules'] as const;
export type DemandWay = (typeof DEMAND_WAYS)[number];

/** One minute of a machine as a server would know it from telemetry. */
export interface MachineMinute {
  /** Mean power, kW. */
  kw: number;
  /** State at the end of the minute. */
  state: PackmlState;
  /** Good parts so far. */
  good: number;
  /** What the rules told it, while that stands. */
  rest?: ForecastRest;
}

export interface PlantMinute {
  /** Begin, ms since 1970 UTC. */
  time: number;
  /** In the order of `machines`. */
  machines: MachineMinute[];
  /** Whether each line has an order at the end of the minute, its good parts that are missing, and when the next begins; in the order of the lines. */
  orders: { isOpen: boolean; left: number; nextMs?: number }[];
}

/** The simulated plant minute by minute: both lines of a model, faults of the usual habits and weather that the seed gives. */
export class PlantMinutes {
  readonly machines: { address: string; line: string }[];
  private readonly lines: {
    simulation: LineSimulation;
    plan: LinePlan;
    view: SimulatedLineView;
    rules?: AutomaticRules;
  }[];
  private nowS = 0;

  constructor({ model, seed, days, way }: { model: PlantModel; seed: number; days: number; way: DemandWay }) {
    const clock = new SourceClock(weekBeginMs(seed));
    this.lines = model.lines.map((line) => {
      const plan =
        way === 'always'
          ? new LinePlan([{ startS: 0, endS: Infinity, quantity: Number.MAX_SAFE_INTEGER }])
          : orderBook(line, seed, days);
      const simulation = new LineSimulation({
        model,
        line: line.id,
        seed,
        faults: [],
        clock,
        plan,
        weather: new WeatherYear(seed, clock.at(0)),
        energyOnly: true,
      });
      const view = new SimulatedLineView(simulation, plan);
      return { simulation, plan, view, ...(way === 'rules' && { rules: new AutomaticRules(simulation) }) };
    });
    this.machines = this.lines.flatMap(({ simulation }) =>
      simulation.machines.map(({ equipment }) => ({ address: equipment.address, line: equipment.line })),
    );
  }

  /** The minute that comes next. */
  next(): PlantMinute {
    const time = this.lines[0].simulation.clockMs(this.nowS);
    const machines: MachineMinute[] = [];
    const orders: PlantMinute['orders'] = [];
    for (const { simulation, plan, view, rules } of this.lines) {
      const sums = simulation.machines.map(() => 0);
      for (let k = 1; k <= STEPS_PER_MINUTE; k++) {
        const t = this.nowS + k * STEP_S;
        simulation.advanceFlow(t);
        simulation.machines.forEach((machine, i) => {
          machine.step(STEP_S, t);
          sums[i] += machine.powerKw / STEPS_PER_MINUTE;
        });
        if (rules && t % LOOK_EVERY_S === 0) rules.step(view.at(t), true);
      }
      simulation.machines.forEach((machine, i) =>
        machines.push({
          kw: sums[i],
          state: machine.packml.state,
          good: machine.flow?.good ?? 0,
          rest: rules?.restOf(machine.equipment.address),
        }),
      );
      const { order } = view.at(this.nowS + 60);
      const nextS = plan.nextStartS(this.nowS + 60);
      orders.push({
        isOpen: order.isOpen,
        left: plan.left(simulation.flow.shipped),
        nextMs: Number.isFinite(nextS) ? simulation.clockMs(nextS) : undefined,
      });
    }
    this.nowS += 60;
    return { time, machines, orders };
  }
}
