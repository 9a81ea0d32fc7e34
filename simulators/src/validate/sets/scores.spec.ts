import { describe, expect, test } from '@jest/globals';
import { scoreChangePoints } from './change-point-score.ts';
import { addConfusions, confusionOf, ratesOf } from './outlier-score.ts';

describe('the outlier score', () => {
  test('pools rows over all recordings before it divides', () => {
    const one = confusionOf([true, true, false, false], [true, false, true, false]);
    const two = confusionOf([false, false], [false, false]);
    expect(one).toEqual({ tp: 1, fp: 1, fn: 1, tn: 1 });
    expect(ratesOf(addConfusions([one, two]))).toEqual({ f1: 0.5, far: 0.25, mar: 0.5 });
  });

  test('is 0, not NaN, where there is nothing to count', () => {
    expect(ratesOf(confusionOf([], []))).toEqual({ f1: 0, far: 0, mar: 0 });
  });
});

describe('the change-point score', () => {
  const score = (called: number[], labelled = [100, 200]) => scoreChangePoints([{ labelled, called }], 60);

  test('is 100 for calls at the labelled points, 0 for silence', () => {
    expect(score([100, 200]).nab.standard).toBeCloseTo(100);
    expect(score([])).toMatchObject({ nab: { standard: 0, lowFp: 0, lowFn: 0 }, missed: 2, falseCalls: 0 });
  });

  test('falls with the delay, and counts what lies before a point or long after it as false', () => {
    expect(score([130, 230]).nab.standard).toBeLessThan(score([110, 210]).nab.standard);
    expect(score([90, 170])).toMatchObject({ missed: 2, falseCalls: 2 });
    expect(score([90, 170]).nab.standard).toBeLessThan(0);
    expect(score([100, 110, 200]).falseCalls).toBe(0);
  });
});
