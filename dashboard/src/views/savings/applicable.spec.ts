import { expect, test } from '@jest/globals';
import type { MeasureMode } from '@linetwin/contracts';
import { modeAgainst } from './applicable.ts';

test('a recommendation of a measure that only advises, or is off on its line, cannot be carried out', () => {
  const modesOf = (mode: MeasureMode) => [
    { line: 'l2', measure: 'free-cooling', mode: 'ask' as const },
    { line: 'l1', measure: 'free-cooling', mode },
  ];
  const recommendation = { line: 'l1', measure: 'free-cooling' };
  const against = (mode: MeasureMode) => modeAgainst(modesOf(mode), recommendation);
  expect(['off', 'advise', 'ask', 'automatic'].map((mode) => against(mode as MeasureMode))).toEqual([
    'off',
    'advise',
    undefined,
    undefined,
  ]);
  expect(modeAgainst(undefined, recommendation)).toBeUndefined();
});
