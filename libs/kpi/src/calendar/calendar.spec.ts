import { describe, expect, test } from '@jest/globals';
import type { ProductionCalendar, Shift } from '@linetwin/model';
import fc from 'fast-check';
import { expectedOutput } from './expected-output.ts';
import { LineCalendar } from './line-calendar.ts';

const shift = (id: string, startsAt: string, hours: number): Shift => ({
  id,
  name: { zh: id, en: id },
  startsAt,
  hours,
  plannedQuantity: 100,
});
const SHIFTS = [shift('day', '08:00', 12), shift('night', '20:00', 12)];
const name = { zh: '某', en: 'some' };
const NOTHING: ProductionCalendar = { holidays: [], breaks: [], overtime: [] };
const calendarOf = (calendar: Partial<ProductionCalendar>, shifts = SHIFTS, zone = 'Asia/Shanghai') =>
  new LineCalendar({ id: 'l', shifts }, { ...NOTHING, ...calendar }, zone);
/** A time of the clock in Shanghai (UTC+8) in January 2026. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 0, day, hour - 8, minute);

describe('calendar of a line', () => {
  test('finds the shift by the clock of the plant, over midnight too', () => {
    const calendar = calendarOf({});
    expect(calendar.shiftAt(at(5, 3))).toMatchObject({ id: 'night', from: at(4, 20), to: at(5, 8) });
    expect(calendar.shiftAt(at(5, 8))?.id).toBe('day');
    expect(calendar.shiftAt(at(5, 8) - 1)?.id).toBe('night');
  });

  test('plans no work in breaks, on holidays and between shifts', () => {
    const calendar = calendarOf(
      {
        breaks: [
          { startsAt: '12:00', minutes: 30 },
          { startsAt: '13:00', minutes: 30, lines: ['other'] },
        ],
        holidays: [{ from: '2026-01-06', to: '2026-01-07', name }],
      },
      [SHIFTS[0]],
    );
    expect(calendar.isPlanned(at(5, 12, 15))).toBe(false);
    expect(calendar.isPlanned(at(5, 13, 15))).toBe(true);
    expect(calendar.isPlanned(at(5, 21))).toBe(false);
    expect(calendar.shiftAt(at(6, 9))).toBeUndefined();
    expect(calendar.plannedS(at(5, 0), at(9, 0))).toBe(2 * 11.5 * 3600);
  });

  test('plans overtime, on a holiday as well', () => {
    const calendar = calendarOf({
      holidays: [{ from: '2026-01-06', to: '2026-01-06', name }],
      overtime: [{ line: 'l', day: '2026-01-06', startsAt: '09:00', hours: 4, plannedQuantity: 40, name }],
    });
    expect(calendar.shiftAt(at(6, 10))).toMatchObject({ id: 'overtime', plannedQuantity: 40 });
    // The night shift of the day before goes on into the holiday; that of the holiday is not worked.
    expect(calendar.shiftsBetween(at(6, 0), at(7, 0)).map(({ id }) => id)).toEqual(['night', 'overtime']);
  });

  test('keeps to the clock when it is put forward: that night is an hour shorter by the sun', () => {
    const calendar = calendarOf({}, [shift('early', '06:00', 8)], 'Europe/Berlin');
    const starts = calendar
      .shiftsBetween(Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 31))
      .map(({ from }) => new Date(from).toISOString().slice(5, 13));
    expect(starts).toEqual(['03-28T05', '03-29T04', '03-30T04']);
  });

  test('has planned time that adds up however a span is cut', () => {
    const calendar = calendarOf({
      breaks: [
        { startsAt: '12:00', minutes: 30 },
        { startsAt: '00:10', minutes: 20 },
      ],
      holidays: [{ from: '2026-01-10', to: '2026-01-11', name }],
    });
    const minute = fc.integer({ min: 0, max: 14 * 1440 });
    fc.assert(
      fc.property(minute, minute, minute, (...times) => {
        const [a, b, c] = times.sort((x, y) => x - y).map((m) => at(3, 0) + m * 60_000);
        expect(calendar.plannedS(a, b) + calendar.plannedS(b, c)).toBeCloseTo(calendar.plannedS(a, c), 6);
      }),
    );
  });
});

describe('expected output', () => {
  const half = { planned: 2900, workedS: 4 * 3600, remainingS: 4 * 3600, taktS: 8 };

  test('carries the rate of the seen time on over what is left', () => {
    expect(expectedOutput({ ...half, good: 1300, unknownS: 0 })).toMatchObject({
      expected: 2600,
      plannedByNow: 1450,
    });
  });

  test('takes no silence for a standstill', () => {
    const { expected } = expectedOutput({ ...half, good: 700, unknownS: 2 * 3600 });
    expect(expected).toBe(700 + (700 / 2) * 4);
  });

  test('expects no line to go on faster than its takt, however fast it empties its stock at first', () => {
    const first = { ...half, workedS: 600, remainingS: 8 * 3600 - 600, unknownS: 0 };
    expect(expectedOutput({ ...first, good: 150 }).expected).toBe(150 + (8 * 3600 - 600) / 8);
  });

  test('is not known before a minute was seen', () => {
    expect(expectedOutput({ ...half, good: 3, workedS: 50, unknownS: 0 }).expected).toBeNull();
  });
});
