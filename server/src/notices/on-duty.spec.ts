import { describe, expect, test } from '@jest/globals';
import type { Duty } from '@linetwin/contracts';
import fc from 'fast-check';
import { onDuty } from './on-duty.ts';

const ZONE = 'Asia/Shanghai';
const WORKDAYS = [1, 2, 3, 4, 5];
const duty = (contacts: string[], from: string, to: string, rest: Partial<Duty> = {}): Duty => ({
  contacts,
  days: WORKDAYS,
  from,
  to,
  lines: [],
  ...rest,
});
/** 5 January 2026 is a Monday. */
const plant = (day: number, clock: string) =>
  Date.parse(`2026-01-${String(4 + day).padStart(2, '0')}T${clock}:00+08:00`);

describe('who is on duty', () => {
  const early = duty(['li'], '06:00', '14:00');
  const night = duty(['wang'], '22:00', '06:00');

  test.each([
    [1, '06:00', ['li']],
    [1, '13:59', ['li']],
    [1, '14:00', []],
    [1, '05:59', []],
    [2, '05:59', ['wang']],
    [5, '23:00', ['wang']],
    [6, '05:59', ['wang']],
    [6, '22:00', []],
  ])('on day %i at %s of plant time', (day, clock, expected) => {
    expect(onDuty([early, night], 'bearing-1', plant(day, clock), ZONE)).toEqual(expected);
  });

  test('is somebody for the line only, where the duty names lines', () => {
    const welders = duty(['zhao'], '06:00', '14:00', { lines: ['weld-1'] });
    expect(onDuty([welders, early], 'weld-1', plant(1, '08:00'), ZONE)).toEqual(['zhao', 'li']);
    expect(onDuty([welders, early], 'bearing-1', plant(1, '08:00'), ZONE)).toEqual(['li']);
  });

  test('is named once, and a duty from 08:00 to 08:00 lasts a day', () => {
    const whole = duty(['li'], '08:00', '08:00', { days: [1, 2, 3, 4, 5, 6, 7] });
    for (const clock of ['00:00', '08:00', '23:59'])
      expect(onDuty([whole, early], 'x', plant(2, clock), ZONE)).toEqual(['li']);
  });

  test('three shifts that follow each other leave no minute without anybody', () => {
    const all = [1, 2, 3, 4, 5, 6, 7];
    const shifts = [
      duty(['a'], '06:00', '14:00', { days: all }),
      duty(['b'], '14:00', '22:00', { days: all }),
      duty(['c'], '22:00', '06:00', { days: all }),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 1440 - 1 }), (minute) => {
        expect(onDuty(shifts, 'x', plant(1, '00:00') + minute * 60_000, ZONE)).toHaveLength(1);
      }),
    );
  });
});
