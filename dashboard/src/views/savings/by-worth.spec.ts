import { expect, test } from '@jest/globals';
import type { Recommendation } from '@linetwin/contracts';
import { byWorth } from './by-worth.ts';

const row = (id: string, state: Recommendation['state'], estimatedKwh: number, estimatedHours: number) =>
  ({ id, state, estimatedKwh, estimatedHours }) as Recommendation;

test('what waits for somebody stands first, and of that what saves most in an hour', () => {
  const rows = [
    row('little', 'proposed', 0.03, 24),
    row('stands', 'applied', 500, 24),
    row('much', 'proposed', 209, 24),
    row('soon', 'proposed', 20, 1),
  ];
  expect(byWorth(rows).map(({ id }) => id)).toEqual(['soon', 'much', 'little', 'stands']);
});
