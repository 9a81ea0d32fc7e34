import { describe, expect, test } from '@jest/globals';
import type { LimitDefinition } from '@linetwin/model';
import fc from 'fast-check';
import { LimitWatch } from './limit-watch.ts';

const limit = (rest: Partial<LimitDefinition> = {}): LimitDefinition => ({
  type: 'high',
  at: 80,
  priority: 2,
  onDelayS: 0,
  offDelayS: 0,
  deadband: 0,
  ...rest,
});
/** Runs values at whole seconds through a watch and notes when it changed. */
const run = (watch: LimitWatch, values: readonly number[]) =>
  values.flatMap((value, second) => {
    const change = watch.update(second * 1000, value);
    return change ? [[second, change]] : [];
  });

describe('limit watch', () => {
  test('rises beyond the set point, not on it, and clears on it', () => {
    expect(run(new LimitWatch(limit()), [79, 80, 80.1, 81, 80])).toEqual([
      [2, 'raised'],
      [4, 'cleared'],
    ]);
  });

  test('turned round for low limits', () => {
    expect(run(new LimitWatch(limit({ type: 'low', at: 10 })), [11, 10, 9.9, 10])).toEqual([
      [2, 'raised'],
      [3, 'cleared'],
    ]);
  });

  test('clears only when the value is inside by the deadband', () => {
    expect(run(new LimitWatch(limit({ deadband: 5 })), [81, 79, 75.1, 75])).toEqual([
      [0, 'raised'],
      [3, 'cleared'],
    ]);
    expect(run(new LimitWatch(limit({ type: 'lowLow', at: 10, deadband: 5 })), [9, 14.9, 15])).toEqual([
      [0, 'raised'],
      [2, 'cleared'],
    ]);
  });

  test('rises when the value was beyond for the on-delay without a break', () => {
    expect(run(new LimitWatch(limit({ onDelayS: 3 })), [81, 81, 79, 81, 81, 81, 81])).toEqual([
      [6, 'raised'],
    ]);
  });

  test('clears when the value was back for the off-delay without a break', () => {
    expect(run(new LimitWatch(limit({ offDelayS: 2 })), [81, 79, 81, 79, 79, 79])).toEqual([
      [0, 'raised'],
      [5, 'cleared'],
    ]);
  });

  test('counts delays in source time, so that a gap between two values counts as well', () => {
    const watch = new LimitWatch(limit({ onDelayS: 60 }));
    expect(watch.update(0, 90)).toBeUndefined();
    expect(watch.update(60_000, 90)).toBe('raised');
  });

  test('starts a delay anew after a pause', () => {
    const watch = new LimitWatch(limit({ onDelayS: 3 }));
    watch.update(0, 90);
    watch.pause();
    expect(watch.update(3000, 90)).toBeUndefined();
    expect(watch.update(6000, 90)).toBe('raised');
  });

  test('with deadband and delays says raised and cleared in turn, and never chatters within the deadband', () => {
    const values = fc.array(fc.double({ min: 60, max: 100, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.nat(3), fc.nat(3), fc.nat(10), (list, onDelayS, offDelayS, deadband) => {
        const changes = run(new LimitWatch(limit({ onDelayS, offDelayS, deadband })), list);
        changes.forEach(([, change], i) => expect(change).toBe(i % 2 === 0 ? 'raised' : 'cleared'));
        for (const [second, change] of changes as [number, string][]) {
          const delay = change === 'raised' ? onDelayS : offDelayS;
          const span = list.slice(second - delay, second + 1);
          expect(span).toHaveLength(delay + 1);
          expect(span.every((value) => (change === 'raised' ? value > 80 : value <= 80 - deadband))).toBe(
            true,
          );
        }
      }),
    );
  });
});
