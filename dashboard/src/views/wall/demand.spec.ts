import { describe, expect, test } from '@jest/globals';
import { DEMAND_MS, demandOf, slotsOf, startOfDay } from './demand.ts';

const FROM = Date.UTC(2026, 10, 20, 16);

function series(points: [ms: number, mean: number][]) {
  const time = points.map(([ms]) => FROM + ms);
  const mean = points.map(([, value]) => value);
  return { signal: 'power', time, mean, min: mean, max: mean, last: mean };
}

describe('the demand of a day', () => {
  test('is the greatest quarter of an hour that is complete, and says when that was', () => {
    const power = series([
      [0, 400],
      [DEMAND_MS + 7000, 900],
      [2 * DEMAND_MS, 700],
      [3 * DEMAND_MS, 2000],
    ]);
    expect(demandOf(power, FROM, FROM + 3 * DEMAND_MS + 1000)).toEqual({
      now: 2000,
      peak: 900,
      peakAt: FROM + DEMAND_MS,
    });
  });

  test('is not known before the first quarter is complete, nor where nothing was measured', () => {
    expect(demandOf(series([[0, 400]]), FROM, FROM + 1000)).toEqual({ now: 400, peak: null, peakAt: null });
    expect(demandOf(series([]), FROM, FROM + 1000)).toEqual({ now: null, peak: null, peakAt: null });
  });

  test('begins at midnight of the plant, not of the server', () => {
    // 00:00 in Shanghai is 16:00 UTC of the day before.
    expect(startOfDay(FROM + 61_500, 'Asia/Shanghai')).toBe(FROM);
    expect(startOfDay(FROM + 86_399_999, 'Asia/Shanghai')).toBe(FROM);
  });
});

test('a line of slots keeps a hole where nothing was measured', () => {
  const power = series([
    [0, 1],
    [60_000, 2],
    [185_000, 4],
    [999_000, 9],
  ]);
  expect(slotsOf(power, FROM, 60_000, 5)).toEqual([1, 2, null, 4, null]);
});
