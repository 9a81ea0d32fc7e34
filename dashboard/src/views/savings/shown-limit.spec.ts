import { expect, test } from '@jest/globals';
import { leftLimit, shownLimit } from './shown-limit.ts';

test.each([
  ['pressureAfterS', 's', 86_400, 24, 'h'],
  ['idleAfterS', 's', 180, 3, 'min'],
  ['inductionMaxHoldS', 's', 150, 150, 's'],
  ['demandShare', 'share', 0.95, 95, '%'],
  ['leastPowerFactor', 'share', 0.92, 0.92, ''],
  ['setbackK', 'K', 80, 80, 'K'],
])('%s is shown in the unit that people say it in', (limit, unit, usual, figure, shownUnit) => {
  const shown = shownLimit({ limit, unit, usual });
  expect([shown.shown(usual), shown.unit]).toEqual([figure, shownUnit]);
  expect(shown.stored(figure)).toBe(usual);
});

test('a third of an hour that was typed in minutes is stored as whole seconds', () => {
  expect(shownLimit({ limit: 'idleAfterS', unit: 's', usual: 180 }).stored(20)).toBe(1200);
});

test('a field that was emptied shows the usual value again, and sends only what changes something', () => {
  const row = {
    line: 'l1',
    limit: 'setbackK',
    unit: 'K',
    value: 55,
    usual: 80,
    low: 10,
    high: 80,
    measures: ['holding-setback'],
  };
  expect(leftLimit(row, null)).toEqual({ shown: 80, send: null });
  expect(leftLimit({ ...row, value: 80 }, null)).toEqual({ shown: 80, send: undefined });
  expect(leftLimit(row, 60)).toEqual({ shown: 60, send: 60 });
  expect(leftLimit(row, 55)).toEqual({ shown: 55, send: undefined });
});
