import type { LineView, MachineView } from './line-view.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { MeasureLimits } from './measure-limits.ts';

/** The measures of domain table 3.3. */
export const MEASURES = [
  'idle-shutdown',
  'deep-standby',
  'furnace-consolidation',
  'holding-setback',
  'induction-hold',
  'coil-match',
  'air-leaks',
  'air-pressure',
  'air-sequencing',
  'air-speed-control',
  'pump-speed',
  'demand-peak',
  'laser-standby',
  'chiller-set-point',
  'free-cooling',
  'fume-on-demand',
  'fan-speed',
  'power-factor',
  'harmonic-filter',
  'tariff-shift',
] as const;
export type MeasureId = (typeof MEASURES)[number];

/** Why a guard lets a measure not begin, or ends it. */
export const GUARDS = [
  'order-begins',
  'quality',
  'warm-up',
  'charge-inside',
  'furnace-ramp',
  'dew-point',
  'source-temperature',
  'outside-air',
  'free-cooling',
  'weakest-user',
  'least-flow',
  'return-temperature',
  'beam-on',
  'resonance',
  'silent',
  'fault',
] as const;
export type GuardId = (typeof GUARDS)[number];

/** What a measure would have done, and what it is expected to save. */
export interface Proposal {
  measure: MeasureId;
  equipment: string;
  /** The command that does it; left out where only people can, such as mending a leak. */
  command?: { setting: string; value: number; readyAtMs?: number };
  /** What the numbers say: names and values that a page puts into words. */
  because: Readonly<Record<string, number>>;
  /** Expected saving while it stands, kWh, and how long that is. */
  estimatedKwh: number;
  estimatedHours: number;
  /** Power that the machine would draw without it, kW: what its meter is compared with. */
  usualKw: number;
}

/** What does not change of a machine, and says which measures it is for. */
export interface MachineBuild {
  kind: string;
  settings: { has(id: string): boolean };
}

/** One measure: pure, with its memory of the machine given to it. */
export interface Measure {
  id: MeasureId;
  /** Whether it is for machines of this build; it is asked of no other. */
  suits(machine: MachineBuild): boolean;
  /** What it keeps in mind of a machine that one reading of its own does not tell; asked at every look, before `propose`. */
  learn?(line: LineView, machine: MachineView, memory: MachineMemory, limits: MeasureLimits): void;
  /** @returns what to do now, or nothing */
  propose(
    line: LineView,
    machine: MachineView,
    memory: MachineMemory,
    limits: MeasureLimits,
  ): Proposal | undefined;
  /** @returns the guard that ends what stands, or nothing */
  guard(
    line: LineView,
    machine: MachineView,
    limits: MeasureLimits,
    memory: MachineMemory,
  ): GuardId | undefined;
}
