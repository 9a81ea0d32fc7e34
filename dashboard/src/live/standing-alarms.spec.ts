import { describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { standingAlarms } from './standing-alarms.ts';

const alarm = (equipment: string, priority: Alarm['priority'], state: Alarm['state']) =>
  ({ equipment, priority, state }) as Alarm;

describe('the standing alarms of a machine', () => {
  test('show the worst priority, whichever came first', () => {
    const standing = standingAlarms([
      alarm('B03', 3, 'Acknowledged'),
      alarm('B03', 1, 'Acknowledged'),
      alarm('B03', 2, 'Acknowledged'),
    ]);
    expect(standing).toEqual(new Map([['B03', { priority: 1, unacknowledged: false }]]));
  });

  test('wait for a person as long as one of them does, also when its cause has gone', () => {
    const standing = standingAlarms([
      alarm('B03', 1, 'Acknowledged'),
      alarm('B03', 4, 'ReturnedToNormalUnacknowledged'),
      alarm('B04', 2, 'Unacknowledged'),
      alarm('B05', 2, 'Acknowledged'),
    ]);
    expect([...standing].map(([at, { unacknowledged }]) => [at, unacknowledged])).toEqual([
      ['B03', true],
      ['B04', true],
      ['B05', false],
    ]);
  });
});
