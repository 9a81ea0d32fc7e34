import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALARM_EVENTS, ALARM_STATES, afterAlarmEvent, type AlarmState } from './alarm-state.ts';

const MOVES = [
  ['Normal', 'Raised', 'Unacknowledged'],
  ['Unacknowledged', 'AcknowledgedByPerson', 'Acknowledged'],
  ['Unacknowledged', 'Cleared', 'ReturnedToNormalUnacknowledged'],
  ['Acknowledged', 'Cleared', 'Normal'],
  ['ReturnedToNormalUnacknowledged', 'AcknowledgedByPerson', 'Normal'],
  ['ReturnedToNormalUnacknowledged', 'Raised', 'Unacknowledged'],
] as const;

describe('the alarm state machine of ISA-18.2', () => {
  test.each(MOVES)('an alarm that is %s goes on %s to %s', (from, event, to) => {
    expect(afterAlarmEvent(from, event)).toBe(to);
  });

  test('every other move is refused', () => {
    const legal = new Set(MOVES.map(([from, event]) => `${from} ${event}`));
    for (const state of ALARM_STATES) {
      for (const event of ALARM_EVENTS) {
        if (!legal.has(`${state} ${event}`)) expect(afterAlarmEvent(state, event)).toBeUndefined();
      }
    }
  });

  test('no alarm returns to normal unseen: between Raised and Normal a person has acknowledged', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALARM_EVENTS)), (events) => {
        let state: AlarmState = 'Normal';
        let acknowledged = true;
        for (const event of events) {
          const next = afterAlarmEvent(state, event);
          if (next === undefined) continue;
          if (event === 'Raised') acknowledged = false;
          if (event === 'AcknowledgedByPerson') acknowledged = true;
          state = next;
          if (state === 'Normal') expect(acknowledged).toBe(true);
        }
      }),
    );
  });
});
