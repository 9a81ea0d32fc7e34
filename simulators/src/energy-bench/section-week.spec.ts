import { expect, test } from '@jest/globals';
import { testPlant } from '../line/test-plant.ts';
import { simulateWeek, type WeekResult } from './line-week.ts';
import { pricesOf } from './planned-week.ts';
import { hasSections, plannedSectionWeek } from './section-week.ts';

test('lines with a furnace in which parts stay for hours are planned by sections', () => {
  expect(hasSections({ model: testPlant, line: 'bearing-1' })).toBe(true);
  expect(hasSections({ model: testPlant, line: 'weld-1' })).toBe(false);
});

test('a forge that is planned works in cheaper hours, and the line ships what it shipped before', async () => {
  const job = { model: testPlant, line: 'bearing-1', seed: 7, days: 1, runInDays: 0.125, withRules: false };
  const priceAt = pricesOf(testPlant, job.seed);
  const meanPrice = ({ quarterMade }: WeekResult) => {
    const yuan = quarterMade.reduce((sum, sets, t) => sum + sets * priceAt(0.125 * 86_400 + t * 900), 0);
    return yuan / quarterMade.reduce((sum, sets) => sum + sets, 0);
  };
  const today = simulateWeek(job);
  const { week, solverMs } = await plannedSectionWeek(job, 0.75);
  expect(solverMs).toHaveLength(1);
  expect(meanPrice(week)).toBeLessThan(meanPrice(today));
  expect(week.good / today.good).toBeCloseTo(1, 2);
  expect(week.lateParts).toBeLessThanOrEqual(today.lateParts);
}, 240_000);
