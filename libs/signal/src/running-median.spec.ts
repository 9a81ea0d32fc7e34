import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runningMedian } from './running-median.ts';
import { median } from './statistics.ts';

describe('the running median', () => {
  const few = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 40 });
  // Longer than what is kept in order, and drifting, so that the middle leaves it.
  const many = fc
    .array(fc.integer({ min: 0, max: 100 }), { minLength: 200, maxLength: 500 })
    .map((values) => values.map((value, i) => value + (i % 250)));

  test.each([
    ['short', few, 12],
    ['long', many, 130],
  ])('is the median of each window of %s signals, cut off at the ends', (_name, lists, widest) => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: widest }), (list, half) => {
        const result = runningMedian(Float64Array.from(list), half);
        const windows = list.map((_, i) => list.slice(Math.max(0, i - half), i + half + 1));
        expect(Array.from(result)).toEqual(windows.map(median));
      }),
    );
  });

  test('a line narrower than half the window does not lift the floor', () => {
    const values = new Float64Array(101).fill(1);
    values.fill(50, 48, 53);
    expect(Array.from(runningMedian(values, 10)).every((v) => v === 1)).toBe(true);
  });

  test('a window wider than the signal has the median of all there is', () => {
    expect(Array.from(runningMedian(Float64Array.of(3, 1, 2), 5))).toEqual([2, 2, 2]);
  });

  test.each([-1, 1.5])('half a width of %d is refused', (half) => {
    expect(() => runningMedian(new Float64Array(3), half)).toThrow(RangeError);
  });
});
