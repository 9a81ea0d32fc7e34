import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alarmPerformance, type AlarmMoment } from './alarm-performance.ts';

const S = 1000;
const MIN = 60 * S;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;
const raised = (at: number, point = 'a', priority: AlarmMoment['priority'] = 3): AlarmMoment => ({
  at,
  event: 'Raised',
  point,
  priority,
  active: true,
});
const cleared = (at: number, point = 'a'): AlarmMoment => ({
  ...raised(at, point),
  event: 'Cleared',
  active: false,
});
const over = (moments: AlarmMoment[], to = DAY, operators = 1, standing = new Map<string, number>()) =>
  alarmPerformance(moments, standing, { from: 0, to }, operators);
const every = (count: number, stepMs: number, from = 0) =>
  Array.from({ length: count }, (_, n) => raised(from + n * stepMs, `p${n}`));

describe('alarm performance of ISA-18.2', () => {
  test('counts alarms per operator and day, whatever the length of the period', () => {
    expect(over(every(100, MIN)).perOperatorDay).toBe(100);
    expect(over(every(100, MIN), DAY / 2, 2).perOperatorDay).toBe(100);
  });

  test('does not take what people do for an alarm', () => {
    const acknowledged = { ...raised(5 * S), event: 'AcknowledgedByPerson' };
    expect(over([raised(0), acknowledged])).toMatchObject({ raised: 1, byPriority: { 3: 1 } });
  });

  test('finds the fullest ten minutes, not those of the clock', () => {
    const moments = [...every(6, MIN, 4 * MIN), raised(20 * MIN)];
    expect(over(moments).peakPerTenMinutes).toBe(6);
    expect(over([raised(0), raised(10 * MIN)]).peakPerTenMinutes).toBe(1);
  });

  test('a flood begins with more than ten alarms in ten minutes and ends with fewer than five', () => {
    expect(over(every(10, 30 * S)).floods).toEqual([]);
    const flood = over([...every(11, 30 * S), raised(30 * MIN, 'late'), raised(50 * MIN, 'later')]);
    expect(flood.floods).toEqual([{ from: 0, to: 300 * S, alarms: 11 }]);
    expect(flood.floodShare).toBeCloseTo((300 * S) / DAY, 10);
    expect(over(every(11, 30 * S), DAY, 2).floods).toEqual([]);
  });

  test('names the ten that rose oftenest, and their share', () => {
    const moments = Array.from({ length: 12 }, (_, n) =>
      Array.from({ length: n + 1 }, () => raised(n, `p${n}`)),
    );
    const { topTen, topTenShare } = over(moments.flat());
    expect(topTen.map(({ point }) => point)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((n) => `p${n}`));
    expect(topTenShare).toBeCloseTo(75 / 78, 10);
    expect(over([]).topTenShare).toBeNull();
  });

  test('three changes within a minute are chatter, one more second is not', () => {
    expect(over([raised(0), cleared(30 * S), raised(60 * S)]).chattering).toEqual([
      { point: 'a', raised: 2 },
    ]);
    expect(over([raised(0), cleared(30 * S), raised(61 * S)]).chattering).toEqual([]);
  });

  test('what stands for more than a day is stale, also when it stood before and when it still stands', () => {
    const standing = new Map([['old', -2 * DAY]]);
    const moments = [
      cleared(HOUR, 'old'),
      raised(2 * HOUR, 'new'),
      raised(3 * HOUR, 'short'),
      cleared(4 * HOUR, 'short'),
    ];
    const { stale } = over(moments, 3 * DAY, 1, standing);
    expect(stale.map(({ point, hours }) => [point, hours])).toEqual([
      ['new', 70],
      ['old', 49],
    ]);
  });

  test('refuses an empty period and a control room without anybody', () => {
    expect(() => over([], 0)).toThrow(RangeError);
    expect(() => over([], DAY, 0)).toThrow(RangeError);
  });

  test('adds up, whatever happened', () => {
    const moment = fc.record({
      at: fc.integer({ min: 0, max: DAY }),
      event: fc.constantFrom('Raised', 'Cleared', 'AcknowledgedByPerson'),
      point: fc.constantFrom('a', 'b', 'c'),
      priority: fc.constantFrom<AlarmMoment['priority']>(1, 2, 3, 4),
      active: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 200 }), (list) => {
        const performance = over(list.sort((a, b) => a.at - b.at));
        const sum = Object.values(performance.byPriority).reduce((all, one) => all + one, 0);
        expect(sum).toBe(performance.raised);
        expect(performance.peakPerTenMinutes).toBeLessThanOrEqual(performance.raised);
        expect(performance.floodShare).toBeLessThanOrEqual(1);
        for (const { from, to } of performance.floods) expect(to).toBeGreaterThanOrEqual(from);
      }),
    );
  });
});
