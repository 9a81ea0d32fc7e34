import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { roundTop, sparklinePath } from './sparkline-geometry.ts';

describe('a sparkline', () => {
  test('ends with the newest value at the right edge, the least at the foot and the top value at the top', () => {
    expect(sparklinePath([0, 5, 10], 3, 10, 100, 20)).toBe('M0 20L50 10L100 0');
    expect(sparklinePath([10], 3, 10, 100, 20)).toBe('M100 0h0');
  });

  test('is parted by holes, and shows a value alone between them as a dot', () => {
    expect(sparklinePath([1, null, 1, null, 1, 1], 6, 2, 100, 20)).toBe('M0 10h0M40 10h0M80 10L100 10');
    expect(sparklinePath([null, null], 2, 1, 10, 10)).toBe('');
  });

  test('keeps within its box whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        const numbers = [...sparklinePath(values, 400, 100, 200, 30).matchAll(/[ML](\S+) ([\d.-]+)/g)];
        for (const [, x, y] of numbers) {
          expect(Number(x)).toBeLessThanOrEqual(200);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(30);
        }
      }),
    );
  });
});

test('the top of a scale is 1, 2 or 5 times a power of ten and no less than any value', () => {
  expect(roundTop([null, 0.3], 1)).toBe(1);
  expect(roundTop([1.1], 1)).toBe(2);
  expect(roundTop([480, 12], 1)).toBe(500);
  expect(roundTop([501], 1)).toBe(1000);
  expect(roundTop([1000], 1)).toBe(1000);
});
