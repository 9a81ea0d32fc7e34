import { ModelIndex } from '@linetwin/model';
import type { Equipment, Line, PlantModel } from '@linetwin/model';
import { createMachine } from '../equipment/create-machine.ts';
import type { Machine } from '../equipment/machine.ts';
import { laneOf } from '../equipment/cell-machine.ts';
import type { LineContext } from '../equipment/line-context.ts';
import { WeldProcess } from '../equipment/weld-process.ts';
import type { Fault } from '../faults/fault.ts';
import { LineFlow } from '../flow/line-flow.ts';
import { WeldCellUnit } from '../flow/weld-cell-unit.ts';
import { Random } from '../physics/random.ts';
import type { SourceClock } from '../equipment/source-clock.ts';

/** Light in the ring of the ring-spot cell's program. */
const RING_SHARE = 0.45;
/** Compressed air: leaks and small users, and what a working machine takes. */
const AIR_BASE_M3_PER_MIN = 4;
const AIR_PER_MACHINE_M3_PER_MIN = 0.18;

export interface LineSetup {
  model: PlantModel;
  line: string;
  seed: number;
  faults: readonly Fault[];
  /** Time of the start, ms since 1970 UTC. */
  clock: SourceClock;
}

/** One line in virtual time: its flow of parts, and its machines stepped behind the flow. */
export class LineSimulation {
  readonly line: Line;
  readonly flow: LineFlow;
  readonly machines: Machine[] = [];
  /** Simulated seconds since the start. */
  timeS = 0;

  constructor({ model, line: id, seed, faults, clock }: LineSetup) {
    const index = new ModelIndex(model);
    const line = index.line(id);
    if (!line)
      throw new Error(`There is no line "${id}"; known: ${model.lines.map((l) => l.id).join(', ')}.`);
    this.line = line;
    this.flow = new LineFlow(model, line, seed);
    const members = index.equipmentOf(id);
    const context = this.createContext(members, seed, faults, clock);
    for (const equipment of members) {
      this.machines.push(
        createMachine({
          equipment,
          signals: index.signalsOf(equipment),
          seed,
          faults: faults.filter((fault) => fault.equipment === equipment.address),
          flow: this.flow.unitOf(equipment.address) ?? this.cellUnitOf(equipment, members),
          partsWaiting: this.flow.waitingBehind(equipment.address),
          taktS: line.taktS,
          context,
        }),
      );
    }
  }

  private createContext(
    members: readonly Equipment[],
    seed: number,
    faults: readonly Fault[],
    clock: SourceClock,
  ): LineContext {
    const cells = new Map<string, WeldProcess>();
    for (const robot of members) {
      const unit = this.flow.unitOf(robot.address);
      if (!(unit instanceof WeldCellUnit)) continue;
      const lane = laneOf(robot);
      const inLane = new Set<string>(members.filter((e) => laneOf(e) === lane).map((e) => e.address));
      const ring = members.find((e) => e.kind === 'ring-spot-source' && laneOf(e) === lane);
      cells.set(
        lane,
        new WeldProcess(
          lane,
          ring ? RING_SHARE : 0,
          unit,
          faults.filter((fault) => inLane.has(fault.equipment)),
          new Random(seed, `weld ${robot.address}`),
          clock,
        ),
      );
    }
    const sum = (of: (machine: Machine) => number) => this.machines.reduce((total, m) => total + of(m), 0);
    return {
      clock,
      coolantShare: 1,
      airDemandM3PerMin: () =>
        AIR_BASE_M3_PER_MIN + AIR_PER_MACHINE_M3_PER_MIN * this.machines.filter((m) => m.isWorking).length,
      totalPowerKw: () => sum((machine) => machine.powerKw),
      totalEnergyKwh: () => sum((machine) => machine.energyKwh),
      weldProcess: (lane) => cells.get(lane),
    };
  }

  /** A fixture works in step with the robot of its cell. */
  private cellUnitOf(equipment: Equipment, members: readonly Equipment[]) {
    if (equipment.kind !== 'positioner') return undefined;
    const robot = members.find((e) => e.kind === 'laser-robot' && laneOf(e) === laneOf(equipment));
    return robot && this.flow.unitOf(robot.address);
  }

  /** Advances the flow of parts; machines are stepped one by one by whoever publishes them. */
  advanceFlow(timeS: number): void {
    this.flow.queue.runUntil(timeS);
    this.timeS = timeS;
  }
}
