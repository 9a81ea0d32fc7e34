import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { histogram, quantile } from './histogram.ts';
import { referenceSignal } from './reference/signal.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('a histogram', () => {
  test('has the bins that numpy 2.4.6 chooses by Freedman and Diaconis, with as many values', () => {
    const { from, width, counts } = histogram(referenceSignal);
    expect([...counts]).toEqual([23, 41, 61, 71, 98, 88, 77, 106, 90, 106, 70, 79, 35, 15]);
    expect(from).toBeCloseTo(-1.7567432173733935, 12);
    expect(width).toBeCloseTo(0.2517851181516564, 12);
    expect([...histogram(referenceSignal, { bins: 7 }).counts]).toEqual([64, 132, 186, 183, 196, 149, 50]);
  });

  test('counts every value once, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 300 }), (values) => {
        const { counts, width } = histogram(values);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        expect(counts.length).toBeLessThanOrEqual(200);
        expect(width).toBeGreaterThan(0);
      }),
    );
  });

  test('needs a value', () => expect(() => histogram([])).toThrow('at least one value'));

  test('stands beside quantiles as numpy interpolates them', () => {
    const sorted = referenceSignal.toSorted();
    const expected = [-1.3130319028954092, -0.6331257211876588, 0.057429696012592735, 1.1268721155697068];
    [0.05, 0.25, 0.5, 0.9].forEach((share, i) =>
      expect(quantile(sorted, share)).toBeCloseTo(expected[i], 12),
    );
  });
});
