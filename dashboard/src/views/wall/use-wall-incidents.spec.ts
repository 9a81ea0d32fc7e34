import { expect, test } from '@jest/globals';
import type { Alarm, Incident } from '@linetwin/contracts';
import { withAlarms } from './use-wall-incidents.ts';

const alarm = (id: string, rest: Partial<Alarm> = {}) =>
  [
    id,
    { id, state: 'Unacknowledged', acknowledgedBy: null, acknowledgedAt: null, ...rest } as Alarm,
  ] as const;
const incident = (...members: string[]) =>
  ({ members: members.map((newestId) => ({ newestId })) }) as unknown as Incident;
const seen = (acknowledgedBy: string, acknowledgedAt: number): Partial<Alarm> => ({
  state: 'Acknowledged',
  acknowledgedBy,
  acknowledgedAt,
});

test('an incident waits as long as one of its own alarms was not acknowledged', () => {
  const alarms = new Map([alarm('a', seen('Li', 1)), alarm('b'), alarm('other')]);
  expect(withAlarms(incident('a', 'b'), alarms).waits).toBe(true);
  expect(withAlarms(incident('a', 'finding-1'), alarms).waits).toBe(false);
});

test('an incident is taken by who acknowledged last', () => {
  const alarms = new Map([alarm('a', seen('Li', 2)), alarm('b', seen('Wang', 3)), alarm('c')]);
  expect(withAlarms(incident('a', 'b', 'c'), alarms).takenBy).toBe('Wang');
  expect(withAlarms(incident('c'), alarms).takenBy).toBeNull();
});
