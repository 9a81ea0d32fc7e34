import { orderFor, type LineView, type MachineView } from './line-view.ts';
import { MachineMemory } from './machine-memory.ts';
import type { GuardId, MachineBuild, Measure, MeasureId, Proposal } from './measure.ts';
import { DEFAULT_LIMITS, type MeasureLimits } from './measure-limits.ts';
import { airLeaks, airPressure, airSequencing, airSpeedControl } from './air-measures.ts';
import { chillerSetPoint, freeCooling } from './chiller-measures.ts';
import { coilMatch } from './coil-measures.ts';
import { fanSpeed, fumeOnDemand } from './fan-measures.ts';
import { furnaceConsolidation, holdingSetback } from './furnace-measures.ts';
import { deepStandby, idleShutdown, inductionHold, laserStandby } from './rest-measures.ts';
import { demandPeak, harmonicFilter, powerFactor, pumpSpeed } from './utility-measures.ts';

/** Every measure, in the order in which they are asked: the deeper rest first. */
export const ALL_MEASURES: readonly Measure[] = [
  deepStandby,
  inductionHold,
  laserStandby,
  idleShutdown,
  coilMatch,
  holdingSetback,
  furnaceConsolidation,
  airSequencing,
  airPressure,
  airLeaks,
  airSpeedControl,
  pumpSpeed,
  fumeOnDemand,
  fanSpeed,
  freeCooling,
  chillerSetPoint,
  demandPeak,
  powerFactor,
  harmonicFilter,
];

/** Measures that a line has machines for. */
export function measuresFor(machines: readonly MachineBuild[]): ReadonlySet<MeasureId> {
  return new Set(
    ALL_MEASURES.filter((measure) => machines.some((one) => measure.suits(one))).map(({ id }) => id),
  );
}

/** What the rules say of a line at one instant. */
export type RuleWord =
  | { say: 'propose'; proposal: Proposal }
  /** What stands has to end: the machine goes back to its prior setting. */
  | { say: 'end'; equipment: string; setting: string; guard: GuardId };

/** A machine that refused, or that went back by itself, is left alone for so long. */
const BACK_OFF_MS = 300_000;
/** What only people can do is said again after so long. */
const ADVICE_EVERY_MS = 24 * 3600_000;

/**
 * All measures over one line: learns from what the machines tell, proposes what saves within the limits, and ends what a guard trips.
 * Pure in time: what it says follows from the views it was given. Whether a proposal is advice, asks for a click or becomes a command is
 * decided by whoever listens, who tells what became of it.
 */
export class MeasureEngine {
  /** Within what measures act; may be changed between two looks. */
  limits: MeasureLimits;
  private readonly measures: readonly Measure[];
  private readonly memories = new Map<string, MachineMemory>();
  private readonly standing = new Map<string, Proposal>();
  private readonly quietUntilMs = new Map<string, number>();

  constructor(limits: MeasureLimits = DEFAULT_LIMITS, measures: readonly Measure[] = ALL_MEASURES) {
    this.limits = limits;
    this.measures = measures;
  }

  memoryOf(equipment: string): MachineMemory {
    let memory = this.memories.get(equipment);
    if (!memory) this.memories.set(equipment, (memory = new MachineMemory()));
    return memory;
  }

  /** Looks at a line; to be called in order of time, every few seconds to a minute. */
  look(line: LineView): RuleWord[] {
    const words: RuleWord[] = [];
    for (const machine of line.machines)
      this.memoryOf(machine.address).note(machine, line.timeMs, orderFor(line, machine).isOpen);
    for (const machine of line.machines) {
      this.learn(line, machine);
      this.guard(line, machine, words);
      if (machine.state !== undefined) this.propose(line, machine, words);
    }
    return words;
  }

  /** The proposal was carried out and stands. */
  applied(proposal: Proposal): void {
    if (proposal.command) this.standing.set(keyOf(proposal.equipment, proposal.command.setting), proposal);
  }

  /** The machine would not, or nobody wants it for so long. */
  declined(equipment: string, setting: string, timeMs: number, forMs = BACK_OFF_MS): void {
    const key = keyOf(equipment, setting);
    this.quietUntilMs.set(key, Math.max(this.quietUntilMs.get(key) ?? -Infinity, timeMs + forMs));
  }

  /** The machine is back at its prior setting. */
  ended(equipment: string, setting: string): void {
    this.standing.delete(keyOf(equipment, setting));
  }

  private learn(line: LineView, machine: MachineView): void {
    const memory = this.memoryOf(machine.address);
    for (const measure of this.measures)
      if (measure.suits(machine)) measure.learn?.(line, machine, memory, this.limits);
  }

  private guard(line: LineView, machine: MachineView, words: RuleWord[]): void {
    for (const setting of machine.settings.keys()) {
      const proposal = this.standing.get(keyOf(machine.address, setting));
      if (!proposal) continue;
      const measure = this.measures.find(({ id }) => id === proposal.measure);
      const guard = measure?.guard(line, machine, this.limits, this.memoryOf(machine.address));
      if (guard) {
        words.push({ say: 'end', equipment: machine.address, setting, guard });
        this.declined(machine.address, setting, line.timeMs);
      }
    }
  }

  private propose(line: LineView, machine: MachineView, words: RuleWord[]): void {
    const asked = new Set<string>();
    for (const measure of this.measures) {
      if (!measure.suits(machine)) continue;
      const memory = this.memoryOf(machine.address);
      const proposal = measure.propose(line, machine, memory, this.limits);
      if (!proposal) continue;
      const setting = proposal.command?.setting ?? measure.id;
      const key = keyOf(machine.address, setting);
      if (asked.has(key) || line.timeMs < (this.quietUntilMs.get(key) ?? -Infinity)) continue;
      const stands = this.standing.get(key);
      // What stands is left, unless another value is better: a deeper rest, another speed.
      if (stands?.command && !isBetter(stands, proposal)) continue;
      if (measure.guard(line, machine, this.limits, memory)) continue;
      asked.add(key);
      if (!proposal.command) this.quietUntilMs.set(key, line.timeMs + ADVICE_EVERY_MS);
      words.push({ say: 'propose', proposal });
    }
  }
}

function isBetter(stands: Proposal, proposal: Proposal): boolean {
  const { command: is } = stands;
  const { command: would } = proposal;
  if (!is || !would || is.value === would.value) return false;
  return would.setting === 'operating_level' ? would.value > is.value : true;
}

function keyOf(equipment: string, setting: string): string {
  return `${equipment} ${setting}`;
}
