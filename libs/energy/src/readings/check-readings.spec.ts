import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkReadings } from './check-readings.ts';
import type { ReadingRow } from './readings.ts';

const T0 = Date.UTC(2026, 2, 1, 16);
const STEP = 900_000;
const DAY = 96;
const HOUR = 3_600_000;
/** A plant of two shifts, 200 kWh a quarter of an hour by day and 60 by night, with some ripple. */
const plantKwh = (from: number) => {
  const hour = (((from - T0) / HOUR) % 24) + ((from - T0) % HOUR) / HOUR;
  const at = hour < 0 ? hour + 24 : hour;
  return (at >= 6 && at < 18 ? 200 : 60) + 8 * Math.sin(from / 3.1e6);
};
const rows = (days: number, value = plantKwh): ReadingRow[] =>
  Array.from({ length: days * DAY }, (_, i) => ({
    line: i + 2,
    time: T0 + i * STEP,
    value: value(T0 + i * STEP),
  }));
const energy = { form: 'energy-from-start', intervalMs: STEP, factor: 1 } as const;
const kinds = (checked: ReturnType<typeof checkReadings>) => checked.problems.map(({ kind }) => kind);

describe('readings that are right', () => {
  test('are all taken', () => {
    const checked = checkReadings(rows(7), energy, plantKwh);
    expect(checked).toMatchObject({ problems: [], expected: 7 * DAY, lostShare: 0, clockDaysChecked: 7 });
    expect(checked.intervals).toHaveLength(7 * DAY);
  });

  test('as a register give the energies between its readings, over its end too', () => {
    let stand = 9950;
    const register = rows(2).map((row) => {
      const value = stand;
      stand = (stand + row.value) % 10_000;
      return { ...row, value };
    });
    const checked = checkReadings(register, {
      ...energy,
      form: 'register',
      rollsOverAt: 10_000,
      maxKw: 1000,
    });
    expect(checked.problems).toEqual([]);
    expect(checked.intervals.map(({ kwh }) => Math.round(kwh * 1e6))).toEqual(
      rows(2)
        .slice(0, -1)
        .map(({ value }) => Math.round(value * 1e6)),
    );
  });

  test('in another order and with rows given twice are the same', () => {
    const shuffled = [...rows(3).reverse(), ...rows(1)];
    expect(checkReadings(shuffled, energy, plantKwh)).toMatchObject({ problems: [], lostShare: 0 });
  });
});

