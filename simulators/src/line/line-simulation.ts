import type { CommandMessage } from '@linetwin/contracts';
import { mediaOf, ModelIndex, stationOf } from '@linetwin/model';
import type { Equipment, Line, PlantModel } from '@linetwin/model';
import { createMachine } from '../equipment/create-machine.ts';
import type { Machine } from '../equipment/machine.ts';
import { laneOf } from '../equipment/cell-machine.ts';
import { Grinder } from '../equipment/grinder.ts';
import type { LineContext } from '../equipment/line-context.ts';
import { WeldProcess } from '../equipment/weld-process.ts';
import type { Fault, SettingChange } from '@linetwin/model/scenario';
import { LineFlow } from '../flow/line-flow.ts';
import type { LinePlan } from '../flow/line-plan.ts';
import { WeldCellUnit } from '../flow/weld-cell-unit.ts';
import { Random } from '../physics/random.ts';
import { noUpkeep, type Upkeep } from './upkeep.ts';
import { WeatherYear } from '../physics/weather.ts';
import type { SourceClock } from '../equipment/source-clock.ts';

/** Light in the ring of the ring-spot cell's program. */
const RING_SHARE = 0.45;
/**
 * Compressed air, m3/min: leaks of the net and of each machine that uses it (a quarter of the output together: 20 to 30 % is common, domain
 * table 3.2), small users of a machine that is on, and what it takes at work.
 */
const AIR_NET_LEAK = 0.6;
const AIR_MACHINE_LEAK = 0.047;
const AIR_MACHINE_ON = 0.077;
const AIR_MACHINE_WORKING = 0.25;
/** The leaks above blow at this pressure at the machines, MPa (gauge). */
const LEAK_AT_MPA = 0.622;

/** Machines whose heat goes into the cooling water. */
const WATER_USERS = new Set([
  'induction-heater',
  'forging-press',
  'ring-mill',
  'mesh-belt-furnace',
  'compressor',
]);
const usesWater = (machine: Machine) => WATER_USERS.has(machine.equipment.kind);

/** Share of some machines that do something now; 1 where there are none. */
function shareOf(
  machines: readonly Machine[],
  which: (machine: Machine) => boolean,
  does: (machine: Machine) => boolean,
): number {
  let all = 0;
  let now = 0;
  for (const machine of machines) {
    if (!which(machine)) continue;
    all++;
    if (does(machine)) now++;
  }
  return all === 0 ? 1 : now / all;
}

export interface LineSetup {
  model: PlantModel;
  line: string;
  seed: number;
  faults: readonly Fault[];
  /** Settings that change on the way; those of other lines are left alone. */
  settings?: readonly SettingChange[];
  /** Time of the start, ms since 1970 UTC. */
  clock: SourceClock;
  /** Orders; left out the line always has one. */
  plan?: LinePlan;
  weather?: WeatherYear;
  /** What people did to the plant before; nothing when left out. */
  upkeep?: Upkeep;
  /** Power only: no waveforms, no seams, no noise of ordinary channels. */
  energyOnly?: boolean;
}

/** What a fault is on a machine: swapped channels are a fault of both. */
function faultOn(equipment: Equipment, fault: Fault, members: readonly Equipment[]): Fault[] {
  if (fault.equipment === equipment.address) return [fault];
  if (fault.id !== 'swapped-sensor' || fault.component !== equipment.id) return [];
  const other = members.find(({ address }) => address === fault.equipment);
  return other ? [{ ...fault, equipment: equipment.address, component: other.id }] : [];
}

/** One line in virtual time: its flow of parts, and its machines stepped behind the flow. */
export class LineSimulation {
  readonly line: Line;
  readonly flow: LineFlow;
  readonly machines: Machine[] = [];
  /** Those of them that compressed air goes to. */
  private airUsers: readonly Machine[] = [];
  private readonly context: LineContext;
  /** Changes that are not due yet, the next one last. */
  private readonly changes: SettingChange[];
  /** Simulated seconds since the start. */
  timeS = 0;

  constructor(setup: LineSetup) {
    const { model, line: id, seed, faults } = setup;
    const index = new ModelIndex(model);
    const line = index.line(id);
    if (!line)
      throw new Error(`There is no line "${id}"; known: ${model.lines.map((l) => l.id).join(', ')}.`);
    this.line = line;
    this.flow = new LineFlow(model, line, seed, setup.plan);
    const members = index.equipmentOf(id);
    const context = this.createContext(members, setup);
    this.context = context;
    for (const equipment of members) {
      this.machines.push(
        createMachine({
          equipment,
          signals: index.signalsOf(equipment),
          seed,
          faults: faults.flatMap((fault) => faultOn(equipment, fault, members)),
          flow: this.flow.unitOf(equipment.address) ?? this.cellUnitOf(equipment, members),
          partsWaiting: this.flow.waitingBehind(equipment.address),
          taktS: line.taktS,
          context,
        }),
      );
    }
    this.airUsers = this.machines.filter(({ equipment }) =>
      mediaOf(stationOf(line, equipment.address)).has('compressedAir'),
    );
    this.letCellsWake(members);
    this.changes = (setup.settings ?? [])
      .filter((change) => members.some(({ address }) => address === change.equipment))
      .sort((a, b) => b.atS - a.atS);
  }

