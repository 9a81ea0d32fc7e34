import { expect, test } from '@jest/globals';
import { meanPriceOf, yuanPerYearOf } from './yuan-per-year.ts';

const answer = (kwh: number, yuan: number) => ({
  from: 0,
  to: 1,
  meters: [{ meter: 'site', kwh, missing: 0, yuan, kgCo2: 0 }],
  imbalances: [],
  unpricedKwh: 0,
  carbon: [],
});

test('the mean price of a meter is its money over its energy, and unknown without either', () => {
  expect(meanPriceOf(answer(2000, 1300), 'site')).toBe(0.65);
  expect(meanPriceOf(answer(2000, 1300), 'other')).toBeUndefined();
  expect(meanPriceOf(answer(2000, 0), 'site')).toBeUndefined();
  expect(meanPriceOf(answer(0, 0), 'site')).toBeUndefined();
});

test('a saving of every day is worth 365 of them, and one of some hours says nothing of a year', () => {
  expect(yuanPerYearOf({ estimatedKwh: 100, estimatedHours: 24 }, 0.6)).toBeCloseTo(21_900, 6);
  expect(yuanPerYearOf({ estimatedKwh: 100, estimatedHours: 8 }, 0.6)).toBeUndefined();
  expect(yuanPerYearOf({ estimatedKwh: 100, estimatedHours: 24 }, undefined)).toBeUndefined();
});
