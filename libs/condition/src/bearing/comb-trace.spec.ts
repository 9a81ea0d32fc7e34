import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { combTrace } from './comb-trace.ts';
import { lineField, scoreComb, withoutComb } from './comb.ts';
import { DEFAULT_BEARING_PARAMETERS } from './parameters.ts';

const { comb } = DEFAULT_BEARING_PARAMETERS;

test('a trace has for each order what reading its comb alone gives', () => {
  const depths = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 40, maxLength: 900 });
  const orders = fc.record({
    closed: fc.double({ min: 2, max: 6, noNaN: true }),
    low: fc.double({ min: 0.2, max: 7, noNaN: true }),
    width: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  });
  fc.assert(
    fc.property(depths, orders, (values, { closed, low, width }) => {
      const spectrum = { resolutionHz: 0.5, values: Float64Array.from(values) };
      const field = withoutComb(lineField(spectrum, 12.3, comb), closed, 1, comb);
      const { scores } = combTrace(field, low, low * (1 + width), comb);
      let order = low;
      for (const score of scores) {
        expect(Math.exp(score)).toBe(scoreComb(field, order, comb).prominence);
        order *= 1 + comb.gridStep;
      }
      expect(order).toBeGreaterThan(low * (1 + width));
    }),
    { numRuns: 50 },
  );
});
