import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ALARM_EVENTS,
  ALARM_STATES,
  afterAlarmEvent,
  awaitsAcknowledgement,
  isAlarmActive,
  isSuppressed,
  type AlarmEvent,
  type AlarmState,
} from './alarm-state.ts';

/** Written out, not made from the table under test: the diagram of ISA-18.2 arrow by arrow. */
const MOVES: [AlarmState, AlarmEvent, AlarmState][] = [
  ['Normal', 'Raised', 'Unacknowledged'],
  ['Normal', 'ShelvedByPerson', 'Shelved'],
  ['Normal', 'TakenOutOfService', 'OutOfService'],
  ['Unacknowledged', 'AcknowledgedByPerson', 'Acknowledged'],
  ['Unacknowledged', 'Cleared', 'ReturnedToNormalUnacknowledged'],
  ['Unacknowledged', 'Latched', 'LatchedUnacknowledged'],
  ['Unacknowledged', 'ShelvedByPerson', 'Shelved'],
  ['Unacknowledged', 'SuppressedByState', 'SuppressedByDesign'],
  ['Unacknowledged', 'TakenOutOfService', 'OutOfService'],
  ['Acknowledged', 'Cleared', 'Normal'],
  ['Acknowledged', 'Latched', 'LatchedAcknowledged'],
  ['Acknowledged', 'ShelvedByPerson', 'Shelved'],
  ['Acknowledged', 'SuppressedByState', 'SuppressedByDesign'],
  ['Acknowledged', 'TakenOutOfService', 'OutOfService'],
  ['ReturnedToNormalUnacknowledged', 'AcknowledgedByPerson', 'Normal'],
  ['ReturnedToNormalUnacknowledged', 'Raised', 'Unacknowledged'],
  ['ReturnedToNormalUnacknowledged', 'ShelvedByPerson', 'Shelved'],
  ['ReturnedToNormalUnacknowledged', 'TakenOutOfService', 'OutOfService'],
  ['LatchedUnacknowledged', 'AcknowledgedByPerson', 'LatchedAcknowledged'],
  ['LatchedUnacknowledged', 'Raised', 'Unacknowledged'],
  ['LatchedUnacknowledged', 'ShelvedByPerson', 'Shelved'],
  ['LatchedUnacknowledged', 'TakenOutOfService', 'OutOfService'],
  ['LatchedAcknowledged', 'ResetByPerson', 'Normal'],
  ['LatchedAcknowledged', 'Raised', 'Unacknowledged'],
  ['LatchedAcknowledged', 'ShelvedByPerson', 'Shelved'],
  ['LatchedAcknowledged', 'TakenOutOfService', 'OutOfService'],
  ['Shelved', 'UnshelvedByPerson', 'Normal'],
  ['Shelved', 'ShelfExpired', 'Normal'],
  ['Shelved', 'TakenOutOfService', 'OutOfService'],
  ['SuppressedByDesign', 'SuppressionEnded', 'Normal'],
  ['SuppressedByDesign', 'TakenOutOfService', 'OutOfService'],
  ['OutOfService', 'ReturnedToService', 'Normal'],
];

const LEGAL = new Map(MOVES.map(([from, event, to]) => [`${from} ${event}`, to]));
const REFUSED = ALARM_STATES.flatMap((state) => ALARM_EVENTS.map((event) => [state, event] as const)).filter(
  ([state, event]) => !LEGAL.has(`${state} ${event}`),
);

describe('the alarm state machine of ISA-18.2', () => {
  test.each(MOVES)('an alarm that is %s goes on %s to %s', (from, event, to) => {
    expect(afterAlarmEvent(from, event)).toBe(to);
  });

  test.each(REFUSED)('an alarm that is %s refuses %s', (state, event) => {
    expect(afterAlarmEvent(state, event)).toBeUndefined();
  });

  test('every state can be reached from Normal and left again', () => {
    const reached = new Set<AlarmState>(['Normal']);
    for (let round = 0; round < ALARM_STATES.length; round++) {
      for (const [from, , to] of MOVES) if (reached.has(from)) reached.add(to);
    }
    expect(reached.size).toBe(ALARM_STATES.length);
    expect(new Set(MOVES.map(([from]) => from)).size).toBe(ALARM_STATES.length);
  });

  test('no alarm returns to normal unseen: before it a person acknowledged it or a rule kept it quiet', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALARM_EVENTS), { maxLength: 60 }), (events) => {
        let state: AlarmState = 'Normal';
        let answered = true;
        for (const event of events) {
          const next = afterAlarmEvent(state, event);
          if (next === undefined) continue;
          if (event === 'Raised') answered = false;
          if (event === 'AcknowledgedByPerson' || isSuppressed(next)) answered = true;
          state = next;
          if (state === 'Normal') expect(answered).toBe(true);
        }
      }),
    );
  });

  test('a state is either active, quiet, or over', () => {
    expect(ALARM_STATES.filter(isAlarmActive)).toEqual(['Unacknowledged', 'Acknowledged']);
    expect(ALARM_STATES.filter(isSuppressed)).toEqual(['Shelved', 'SuppressedByDesign', 'OutOfService']);
    expect(ALARM_STATES.filter(awaitsAcknowledgement)).toEqual([
      'Unacknowledged',
      'ReturnedToNormalUnacknowledged',
      'LatchedUnacknowledged',
    ]);
  });
});
