import type { Medium, PackmlState } from '@linetwin/model';

/** A setting as the server knows it: what stands, what is usual, what the machine accepts. */
export interface SettingView {
  value: number;
  usual: number;
  /** Since when it stands at its value, ms since 1970 UTC. */
  sinceMs: number;
  range: readonly [number, number];
}

/** One machine as the rules see it: what it tells of itself, and nothing else. */
export interface MachineView {
  address: string;
  id: string;
  kind: string;
  lane?: string;
  /** Parts pass it. */
  isInFlow: boolean;
  /** What its line supplies that it cannot work without. */
  uses: ReadonlySet<Medium>;
  /** Undefined while it says nothing: no rule touches a machine that is silent. */
  state?: PackmlState;
  /** Since when it is in that state, ms since 1970 UTC. */
  stateSinceMs: number;
  powerKw: number;
  energyKwh: number;
  settings: ReadonlyMap<string, SettingView>;
  /** What is ordered of its section, where that works by runs of its own; else what is ordered of the line counts. */
  order?: OrderView;
  /** Newest good value of a signal of this machine. */
  value(signal: string): number | undefined;
  /** Middle of the normal band of a signal. */
  usual(signal: string): number | undefined;
}

/** What is ordered of a line. */
export interface OrderView {
  /** An order is on the line now. */
  isOpen: boolean;
  /** When the next one begins, where there is none now; undefined when nobody knows. */
  nextStartMs?: number;
}

/** One line at one instant. */
export interface LineView {
  line: string;
  timeMs: number;
  machines: readonly MachineView[];
  order: OrderView;
  /** Power of the whole site now, its forecast for this quarter of an hour, and the contract, kW. */
  siteForecastKw?: number;
  contractKw?: number;
}

/** Machines that a utility of their line serves. */
export function usersOf(line: LineView, medium: Medium): MachineView[] {
  return line.machines.filter(({ uses }) => uses.has(medium));
}

/** What is ordered of a machine. */
export function orderFor(line: LineView, machine: MachineView): OrderView {
  return machine.order ?? line.order;
}

/** States in which a machine waits without work of its own to do (domain table 1.1, energy class idle). */
export const WAITING_STATES: ReadonlySet<PackmlState> = new Set(['Idle', 'Complete', 'Suspended']);

/** Value of the interlock signal of a machine that could not hand on what it has. */
const BLOCKED = 2;

/** Whether it waits with parts in it, for the machine behind it. */
export function isBlocked(machine: MachineView): boolean {
  return machine.value('interlock') === BLOCKED;
}

export function isWaiting(machine: MachineView): boolean {
  return machine.state !== undefined && WAITING_STATES.has(machine.state);
}

/** Speed that a fan has with the beam, % of its full one. */
export function beamFanPercent({ settings }: MachineView): number {
  return settings.get('beam_fan_speed')?.value ?? 100;
}
