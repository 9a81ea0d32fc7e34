import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LineField } from '../comb.ts';
import { alignedPowers, NOISE_POWER, powersOverFloor } from './align.ts';
import { decodePowers, encodePowers } from './spectrum-code.ts';

const SHAFT_HZ = 25;
const RESOLUTION_HZ = 0.25;
const BINS = 4000;

/** A field of floor 1 with a line of power 25 at each order. */
function fieldWith(orders: readonly number[]): LineField {
  const depth = new Float64Array(BINS).fill(1);
  for (const order of orders) depth[Math.round((order * SHAFT_HZ) / RESOLUTION_HZ)] = 5;
  return {
    resolutionHz: RESOLUTION_HZ,
    shaftHz: SHAFT_HZ,
    depth,
    floor: new Float64Array(BINS).fill(1),
    logProminence: new Float64Array(BINS),
    free: new Uint8Array(BINS).fill(1),
  };
}

describe('laying bursts of different slip over each other', () => {
  const ORDER = 5.4;
  const STEP = 0.01;
  const aligned = (field: LineField, slip: number, count: number) =>
    alignedPowers(powersOverFloor(field, 100), field, ORDER, slip, STEP, count);
  const highestNear = (powers: Float64Array, order: number) => {
    const middle = Math.round(order / STEP);
    return Math.max(...powers.subarray(middle - 1, middle + 2));
  };

  test.each([-0.02, -0.007, 0.013])(
    'moves harmonics and their sidebands to where they stand without slip (%d)',
    (slip) => {
      const lines = [1, 2, 3, 4, 5].flatMap((k) => [-1, 0, 1].map((j) => k * ORDER * (1 + slip) + j));
      const powers = aligned(fieldWith(lines), slip, 3500);
      for (let k = 1; k <= 5; k++)
        for (const j of [-1, 0, 1]) expect(highestNear(powers, k * ORDER + j)).toBeGreaterThan(12);
    },
  );

  test('lays the lines of a source at half of the rate over each other too', () => {
    const slip = 0.02;
    const between = [0.5, 1.5, 2.5].map((share) => share * ORDER * (1 + slip));
    const powers = aligned(fieldWith(between), slip, 3500);
    for (const share of [0.5, 1.5, 2.5]) expect(highestNear(powers, share * ORDER)).toBeGreaterThan(12);
  });

  test('counts no line with more than the cap', () => {
    expect(Math.max(...powersOverFloor(fieldWith([5.4]), 10))).toBe(10);
  });

  test('counts what may not be read as noise', () => {
    const field = fieldWith([5.4]);
    const powers = aligned({ ...field, free: new Uint8Array(BINS) }, 0, 1000);
    expect(new Set(powers)).toEqual(new Set([NOISE_POWER]));
  });
});

test('powers come back from their text to within what one burst changes', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 50 }), (values) => {
      const back = decodePowers(encodePowers(Float64Array.from(values)));
      expect(back).toHaveLength(values.length);
      for (const [i, value] of values.entries())
        expect(Math.abs(back[i] - value)).toBeLessThan(1e-4 * (1 + value));
    }),
  );
});
