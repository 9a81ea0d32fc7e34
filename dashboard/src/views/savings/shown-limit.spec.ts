import { expect, test } from '@jest/globals';
import { shownLimit } from './shown-limit.ts';

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
