import type { PackmlState, TimeElement } from '@linetwin/model';

/**
 * What a machine's time is booked on: finer than the time elements of ISO 22400-2, so that a loss keeps its name. `offPlan`
 * is time outside of the calendar, `unknown` time in which the machine said nothing; neither is planned busy time.
 */
export const TIME_CLASSES = [
  'run',
  'starved',
  'blocked',
  'waiting',
  'held',
  'changeover',
  'startUp',
  'down',
  'stopped',
  'offPlan',
  'unknown',
] as const;
export type TimeClass = (typeof TIME_CLASSES)[number];
export type TimeByClass = Record<TimeClass, number>;

/** Which neighbour a machine waits for, as its interlock tells; `undefined` where it tells none. */
export type Interlock = 'none' | 'starved' | 'blocked' | undefined;

export function noTime(): TimeByClass {
  return {
    run: 0,
    starved: 0,
    blocked: 0,
    waiting: 0,
    held: 0,
    changeover: 0,
    startUp: 0,
    down: 0,
    stopped: 0,
    offPlan: 0,
    unknown: 0,
  };
}

/**
 * Class of a PackML state (domain.md 1.1). Outside of the calendar only work is booked, as work: a machine that runs in a
 * break was busy. Set-up for another product is told from stops of the machine by `changingOver`.
 */
export function timeClass(
  state: PackmlState | undefined,
  interlock: Interlock,
  { isPlanned, changingOver }: { isPlanned: boolean; changingOver: boolean },
): TimeClass {
  if (state === 'Execute' || state === 'Completing') return 'run';
  if (!isPlanned) return 'offPlan';
  switch (state) {
    case undefined:
      return 'unknown';
    case 'Suspending':
    case 'Suspended':
    case 'Unsuspending':
      return interlock === 'starved' || interlock === 'blocked' ? interlock : 'waiting';
    case 'Idle':
    case 'Complete':
      return 'waiting';
    case 'Holding':
    case 'Held':
    case 'Unholding':
      return changingOver ? 'changeover' : 'held';
    case 'Resetting':
    case 'Starting':
      return changingOver ? 'changeover' : 'startUp';
    case 'Aborting':
    case 'Aborted':
    case 'Clearing':
      return 'down';
    case 'Stopping':
    case 'Stopped':
      return changingOver ? 'changeover' : 'stopped';
  }
}

/** Time element of ISO 22400-2 that a class belongs to. */
export function elementOf(timeClass: TimeClass): TimeElement | undefined {
  switch (timeClass) {
    case 'run':
      return 'APT';
    case 'starved':
    case 'blocked':
    case 'waiting':
      return 'ADET';
    case 'held':
    case 'changeover':
    case 'startUp':
      return 'AUST';
    case 'down':
    case 'stopped':
      return 'ADOT';
    case 'offPlan':
    case 'unknown':
      return undefined;
  }
}
