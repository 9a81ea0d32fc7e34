import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LaneColumns } from './lane-columns.ts';
import { laneScale, scaleRanges, unitsOf, type Lane } from './lane-scales.ts';

const lane = (unit: string, values?: string[]): Lane => ({
  address: unit,
  name: unit,
  unit,
  decimals: 1,
  values,
  colour: '#000',
  dash: [],
});
const columns = (low: number, high: number): LaneColumns => ({
  mean: [],
  min: [],
  max: [],
  low,
  high,
  count: 0,
});

describe('the scale of a lane', () => {
  test('puts its line into its own part of the height, whatever its values are', () => {
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(19), finite, finite, (count, at, a, b) => {
        const position = at % count;
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(high - low > 1e-3 || high === low);
        const [bottom, top] = laneScale(position, count, low, high);
        const heightOf = (value: number) => (value - bottom) / (top - bottom);
        expect(heightOf(low)).toBeGreaterThan(1 - (position + 1) / count - 1e-9);
        expect(heightOf(high)).toBeLessThan(1 - position / count + 1e-9);
      }),
    );
  });

  test('shows something where there are no values', () => {
    const [bottom, top] = laneScale(0, 1, NaN, NaN);
    expect(top).toBeGreaterThan(bottom);
  });
});

describe('lines above each other', () => {
  test('share the scale of their unit, and an enumeration has its own', () => {
    const lanes = [lane('kW'), lane('Cel'), lane('kW'), lane('', ['off', 'on'])];
    const ranges = scaleRanges(
      lanes,
      [columns(1, 2), columns(20, 30), columns(5, 9), columns(0, 1)],
      'overlay',
    );
    expect([...ranges.keys()]).toEqual(['unit-kW', 'unit-Cel', 'lane-3']);
    const [low, high] = ranges.get('unit-kW')!;
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(9);
    expect(unitsOf(lanes)).toEqual(['kW', 'Cel']);
  });
});
