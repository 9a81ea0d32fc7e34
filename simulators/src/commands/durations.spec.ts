import { expect, test } from '@jest/globals';
import { parseDurationS } from './durations.ts';

test('durations are read with their unit', () => {
  expect(['200ms', '90', '90s', '30min', '1.5h', '2d'].map((t) => parseDurationS(t))).toEqual([
    0.2, 90, 90, 1800, 5400, 172_800,
  ]);
});

test.each(['', '0', '-5s', '5 weeks', 'abc'])('"%s" is refused by name', (text) => {
  expect(() => parseDurationS(text)).toThrow(`"${text}" is no duration`);
});
