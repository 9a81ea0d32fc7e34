import { expect, test } from '@jest/globals';
import { recipeName } from '@linetwin/condition';
import { readRecipe } from './drawn-verdict.ts';

test('the ring share of a recipe is read out of the name that it is stored under', () => {
  const recipe = { program: 'BUTT-6MM', powerKw: 8.74, ringPercent: 45 };
  expect(readRecipe(recipeName(recipe))).toEqual({ name: 'BUTT-6MM 8.7 kW', share: '45 %' });
  expect(readRecipe(recipeName({ ...recipe, ringPercent: null }))).toEqual({ name: 'BUTT-6MM 8.7 kW' });
});
