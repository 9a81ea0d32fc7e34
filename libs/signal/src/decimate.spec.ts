import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maxDecimate, minMaxDecimate } from './decimate.ts';

const lines = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 200 });

describe('thinning a line for display', () => {
  test('keeps the lowest and the highest point, and the order of the abscissa', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 50 }), (y, buckets) => {
        const x = y.map((_, i) => i);
        const thin = minMaxDecimate(x, y, buckets);
        expect(Math.max(...thin.y)).toBe(Math.max(...y));
        expect(Math.min(...thin.y)).toBe(Math.min(...y));
        expect(thin.x.length).toBeLessThanOrEqual(2 * buckets);
        for (let i = 1; i < thin.x.length; i++) expect(thin.x[i]).toBeGreaterThan(thin.x[i - 1]);
        thin.x.forEach((at, i) => expect(thin.y[i]).toBe(y[at]));
      }),
    );
  });

  test('a spectrum keeps one peak a bucket at its own frequency', () => {
    const thin = maxDecimate([0, 1, 2, 3, 4, 5], [0, 9, 0, 1, 7, 2], 2);
    expect([...thin.x]).toEqual([1, 4]);
    expect([...thin.y]).toEqual([9, 7]);
  });

  test('lengths that differ and no buckets are refused', () => {
    expect(() => minMaxDecimate([1], [1, 2], 5)).toThrow(/x has 1 points, y has 2/);
    expect(() => maxDecimate([1], [1], 0)).toThrow(/buckets/);
  });
});
