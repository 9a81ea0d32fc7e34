import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PartFlow } from './part-flow.ts';

const LENGTH_M = 4;
const SPACING_M = 0.25;
const SPEED_M_PER_S = 0.5;
const flow = () => new PartFlow(LENGTH_M, SPACING_M, SPEED_M_PER_S);

describe('parts on a conveyor', () => {
  test('one counted part enters once and moves at belt speed', () => {
    const belt = flow();
    belt.enter(1);
    for (let i = 0; i < 20; i++) belt.step(0.1);
    expect(belt.count).toBe(1);
    expect(belt.distance[0]).toBeCloseTo(1, 5);
    expect(belt.age[0]).toBeCloseTo(2, 5);
  });

  test('parts queue up at the end and wait until the next machine takes one', () => {
    const belt = flow();
    belt.enter(3);
    for (let i = 0; i < 200; i++) belt.step(0.1);
    expect([...belt.distance.slice(0, 3)]).toEqual([
      LENGTH_M,
      LENGTH_M - SPACING_M,
      LENGTH_M - 2 * SPACING_M,
    ]);
    expect(belt.step(0.1)).toBe(false);
    belt.leave(1);
    expect(belt.count).toBe(2);
    expect(belt.step(0.1)).toBe(true);
  });

  test('a scene that starts in the middle of a shift shows what waits', () => {
    const belt = flow();
    belt.fill(5);
    expect(belt.count).toBe(5);
    expect(belt.distance[0]).toBe(LENGTH_M);
  });

  test('never holds more than fit, never overlaps them, never goes beyond the end', () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant('enter' as const), parts: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ kind: fc.constant('leave' as const), parts: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ kind: fc.constant('step' as const), parts: fc.integer({ min: 1, max: 100 }) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const belt = flow();
        for (const { kind, parts } of actions) {
          if (kind === 'step') belt.step(parts / 100);
          else belt[kind](parts);
          expect(belt.count).toBeLessThanOrEqual(belt.capacity);
          for (let i = 0; i < belt.count; i++) {
            expect(belt.distance[i]).toBeLessThanOrEqual(LENGTH_M);
            if (i > 0) expect(belt.distance[i]).toBeLessThanOrEqual(belt.distance[i - 1] - SPACING_M + 1e-5);
          }
        }
      }),
    );
  });

  test('a counter says how many were made since, and nothing after a reset or before the first value', () => {
    expect(PartFlow.increment(Number.NaN, 100)).toBe(0);
    expect(PartFlow.increment(100, 103)).toBe(3);
    expect(PartFlow.increment(100, 0)).toBe(0);
    expect(PartFlow.increment(100, Number.NaN)).toBe(0);
  });
});
