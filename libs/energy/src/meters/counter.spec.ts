import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { counterStep } from './counter.ts';

describe('a step of a register', () => {
  test('upwards is energy, times the ratio of its transformers', () => {
    expect(counterStep(100, 102.5, 0.25, { factor: 40 })).toEqual({
      kind: 'energy',
      kwh: 100,
      rolledOver: false,
    });
  });

  test('over the end of the register is the small energy that it was', () => {
    const limits = { factor: 1, rollsOverAt: 100_000, maxKw: 500 };
    expect(counterStep(99_990, 15, 0.25, limits)).toEqual({ kind: 'energy', kwh: 25, rolledOver: true });
    expect(counterStep(99_990, 15, 0.25, { ...limits, maxKw: undefined })).toMatchObject({ kwh: 25 });
  });

  test('down to another meter is no energy', () => {
    expect(counterStep(54_321, 12, 0.25, { factor: 1 })).toEqual({ kind: 'swapped' });
    expect(counterStep(54_321, 12, 0.25, { factor: 1, rollsOverAt: 100_000, maxKw: 500 })).toEqual({
      kind: 'swapped',
    });
  });

  test('up to another meter with a higher reading is no energy either, where the most that can flow is known', () => {
    expect(counterStep(10, 54_321, 0.25, { factor: 1, maxKw: 500 })).toMatchObject({ kind: 'implausible' });
  });

  test('gives the energies of a register that rolls over as often as it likes, and never a spike', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.array(fc.double({ min: 0, max: 25, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (start, steps) => {
          let register = start;
          let counted = 0;
          for (const kwh of steps) {
            const next = (register + kwh) % 1000;
            const step = counterStep(register, next, 0.25, { factor: 1, rollsOverAt: 1000, maxKw: 100 });
            expect(step.kind).toBe('energy');
            if (step.kind === 'energy') counted += step.kwh;
            register = next;
          }
          expect(counted).toBeCloseTo(
            steps.reduce((sum, kwh) => sum + kwh, 0),
            6,
          );
        },
      ),
    );
  });
});
