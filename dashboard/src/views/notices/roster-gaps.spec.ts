import { expect, test } from '@jest/globals';
import type { Duty } from '@linetwin/contracts';
import { rosterGaps } from './roster-gaps.ts';

const DAILY = [1, 2, 3, 4, 5, 6, 7];
const duty = (from: string, to: string, days = DAILY, lines: string[] = []): Duty => ({
  contacts: ['li'],
  days,
  from,
  to,
  lines,
});

test('a roster round the clock has no gap', () => {
  expect(rosterGaps([duty('08:00', '08:00')], 'bearing-1')).toEqual([]);
  expect(rosterGaps([duty('08:00', '20:00'), duty('20:00', '08:00')], 'bearing-1')).toEqual([]);
});

test('nights without anybody are one gap of every day, past midnight', () => {
  expect(rosterGaps([duty('08:00', '20:00')], 'bearing-1')).toEqual([
    { days: DAILY, from: '20:00', to: '08:00' },
  ]);
});

test('a weekend without anybody is told from day to day', () => {
  const weekdays = [duty('00:00', '00:00', [1, 2, 3, 4, 5])];
  expect(rosterGaps(weekdays, 'bearing-1')).toEqual([{ days: [6, 7], from: '00:00', to: '00:00' }]);
});

test('a duty for one line covers no other', () => {
  const own = [duty('00:00', '00:00', DAILY, ['weld-1'])];
  expect(rosterGaps(own, 'weld-1')).toEqual([]);
  expect(rosterGaps(own, 'bearing-1')).toEqual([{ days: DAILY, from: '00:00', to: '00:00' }]);
});

test('a shift that is missing in one week day begins on that day', () => {
  const days = [duty('08:00', '20:00'), duty('20:00', '08:00', [1, 2, 3, 4, 5, 6])];
  expect(rosterGaps(days, 'bearing-1')).toEqual([{ days: [7], from: '20:00', to: '08:00' }]);
});
