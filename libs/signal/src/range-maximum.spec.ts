import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RangeMaximum } from './range-maximum.ts';

test('the largest of a run is what looking at each of its values finds', () => {
  const runs = fc
    .array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 })
    .chain((values) =>
      fc.tuple(
        fc.constant(values),
        fc.integer({ min: 0, max: values.length - 1 }),
        fc.integer({ min: 0, max: values.length - 1 }),
      ),
    );
  fc.assert(
    fc.property(runs, ([values, a, b]) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const runsOf = new RangeMaximum(Float64Array.from(values), to - from + 1);
      expect(runsOf.over(from, to)).toBe(Math.max(...values.slice(from, to + 1)));
    }),
  );
});
