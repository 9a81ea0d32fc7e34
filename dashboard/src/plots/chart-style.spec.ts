import { describe, expect, test } from '@jest/globals';
import { axisNumber } from './chart-style.ts';

const written = (...ticks: number[]) => ticks.map((tick) => axisNumber(tick, ticks, 'en'));

describe('the numbers on an axis', () => {
  test('have as few digits as tell neighbours apart', () => {
    expect(written(0, 10, 20)).toEqual(['0', '10', '20']);
    expect(written(0.5, 0.6)).toEqual(['0.5', '0.6']);
    expect(written(1000, 2000)).toEqual(['1,000', '2,000']);
  });

  test('are not rounded to something else for a step of a quarter', () => {
    expect(written(0, 0.25, 0.5, 0.75)).toEqual(['0.00', '0.25', '0.50', '0.75']);
    expect(written(0, 2.5, 5)).toEqual(['0.0', '2.5', '5.0']);
  });
});
