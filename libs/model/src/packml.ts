/**
 * PackML unit states (ISA-TR88.00.02) in the numbering of OPC 30060, which Linetwin uses when a state is
 * stored as a number. Machines number them in several ways, so on the wire a state travels by name.
 */
export const PACKML_STATES = [
  'Stopped',
  'Resetting',
  'Idle',
  'Starting',
  'Execute',
  'Completing',
  'Complete',
  'Aborting',
  'Aborted',
  'Stopping',
  'Clearing',
  'Suspending',
  'Suspended',
  'Unsuspending',
  'Holding',
  'Held',
  'Unholding',
] as const;
export type PackmlState = (typeof PACKML_STATES)[number];

/** Unit modes; the fourth is a site mode (energy saving). */
export const PACKML_MODES = ['Production', 'Maintenance', 'Manual', 'EnergySaving'] as const;
export type PackmlMode = (typeof PACKML_MODES)[number];

export const PACKML_COMMANDS = [
  'Reset',
  'Start',
  'Stop',
  'Hold',
  'Unhold',
  'Suspend',
  'Unsuspend',
  'Abort',
  'Clear',
] as const;
export type PackmlCommand = (typeof PACKML_COMMANDS)[number];

/** What an acting state turns into when its work is done ("state complete"). */
const AFTER_ACTING: Partial<Record<PackmlState, PackmlState>> = {
  Resetting: 'Idle',
  Starting: 'Execute',
  Execute: 'Completing',
  Completing: 'Complete',
  Aborting: 'Aborted',
  Stopping: 'Stopped',
  Clearing: 'Stopped',
  Suspending: 'Suspended',
  Unsuspending: 'Execute',
  Holding: 'Held',
  Unholding: 'Execute',
};

const ANY_RUNNING: readonly PackmlState[] = [
  'Resetting',
  'Idle',
  'Starting',
  'Execute',
  'Completing',
  'Complete',
  'Suspending',
  'Suspended',
  'Unsuspending',
  'Holding',
  'Held',
  'Unholding',
];

const COMMANDS: Record<PackmlCommand, { from: readonly PackmlState[]; to: PackmlState }> = {
  Reset: { from: ['Stopped', 'Complete'], to: 'Resetting' },
  Start: { from: ['Idle'], to: 'Starting' },
  Stop: { from: ANY_RUNNING, to: 'Stopping' },
  Hold: { from: ['Execute', 'Suspended'], to: 'Holding' },
  Unhold: { from: ['Held'], to: 'Unholding' },
  Suspend: { from: ['Execute'], to: 'Suspending' },
  Unsuspend: { from: ['Suspended'], to: 'Unsuspending' },
  Abort: { from: PACKML_STATES.filter((s) => s !== 'Aborted' && s !== 'Aborting'), to: 'Aborting' },
  Clear: { from: ['Aborted'], to: 'Clearing' },
};

/** State after a command, or `undefined` where PackML does not allow the command in that state. */
export function afterCommand(state: PackmlState, command: PackmlCommand): PackmlState | undefined {
  const rule = COMMANDS[command];
  return rule.from.includes(state) ? rule.to : undefined;
}

/** State after an acting state has done its work; a waiting state stays as it is. */
export function afterActing(state: PackmlState): PackmlState {
  return AFTER_ACTING[state] ?? state;
}

/** Energy class of a state (domain table 1.1): where its kilowatt-hours are booked. */
export type EnergyClass = 'productive' | 'idle' | 'standby' | 'start-up';

export function energyClass(state: PackmlState): EnergyClass {
  switch (state) {
    case 'Execute':
      return 'productive';
    case 'Idle':
    case 'Complete':
    case 'Suspended':
    case 'Held':
      return 'idle';
    case 'Stopped':
    case 'Aborted':
      return 'standby';
    default:
      return 'start-up';
  }
}

/**
 * Time element of ISO 22400-2 that a state is booked on: APT actual production, ADET delay (starved or
 * blocked), AUST set-up (own cause), ADOT down time; `none` while no order is on the machine.
 */
export type TimeElement = 'APT' | 'ADET' | 'AUST' | 'ADOT' | 'none';

export function timeElement(state: PackmlState): TimeElement {
  switch (state) {
    case 'Execute':
    case 'Completing':
      return 'APT';
    case 'Idle':
    case 'Complete':
    case 'Suspending':
    case 'Suspended':
    case 'Unsuspending':
      return 'ADET';
    case 'Holding':
    case 'Held':
    case 'Unholding':
    case 'Resetting':
    case 'Starting':
      return 'AUST';
    case 'Aborting':
    case 'Aborted':
    case 'Clearing':
      return 'ADOT';
    case 'Stopping':
    case 'Stopped':
      return 'none';
  }
}