describe('readings that are wrong are named and kept out of sums', () => {
  test('missing hours, with the share that they cost', () => {
    const checked = checkReadings(
      rows(10).filter((_, i) => i < 200 || i >= 224),
      energy,
      plantKwh,
    );
    expect(checked.problems).toEqual([
      { kind: 'missing', from: T0 + 200 * STEP, to: T0 + 224 * STEP, count: 24 },
    ]);
    expect(checked.lostShare).toBeCloseTo(24 / 960, 9);
  });

  test('a step backwards', () => {
    const register = rows(2).map((row, i) => ({ ...row, value: i < 100 ? 5000 + i : i - 100 }));
    const checked = checkReadings(register, { ...energy, form: 'register' });
    expect(checked.problems).toEqual([
      { kind: 'negative', from: T0 + 99 * STEP, to: T0 + 100 * STEP, count: 1, line: 102 },
    ]);
    expect(checked.intervals).toHaveLength(2 * DAY - 2);
  });

  test('a meter in another unit, with the factor that would put it right', () => {
    const checked = checkReadings(
      rows(5, (from) => plantKwh(from) / 1000),
      energy,
      (from) => plantKwh(from) * 0.97,
    );
    expect(checked.problems).toEqual([
      { kind: 'unit', from: T0, to: T0 + 5 * DAY * STEP, count: 5 * DAY, factor: expect.closeTo(1000, 6) },
    ]);
    expect(checked.lostShare).toBe(1);
  });

  test('a change of unit in the middle, without anything to compare with', () => {
    const changed = rows(10, (from) => plantKwh(from) * (from >= T0 + 7 * DAY * STEP ? 1000 : 1));
    const checked = checkReadings(changed, energy);
    expect(kinds(checked)).toEqual(['unit']);
    expect(checked.intervals.every(({ kwh }) => kwh < 300)).toBe(true);
  });

  test.each([8, -8, 12, 1])('a clock that is %d h ahead', (hours) => {
    const checked = checkReadings(
      rows(5, (from) => plantKwh(from - hours * HOUR)),
      energy,
      plantKwh,
    );
    const [problem] = checked.problems;
    if (Math.abs(hours) === 1) {
      // An hour beside a day of two levels changes little: not sure enough to accuse a clock.
      expect(checked.problems).toEqual([]);
    } else {
      expect(problem.kind).toBe('clock');
      // Half a day ahead and half a day behind look the same.
      expect(Math.abs(problem.offsetMinutes!)).toBe(Math.abs(hours) * 60);
      expect(checked.intervals).toEqual([]);
    }
  });

  test('a clock that goes wrong in the middle costs only the days from there', () => {
    const changed = rows(10, (from) => plantKwh(from >= T0 + 6 * DAY * STEP ? from - 8 * HOUR : from));
    const checked = checkReadings(changed, energy, plantKwh);
    expect(checked.problems).toEqual([
      {
        kind: 'clock',
        from: T0 + 6 * DAY * STEP,
        to: T0 + 10 * DAY * STEP,
        count: 4 * DAY,
        offsetMinutes: 480,
      },
    ]);
    expect(checked.lostShare).toBeCloseTo(0.4, 9);
  });

  test('rows that cannot be read, stand between two intervals, or contradict an earlier one', () => {
    const [a, b, c, d] = rows(1);
    const checked = checkReadings(
      [a, { ...b, value: NaN }, { ...c, time: c.time + 1 }, d, { ...d, line: 9, value: 1 }],
      energy,
    );
    expect(kinds(checked).sort()).toEqual(['missing', 'off-grid', 'repeated', 'unreadable']);
  });

  test('a day of them is one thing to look at', () => {
    const isBad = (from: number) => from >= T0 + 40 * STEP && from < T0 + 140 * STEP;
    const negative = checkReadings(
      rows(3, (from) => (isBad(from) ? -5 : plantKwh(from))),
      energy,
    );
    expect(negative.problems).toEqual([
      { kind: 'negative', from: T0 + 40 * STEP, to: T0 + 140 * STEP, count: 100, line: 42 },
    ]);
    const tooMuch = checkReadings(rows(3), { ...energy, maxKw: 10 });
    expect(tooMuch.problems).toEqual([
      { kind: 'implausible', from: T0, to: T0 + 3 * DAY * STEP, count: 3 * DAY },
    ]);
  });

  test('in every second row of a file of years, without keeping anybody waiting', () => {
    const began = performance.now();
    const checked = checkReadings(
      rows(1000).map((row, i) => ({ ...row, value: i % 2 ? -1 : row.value })),
      energy,
    );
    expect(kinds(checked)).toHaveLength(48_000);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('what has not flowed yet', () => {
    const checked = checkReadings(rows(3), { ...energy, now: T0 + 2 * DAY * STEP }, plantKwh);
    expect(checked.problems).toEqual([
      { kind: 'future', from: T0 + 2 * DAY * STEP, to: T0 + 3 * DAY * STEP, count: DAY },
    ]);
    expect(checked.intervals).toHaveLength(2 * DAY);
    expect(checked.lostShare).toBeCloseTo(1 / 3, 9);
  });

  test('more than can flow', () => {
    const checked = checkReadings(
      rows(3, (from) => (from === T0 + 40 * STEP ? 90_000 : plantKwh(from))),
      { ...energy, maxKw: 1000 },
      plantKwh,
    );
    expect(kinds(checked)).toEqual(['implausible']);
  });
});

test('whatever a file holds, what is taken and what is lost make up the whole, and nothing negative is taken', () => {
  const value = fc.oneof(
    fc.double({ min: 0, max: 500, noNaN: true }),
    fc.constantFrom(NaN, -5, 1e9, Infinity, 0),
  );
  const row = fc.record({ slot: fc.integer({ min: 0, max: 300 }), value });
  const form = fc.constantFrom('register', 'energy-from-start', 'energy-until-end');
  fc.assert(
    fc.property(fc.array(row, { maxLength: 300 }), form, (list, kind) => {
      const file = list.map((one, i) => ({ line: i + 2, time: T0 + one.slot * STEP, value: one.value }));
      const checked = checkReadings(file, { ...energy, form: kind, maxKw: 3000 }, plantKwh);
      expect(checked.lostShare).toBeGreaterThanOrEqual(0);
      expect(checked.lostShare).toBeLessThanOrEqual(1);
      for (const { kwh } of checked.intervals) expect(kwh).toBeGreaterThanOrEqual(0);
      const times = checked.intervals.map(({ from }) => from);
      expect(new Set(times).size).toBe(times.length);
    }),
  );
});
