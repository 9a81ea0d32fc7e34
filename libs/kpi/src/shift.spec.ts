import { describe, expect, test } from '@jest/globals';
import type { Shift } from '@linetwin/model';
import fc from 'fast-check';
import { runningShift } from './shift.ts';

const shift = (id: string, startsAt: string, hours: number): Shift => ({
  id,
  name: { zh: id, en: id },
  startsAt,
  hours,
  plannedQuantity: 100,
});
const DAY = shift('day', '08:00', 12);
const NIGHT = shift('night', '20:00', 12);
const SHANGHAI = 'Asia/Shanghai';
/** A time of the clock in Shanghai (UTC+8, no summer time) on 2026-01-05. */
const at = (hour: number, minute = 0, second = 0, ms = 0) =>
  Date.UTC(2026, 0, 5, hour - 8, minute, second, ms);

describe('running shift', () => {
  test('is found by the clock of the plant, not of the server', () => {
    expect(runningShift([DAY, NIGHT], SHANGHAI, at(12))).toEqual({ shift: DAY, start: at(8), end: at(20) });
  });

  test('begins at its first millisecond and ends before the first of the next', () => {
    expect(runningShift([DAY, NIGHT], SHANGHAI, at(8))?.shift.id).toBe('day');
    expect(runningShift([DAY, NIGHT], SHANGHAI, at(8) - 1)?.shift.id).toBe('night');
    expect(runningShift([DAY, NIGHT], SHANGHAI, at(20) - 1)?.shift.id).toBe('day');
    expect(runningShift([DAY, NIGHT], SHANGHAI, at(20))?.shift.id).toBe('night');
  });

  test('reaches across midnight and began the day before', () => {
    const found = runningShift([DAY, NIGHT], SHANGHAI, at(3, 17, 5, 123));
    expect(found).toEqual({ shift: NIGHT, start: at(-4), end: at(8) });
  });

  test('is none between shifts', () => {
    expect(runningShift([shift('early', '06:00', 8)], SHANGHAI, at(15))).toBeUndefined();
    expect(runningShift([], SHANGHAI, at(15))).toBeUndefined();
  });

  test('may last the whole day', () => {
    const always = shift('always', '06:00', 24);
    expect(runningShift([always], SHANGHAI, at(5, 59, 59))?.start).toBe(at(-18));
  });

  test('holds the moment, starts on the full second and has the length it says, at any time', () => {
    fc.assert(
      fc.property(fc.integer({ min: at(0), max: at(0) + 40 * 86_400_000 }), (now) => {
        const { shift: found, start, end } = runningShift([DAY, NIGHT], SHANGHAI, now)!;
        expect(start).toBeLessThanOrEqual(now);
        expect(end).toBeGreaterThan(now);
        expect(end - start).toBe(found.hours * 3_600_000);
        expect(start % 60_000).toBe(0);
      }),
    );
  });
});