  private createContext(
    members: readonly Equipment[],
    {
      seed,
      faults,
      clock,
      weather = new WeatherYear(seed, clock.at(0)),
      energyOnly = false,
      upkeep,
    }: LineSetup,
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
          energyOnly,
        ),
      );
    }
    const sum = (of: (machine: Machine) => number) => this.machines.reduce((total, m) => total + of(m), 0);
    const compressors = () => this.machines.filter((m) => m.equipment.kind === 'compressor');
    const context: LineContext = {
      clock,
      coolantShare: 1,
      coolantDemand: () =>
        shareOf(
          this.machines,
          (m) => m instanceof Grinder,
          (m) => !m.standby.isSaving,
        ),
      waterDemand: () => shareOf(this.machines, usesWater, (m) => m.isWorking),
      airPressureMpa: LEAK_AT_MPA,
      coolingWaterK: 0,
      airDemandM3PerMin: () => this.airDemand((context.airPressureMpa + 0.1) / (LEAK_AT_MPA + 0.1)),
      usualAirDemandM3PerMin: () => this.airDemand(1),
      isAirNeeded: () => this.airUsers.some(({ standby }) => standby.level < 2),
      sealedAirM3PerMin: () => {
        const { leakShare } = context.upkeep;
        return leakShare < 1 ? (this.leaks() * (1 - leakShare)) / leakShare : 0;
      },
      upkeep: { ...(upkeep ?? noUpkeep()) },
      compressors: () => compressors().length,
      compressorsRunning: () => compressors().filter((m) => !m.standby.isSaving).length,
      chillerSetpointC: (lane) =>
        this.machines
          .find((m) => m.equipment.kind === 'chiller' && laneOf(m.equipment) === lane)
          ?.settings.value('source_setpoint', 22.5) ?? 22.5,
      weather: (timeS) => weather.at(timeS),
      nowS: () => Math.max(this.flow.queue.now, 0),
      energyOnly,
      totalPowerKw: () => sum((machine) => machine.powerKw),
      totalEnergyKwh: () => sum((machine) => machine.energyKwh),
      ownValue: (id, signal) => this.machines.find((m) => m.equipment.id === id)?.ownValue(signal) ?? NaN,
      weldProcess: (lane) => cells.get(lane),
    };
    return context;
  }

  /** Time by the machines' clocks, ms since 1970 UTC. */
  clockMs(timeS: number): number {
    return this.context.clock.at(1000 * timeS);
  }

  /** Compressed air that flows now, and the leaks in it, m3/min. */
  air(): { airM3PerMin: number; leakM3PerMin: number } {
    return { airM3PerMin: this.context.airDemandM3PerMin(), leakM3PerMin: this.leaks() };
  }

  /** What leaks now, m3/min; a machine in standby has its valve shut. */
  private leaks(): number {
    const { airPressureMpa, upkeep } = this.context;
    const open = this.airUsers.filter(({ standby }) => standby.level < 2).length;
    const blows = ((airPressureMpa + 0.1) / (LEAK_AT_MPA + 0.1)) * upkeep.leakShare;
    return blows * (AIR_NET_LEAK + AIR_MACHINE_LEAK * open);
  }

  /** What people have done to the plant; what they do from now on is noted here. */
  get upkeep(): Upkeep {
    return this.context.upkeep;
  }

  /** What the line takes, m3/min: a machine that rests has its valve shut in standby, and leaks no more. */
  private airDemand(leakShare: number): number {
    const blows = leakShare * this.context.upkeep.leakShare;
    let demand = AIR_NET_LEAK * blows;
    for (const machine of this.airUsers) {
      const { level } = machine.standby;
      if (level < 2) demand += AIR_MACHINE_LEAK * blows;
      if (level === 0) demand += AIR_MACHINE_ON;
      if (machine.isWorking) demand += AIR_MACHINE_WORKING;
    }
    return demand;
  }

  /** A robot that has a part waits for its laser source and what else of its cell has to wake. */
  private letCellsWake(members: readonly Equipment[]): void {
    for (const robot of members) {
      const unit = this.flow.unitOf(robot.address);
      if (!(unit instanceof WeldCellUnit)) continue;
      for (const machine of this.machines)
        if (!machine.flow && laneOf(machine.equipment) === laneOf(robot)) unit.sleepers.push(machine.standby);
    }
  }

  /** A fixture works in step with the robot of its cell. */
  private cellUnitOf(equipment: Equipment, members: readonly Equipment[]) {
    if (equipment.kind !== 'positioner') return undefined;
    const robot = members.find((e) => e.kind === 'laser-robot' && laneOf(e) === laneOf(equipment));
    return robot && this.flow.unitOf(robot.address);
  }

  /** A machine hears a command; what it says to it lies in its settings afterwards. */
  obey(equipment: string, message: CommandMessage): void {
    const machine = this.machines.find((m) => m.equipment.address === equipment);
    machine?.settings.obey(message, machine.clockMs);
  }

  /** Advances the flow of parts; machines are stepped one by one by whoever publishes them. */
  advanceFlow(timeS: number): void {
    while (this.changes.length > 0 && this.changes.at(-1)!.atS <= timeS) this.makeChange(this.changes.pop()!);
    this.flow.queue.runUntil(timeS);
    this.timeS = timeS;
  }

  /** The story of a run says it once, and nobody keeps it alive. */
  private makeChange({ equipment, setting, value, atS }: SettingChange): void {
    const time = this.clockMs(atS);
    this.obey(equipment, {
      do: 'set',
      id: `${setting} at ${atS}`,
      time,
      setting,
      value,
      watchdogS: Infinity,
    });
  }
}
