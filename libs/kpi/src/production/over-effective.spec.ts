import { describe, expect, test } from '@jest/globals';
import { indicators } from './indicators.ts';
import { overEffective } from './over-effective.ts';
import { noProduction } from './production-sums.ts';

/** A machine that made so many items, planned at 22 s each, in so many seconds of running. */
function made(items: number, runS: number) {
  const sums = noProduction();
  sums.time.run = runS;
  return indicators({ ...sums, good: items, timedItems: items, plannedRunS: items * 22 });
}

describe('an effectiveness above 100 %', () => {
  test('is no matter where it is not above', () => {
    expect(overEffective(made(100, 2200))).toBeNull();
    expect(overEffective(made(90, 2200))).toBeNull();
    expect(overEffective(made(0, 2200))).toBeNull();
  });

  test('is an item that was begun before, where no more than one is too many', () => {
    // Ten items of 23.1 s each were begun and ended; the first that came out had been begun before.
    const seen = made(11, 231);
    expect(seen.effectiveness).toBeCloseTo(242 / 231, 12);
    expect(overEffective(seen)?.reason).toBe('begun-before');
  });

  test('is a planned run time that is too long, where more are', () => {
    const found = overEffective(made(1500, 30_000));
    expect(found).toEqual({ reason: 'run-time-too-long', plannedS: 22, actualS: 20 });
  });

  test('of several machines together may have an item too many at each', () => {
    const together = made(22, 463);
    expect(overEffective(together, 1)?.reason).toBe('begun-before');
    expect(overEffective(made(23, 463), 1)?.reason).toBe('run-time-too-long');
    expect(overEffective(made(23, 463), 2)?.reason).toBe('begun-before');
  });
});
