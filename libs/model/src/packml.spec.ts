import { describe, expect, test } from '@jest/globals';
import {
  PACKML_COMMANDS,
  PACKML_STATES,
  afterActing,
  afterCommand,
  energyClass,
  timeElement,
  type PackmlCommand,
  type PackmlState,
} from './packml.ts';

/** Every move that ISA-TR88.00.02 allows, written out; whatever is not here must be refused. */
const ALLOWED: Record<PackmlCommand, Partial<Record<PackmlState, PackmlState>>> = {
  Reset: { Stopped: 'Resetting', Complete: 'Resetting' },
  Start: { Idle: 'Starting' },
  Stop: Object.fromEntries(
    PACKML_STATES.filter((s) => !['Stopped', 'Stopping', 'Aborting', 'Aborted', 'Clearing'].includes(s)).map(
      (s) => [s, 'Stopping'],
    ),
  ),
  Hold: { Execute: 'Holding', Suspended: 'Holding' },
  Unhold: { Held: 'Unholding' },
  Suspend: { Execute: 'Suspending' },
  Unsuspend: { Suspended: 'Unsuspending' },
  Abort: Object.fromEntries(
    PACKML_STATES.filter((s) => s !== 'Aborted' && s !== 'Aborting').map((s) => [s, 'Aborting']),
  ),
  Clear: { Aborted: 'Clearing' },
};

describe('PackML', () => {
  test('numbers its 17 states as OPC 30060 does', () => {
    expect(PACKML_STATES).toHaveLength(17);
    expect(PACKML_STATES.indexOf('Stopped')).toBe(0);
    expect(PACKML_STATES.indexOf('Execute')).toBe(4);
    expect(PACKML_STATES.indexOf('Aborted')).toBe(8);
    expect(PACKML_STATES.indexOf('Unholding')).toBe(16);
  });

  test.each([...PACKML_COMMANDS])(
    '%s is obeyed where the standard allows it and refused elsewhere',
    (command) => {
      for (const state of PACKML_STATES) {
        expect([state, afterCommand(state, command)]).toEqual([state, ALLOWED[command][state]]);
      }
    },
  );

  test.each([
    ['Resetting', 'Idle'],
    ['Starting', 'Execute'],
    ['Execute', 'Completing'],
    ['Completing', 'Complete'],
    ['Stopping', 'Stopped'],
    ['Aborting', 'Aborted'],
    ['Clearing', 'Stopped'],
    ['Holding', 'Held'],
    ['Unholding', 'Execute'],
    ['Suspending', 'Suspended'],
    ['Unsuspending', 'Execute'],
  ] as const)('%s turns into %s when its work is done', (acting, next) => {
    expect(afterActing(acting)).toBe(next);
  });

  test('a waiting state stays until it is told', () => {
    for (const state of ['Stopped', 'Idle', 'Complete', 'Held', 'Suspended', 'Aborted'] as const) {
      expect(afterActing(state)).toBe(state);
    }
  });

  test('a machine that was aborted runs again only through Clear, Reset and Start', () => {
    let state: PackmlState = 'Aborted';
    for (const command of ['Clear', 'Reset', 'Start'] as const) {
      const acting = afterCommand(state, command);
      expect(acting).toBeDefined();
      state = afterActing(acting as PackmlState);
    }
    expect(state).toBe('Execute');
  });

  test('from every state a machine can be brought back to Execute', () => {
    const reachable = new Set<PackmlState>(['Execute']);
    for (let round = 0; round < PACKML_STATES.length; round++) {
      for (const state of PACKML_STATES) {
        const next = [afterActing(state), ...PACKML_COMMANDS.map((c) => afterCommand(state, c))];
        if (next.some((s) => s !== undefined && reachable.has(s))) reachable.add(state);
      }
    }
    expect([...reachable].sort()).toEqual([...PACKML_STATES].sort());
  });

  test('books energy as productive only in Execute', () => {
    expect(PACKML_STATES.filter((s) => energyClass(s) === 'productive')).toEqual(['Execute']);
    expect(energyClass('Suspended')).toBe('idle');
    expect(energyClass('Aborted')).toBe('standby');
    expect(energyClass('Starting')).toBe('start-up');
  });

  test('tells starving from own causes and from faults in the time elements of ISO 22400', () => {
    expect(timeElement('Execute')).toBe('APT');
    expect(timeElement('Suspended')).toBe('ADET');
    expect(timeElement('Held')).toBe('AUST');
    expect(timeElement('Aborted')).toBe('ADOT');
    expect(timeElement('Stopped')).toBe('none');
  });
});
