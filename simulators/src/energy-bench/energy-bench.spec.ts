import { expect, test } from '@jest/globals';
import { testPlant } from '../line/test-plant.ts';
import { baselineTable } from './baseline-table.ts';
import { figuresOf } from './energy-report.ts';
import { simulateWeek } from './line-week.ts';
import { interval95 } from './statistics.ts';

const lines = testPlant.lines.map(({ id }) => id);
const weeks = (withRules: boolean) =>
  lines.map((line) => simulateWeek({ model: testPlant, line, seed: 5, days: 1, runInDays: 0.5, withRules }));

test('a day with the rules takes less energy for the same parts, and breaks no limit', () => {
  const without = weeks(false);
  const figures = figuresOf([{ seed: 5, without, withRules: weeks(true) }]);
  expect(figures.saving.mean).toBeGreaterThan(0.03);
  expect(figures.outputChange).toBeLessThan(0.005);
  expect(figures.scrapChange).toBeLessThan(0.05);
  expect(figures.furnaceLimitS).toBe(0);
  expect(figures.dewPointLimitS).toBe(0);
  expect(figures.byMeasure.map(({ measure }) => measure)).toEqual(
    expect.arrayContaining(['deep-standby', 'pump-speed', 'fume-on-demand', 'air-sequencing']),
  );
  for (const { value } of baselineTable(without)) expect(value).toBeGreaterThan(0);
}, 60_000);

test('the same seed gives the same week', () => {
  const job = { model: testPlant, line: 'weld-1', seed: 2, days: 0.3, runInDays: 0.1, withRules: true };
  expect(simulateWeek(job)).toEqual(simulateWeek(job));
});

test('an interval of 95 % is that of Student over the pairs', () => {
  // 1, 2, 3: mean 2, deviation 1, t(2) = 4.303.
  expect(interval95([1, 2, 3])).toMatchObject({
    mean: 2,
    lower: expect.closeTo(2 - 4.303 / Math.sqrt(3), 9),
  });
});
