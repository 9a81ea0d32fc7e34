import { expect, test } from '@jest/globals';
import { testPlant } from '../line/test-plant.ts';
import { baselineTable } from './baseline-table.ts';
import { figuresOf } from './energy-report.ts';
import { simulateWeek } from './line-week.ts';
import { insulateCoil, noUpkeep, sealLeaks } from '../line/upkeep.ts';
import { peopleTable } from './people-table.ts';
import { reachTable } from './reach-table.ts';
import { sumKwh, whereTable } from './where-table.ts';
import { interval95 } from './statistics.ts';

const lines = testPlant.lines.map(({ id }) => id);
const weeks = (withRules: boolean) =>
  lines.map((line) => simulateWeek({ model: testPlant, line, seed: 5, days: 1, runInDays: 0.5, withRules }));

test('a day with the rules takes less energy for the same parts, and breaks no limit', () => {
  const without = weeks(false);
  const withRules = weeks(true);
  const figures = figuresOf([{ seed: 5, without, withRules }]);
  expect(figures.saving.mean).toBeGreaterThan(0.03);
  expect(figures.outputChange).toBeLessThan(0.005);
  expect(figures.scrapChange).toBeLessThan(0.05);
  expect(figures.furnaceLimitS).toBe(0);
  expect(figures.dewPointLimitS).toBe(0);
  expect(figures.byMeasure.map(({ measure }) => measure)).toEqual(
    expect.arrayContaining(['deep-standby', 'pump-speed', 'fume-on-demand', 'air-sequencing']),
  );
  for (const { value } of baselineTable(without)) expect(value).toBeGreaterThan(0);
  const where = whereTable(without, withRules);
  const kwh = (of: typeof without) => of.reduce((sum, week) => sum + week.kwh, 0);
  const told = (side: 'without' | 'withRules') => where.reduce((sum, row) => sum + sumKwh(row[side]), 0);
  // Restarts are counted by the registers, and belong to no moment.
  expect(told('without')).toBeCloseTo(kwh(without), 3);
  expect(told('withRules') / kwh(withRules)).toBeCloseTo(1, 2);
  // What rests save follows the orders of the day; drives and air do not.
  for (const { measure, reached, high } of reachTable(where, figures))
    if (measure === 'pump-speed' || measure === 'air-sequencing') {
      expect(reached).toBeGreaterThan(0.05);
      expect(reached).toBeLessThan(high);
    }
}, 60_000);

test('the same seed gives the same week', () => {
  const job = { model: testPlant, line: 'weld-1', seed: 2, days: 0.3, runInDays: 0.1, withRules: true };
  expect(simulateWeek(job)).toEqual(simulateWeek(job));
});

test('what people did on advice before takes less energy for the same parts, and is told apart from the rules', () => {
  const job = { model: testPlant, line: 'bearing-1', seed: 4, days: 0.4, runInDays: 0.1, withRules: true };
  const today = simulateWeek({ ...job, withRules: false });
  const rules = simulateWeek(job);
  const upkeep = noUpkeep();
  sealLeaks(upkeep);
  insulateCoil(upkeep);
  const afterwards = simulateWeek({ ...job, withPeople: true, upkeep });
  expect(afterwards.good).toBe(rules.good);
  const savedKwh = afterwards.machines.reduce((sum, machine) => sum + machine.upkeepSavedKwh, 0);
  expect(savedKwh / (rules.kwh - afterwards.kwh)).toBeCloseTo(1, 1);
  expect(rules.machines.every(({ upkeepSavedKwh }) => upkeepSavedKwh === 0)).toBe(true);
  const table = peopleTable([today], [rules], [afterwards], job.days);
  const row = (measure: string) => table.find((own) => own.measure === measure)!;
  for (const measure of ['coil-match', 'air-leaks']) {
    expect(row(measure).reached).toBeGreaterThan(0.03);
    expect(row(measure).reached).toBeLessThan(row(measure).high);
    expect(row(measure).reachedInWeek).toBe(0);
  }
  expect(row('furnace-consolidation').reached).toBe(0);
}, 60_000);

test('an interval of 95 % is that of Student over the pairs', () => {
  // 1, 2, 3: mean 2, deviation 1, t(2) = 4.303.
  expect(interval95([1, 2, 3])).toMatchObject({
    mean: 2,
    lower: expect.closeTo(2 - 4.303 / Math.sqrt(3), 9),
  });
});
