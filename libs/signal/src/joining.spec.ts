import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { correlation, evenRun, joinByTime } from './joining.ts';
import { referenceSignal } from './reference/signal.ts';

const times = (values: readonly number[]) => ({ time: values, value: values.map((t) => t * 10) });

describe('two signals', () => {
  test('are joined where they are near in time, and nowhere else', () => {
    const { x, y, time } = joinByTime(times([0, 10, 20, 50]), times([1, 9, 31]), 2);
    expect([...time]).toEqual([0, 10]);
    expect([...x]).toEqual([0, 100]);
    expect([...y]).toEqual([10, 90]);
    expect(joinByTime(times([1]), times([]), 5).x).toHaveLength(0);
  });

  test('that have the same times are joined value by value', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1e6 }), { maxLength: 100 }), (moments) => {
        const sorted = moments.toSorted((a, b) => a - b);
        const { x, y } = joinByTime(times(sorted), times(sorted), 0);
        expect([...x]).toEqual(sorted.map((t) => t * 10));
        expect([...y]).toEqual([...x]);
      }),
    );
  });

  test('correlate as numpy says', () => {
    const [a, b] = [referenceSignal.slice(0, -3), referenceSignal.slice(3)];
    expect(correlation(a, b)).toBeCloseTo(0.8003310869547033, 12);
    expect(correlation([1, 1], [2, 3])).toBeNaN();
    expect(() => correlation([1], [])).toThrow(RangeError);
  });
});

describe('an even run', () => {
  test('is the longest one between gaps, on a grid of the median distance', () => {
    const run = evenRun(times([0, 1, 2, 10, 11, 12.5, 13, 14, 30, 31]))!;
    expect([run.from, run.period]).toEqual([10, 1]);
    expect([...run.samples]).toEqual([100, 110, 120, 130, 140]);
  });

  test('of even samples is those samples', () => {
    const time = Float64Array.from(referenceSignal, (_, i) => 1_767_600_000_000 + i * 100);
    const run = evenRun({ time, value: referenceSignal })!;
    expect(run.samples.length).toBe(referenceSignal.length);
    run.samples.forEach((sample, i) => expect(sample).toBeCloseTo(referenceSignal[i], 12));
  });

  test('is none where nothing lies together', () => {
    expect(evenRun(times([5]))).toBeUndefined();
    expect(evenRun(times([]))).toBeUndefined();
  });
});
