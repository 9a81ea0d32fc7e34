import { expect, test } from '@jest/globals';
import type { PlanSection } from '@linetwin/contracts';
import { stockOutlook } from './stock-outlook.ts';

const QUARTER_MS = 900_000;
/** Half an hour in the furnace, a plan of two quarters from a stock of 100. */
const section = { stayMinutes: 30, stock: { now: 100, plan: [160, 120, 80, 40] } } as unknown as PlanSection;

test.each([
  // Begin: what was reckoned then, and what comes when two quarters are over.
  [0, 100, { deviation: 0, expected: 80 }],
  // Amid the first quarter 130 were reckoned.
  [0.5, 110, { deviation: -20, expected: 60 }],
  [1, 180, { deviation: 20, expected: 60 }],
  // Amid the second: between 160 and 120.
  [1.5, 140, { deviation: 0, expected: 40 }],
])('after %d quarters with %d pieces seen', (quarters, seen, outlook) => {
  expect(stockOutlook(section, { from: 0 }, seen, quarters * QUARTER_MS)).toEqual(outlook);
});
