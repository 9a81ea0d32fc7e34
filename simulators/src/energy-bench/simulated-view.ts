import type { LineView, MachineView, OrderView, SettingView } from '@linetwin/energy';
import type { Machine } from '../equipment/machine.ts';
import type { LinePlan } from '../flow/line-plan.ts';
import type { LineSimulation } from '../line/line-simulation.ts';
import { mediaOf, stationOf, type Medium, type PackmlState } from '@linetwin/model';

/** One simulated machine as the server would know it from telemetry: values and states, nothing from behind them. */
class SimulatedMachineView implements MachineView {
  readonly address: string;
  readonly id: string;
  readonly kind: string;
  readonly lane?: string;
  readonly isInFlow: boolean;
  readonly uses: ReadonlySet<Medium>;
  readonly settings: Map<string, SettingView>;
  state: PackmlState;
  stateSinceMs = 0;
  order?: OrderView;
  readonly machine: Machine;
  private readonly slots = new Map<string, number>();

  constructor(machine: Machine, uses: ReadonlySet<Medium>) {
    this.machine = machine;
    const { address, id, kind, lane, settings } = machine.equipment;
    this.address = address;
    this.id = id;
    this.kind = kind;
    this.lane = lane;
    this.isInFlow = machine.flow !== undefined;
    this.uses = uses;
    this.state = machine.packml.state;
    this.settings = new Map(
      settings.map((s) => [s.id, { value: s.usual, usual: s.usual, range: s.range, sinceMs: 0 }]),
    );
    machine.signals.forEach((signal, slot) => this.slots.set(signal.id, slot));
  }

  get powerKw(): number {
    return this.machine.powerKw;
  }

  get energyKwh(): number {
    return this.machine.energyKwh;
  }

  value(signal: string): number | undefined {
    const slot = this.slots.get(signal);
    const value = slot === undefined ? undefined : this.machine.values[slot];
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  }

  usual(signal: string): number | undefined {
    const normal = this.machine.signals[this.slots.get(signal) ?? -1]?.normal;
    return normal && (normal[0] + normal[1]) / 2;
  }

  update(timeMs: number): void {
    if (this.machine.packml.state !== this.state) {
      this.state = this.machine.packml.state;
      this.stateSinceMs = timeMs;
    }
    for (const [id, setting] of this.settings) {
      const value = this.machine.settings.value(id);
      if (value === setting.value) continue;
      setting.value = value;
      setting.sinceMs = timeMs;
    }
  }
}

/** A line's view, kept up to date. */
export class SimulatedLineView {
  private readonly simulation: LineSimulation;
  private readonly plan: LinePlan;
  private readonly machines: SimulatedMachineView[];

  constructor(simulation: LineSimulation, plan: LinePlan) {
    this.simulation = simulation;
    this.plan = plan;
    this.machines = simulation.machines.map(
      (machine) =>
        new SimulatedMachineView(machine, mediaOf(stationOf(simulation.line, machine.equipment.address))),
    );
  }

  at(timeS: number): LineView {
    const timeMs = this.simulation.clockMs(timeS);
    const ofSection = this.sectionOrder(timeS);
    const { upstream } = this.simulation.flow;
    for (const one of this.machines) {
      one.update(timeMs);
      one.order = one.machine.flow && upstream?.has(one.machine.flow) ? ofSection : undefined;
    }
    const isOpen = this.plan.isOpen(timeS, this.simulation.flow.shipped);
    const nextS = this.plan.nextStartS(timeS);
    return {
      line: this.simulation.line.id,
      timeMs,
      machines: this.machines,
      order: {
        isOpen,
        nextStartMs: !isOpen && Number.isFinite(nextS) ? this.simulation.clockMs(nextS) : undefined,
      },
    };
  }

  /** What is ordered of the first section, where it works by runs of its own. */
  private sectionOrder(timeS: number): OrderView | undefined {
    const order = this.simulation.flow.upstream?.orderAt(timeS);
    if (!order) return undefined;
    const { isOpen, nextS } = order;
    return {
      isOpen,
      nextStartMs: !isOpen && Number.isFinite(nextS) ? this.simulation.clockMs(nextS) : undefined,
    };
  }
}
