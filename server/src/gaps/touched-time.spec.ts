import { expect, test } from '@jest/globals';
import { touchedTime } from './touched-time.ts';

test('time in gaps is counted once where they overlap, and only within the period', () => {
  const gaps = [
    { from: 0, to: 4000 },
    { from: 2000, to: 6000 },
    { from: 3000, to: 5000 },
    { from: 9000, to: null },
    { from: -5000, to: -1 },
  ];
  expect(touchedTime(gaps, 1000, 11_000)).toEqual({ count: 4, seconds: 7 });
  expect(touchedTime([], 0, 1000)).toEqual({ count: 0, seconds: 0 });
});
