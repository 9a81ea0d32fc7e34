import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { median, signalStatistics } from './statistics.ts';
import { REFERENCE } from './reference/scipy.ts';
import { referenceSignal } from './reference/signal.ts';

describe('signal statistics', () => {
  test('agree with scipy', () => {
    const statistics = signalStatistics(referenceSignal);
    for (const [key, value] of Object.entries(REFERENCE.statistics)) {
      expect(statistics[key as keyof typeof statistics]).toBeCloseTo(value, 10);
    }
  });

  test('a sine has crest sqrt(2), kurtosis 1.5 and no skewness', () => {
    const sine = Float64Array.from({ length: 1000 }, (_, i) => 5 + Math.sin((2 * Math.PI * i) / 100));
    const { crest, kurtosis, skewness, mean, rms } = signalStatistics(sine);
    expect(crest).toBeCloseTo(Math.SQRT2, 9);
    expect(kurtosis).toBeCloseTo(1.5, 9);
    expect(skewness).toBeCloseTo(0, 9);
    expect(mean).toBeCloseTo(5, 9);
    expect(rms).toBeCloseTo(Math.sqrt(25.5), 9);
  });

  test('a constant has no spread and no shape', () => {
    const flat = signalStatistics([4, 4, 4]);
    expect(flat).toMatchObject({ standardDeviation: 0, crest: 0, kurtosis: 0, skewness: 0, rms: 4 });
  });

  test('no samples are refused', () => {
    expect(() => signalStatistics([])).toThrow(RangeError);
  });
});

describe('median', () => {
  test('has as many numbers below as above, whatever their order', () => {
    expect([median([3]), median([4, 1]), median([9, 1, 5]), median([8, 2, 4, 6])]).toEqual([3, 2.5, 5, 5]);
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, (values) => {
        const before = [...values];
        const middle = median(values);
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values).toEqual(before);
      }),
    );
  });

  test('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });
});
