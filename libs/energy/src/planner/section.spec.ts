import { describe, expect, test } from '@jest/globals';
import { violationsOf } from './evaluate-schedule.ts';
import { planStarts } from './plan-starts.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { expectedStock, sectionProblem, type PlanningSection } from './section.ts';
import { beyondStocks, stockOf } from './stock.ts';

const QUARTERS = 24;
const LAG = 8;
/** Ten pieces a quarter into a room of 400 at a takt of 40 s: a reserve of 120 at both ends. */
const section: PlanningSection = {
  id: 'forge',
  piecesPerQuarter: 10,
  runningKw: 300,
  readyKw: 50,
  restKw: 10,
  warmUpQuarters: 1,
  canRest: true,
  lagQuarters: LAG,
  yieldShare: 1,
  room: 400,
  taktS: 40,
};
const taken = (perQuarter: number) => new Array<number>(QUARTERS + LAG).fill(perQuarter);

describe('a section before a stock', () => {
  test('finds what came out of the furnace less what was taken, scrap counted out', () => {
    expect(expectedStock({ now: 100, arriving: [10, 10], taken: [5, 5, 5], room: 400 }, 0.9)).toEqual([
      104, 108, 103,
    ]);
  });

  test('leaves in the furnace what finds no room in the stock, until some is taken', () => {
    const { now, arriving, room } = { now: 90, arriving: [10, 10, 0, 0], room: 100 };
    expect(expectedStock({ now, arriving, taken: [0, 0, 6, 6], room }, 1)).toEqual([100, 100, 100, 98]);
  });

  test('gets as many quarters as fill the stock to its usual share when they have come through the furnace', () => {
    // 200 there and 5 a quarter taken for 32 quarters: 40 are left, and 260 are wanted.
    const expected = expectedStock({ now: 200, arriving: [], taken: taken(5), room: 400 }, 1);
    const { jobs, stock, series } = sectionProblem(section, expected, QUARTERS);
    expect(jobs).toHaveLength(22);
    expect(stock).toMatchObject({ least: 120, most: 280 });
    expect(series).toEqual({ id: 'forge', leastRunQuarters: 4 });
  });

  test('gets no work when the stock lasts', () => {
    const expected = expectedStock({ now: 270, arriving: [], taken: taken(0), room: 400 }, 1);
    expect(sectionProblem(section, expected, QUARTERS).jobs).toEqual([]);
  });

  test('never gets more work than people are there for', () => {
    const staffed = Array.from({ length: QUARTERS + LAG }, (_, t) => t < 6);
    const expected = expectedStock({ now: 0, arriving: [], taken: taken(5), room: 400 }, 1);
    const { jobs } = sectionProblem({ ...section, staffed }, expected, QUARTERS);
    expect(jobs).toHaveLength(6);
  });

  test('stands in the dear hours as far as the stock lasts, and not longer', async () => {
    const planned = async (now: number) => {
      // Six pieces a quarter come out of the furnace until what is made now does.
      const arriving = new Array<number>(LAG).fill(6);
      const expected = expectedStock({ now, arriving, taken: taken(6), room: 400 }, 1);
      const fast = { ...section, piecesPerQuarter: 20 };
      const { resource, stock, series, jobs } = sectionProblem(fast, expected, QUARTERS);
      const problem: PlanningProblem = {
        quarters: QUARTERS,
        priceYuanPerKwh: Array.from({ length: QUARTERS }, (_, t) => (t < 8 ? 1.2 : 0.2)),
        otherKw: new Array<number>(QUARTERS).fill(0),
        reachedKw: 1000,
        demandYuanPerKw: 0,
        resources: [resource],
        stocks: [stock],
        series: [series],
        jobs,
      };
      const { plan, today } = await planStarts(problem, { seconds: 20, gap: 1e-6 });
      expect(violationsOf(problem, plan)).toEqual([]);
      expect(beyondStocks(problem, plan)).toBeLessThanOrEqual(beyondStocks(problem, today) + 1e-6);
      return { first: Math.min(...plan.starts.values()), lowest: Math.min(...stockOf(problem, plan, stock)) };
    };
    const full = await planned(200);
    expect(full.first).toBeGreaterThanOrEqual(8);
    expect(full.lowest).toBeGreaterThanOrEqual(120);
    expect((await planned(130)).first).toBeLessThan(8);
  }, 60_000);

  test('works for an hour or more at a time, and a schedule that does not is found out', async () => {
    const jobs = Array.from({ length: 6 }, (_, i) => ({
      id: `s ${i + 1}`,
      order: 's',
      series: 's',
      occupies: ['s'],
      loadKw: [100],
      earliest: 0,
      due: 12,
    }));
    const problem: PlanningProblem = {
      quarters: 12,
      // Every other quarter is cheap.
      priceYuanPerKwh: Array.from({ length: 12 }, (_, t) => (t % 2 === 0 ? 0.1 : 1)),
      otherKw: new Array<number>(12).fill(0),
      reachedKw: 1000,
      demandYuanPerKw: 0,
      resources: [{ id: 's', readyKw: 0, restKw: 0, warmUpKw: 0, warmUpQuarters: 0, canRest: false }],
      series: [{ id: 's', leastRunQuarters: 3 }],
      jobs,
    };
    const { plan, planCost } = await planStarts(problem, { seconds: 20, gap: 1e-6 });
    const quarters = [...plan.starts.values()].sort((a, b) => a - b);
    expect(quarters).toHaveLength(6);
    expect(violationsOf(problem, plan)).toEqual([]);
    // Two runs of three, each from a cheap quarter to a cheap one.
    expect(planCost.energyYuan).toBeCloseTo(25 * (4 * 0.1 + 2 * 1), 6);
    const short = new Map(jobs.map(({ id }, i) => [id, 2 * i]));
    expect(violationsOf(problem, { starts: short, ready: plan.ready })).toContain(
      's runs for less than 3 quarters',
    );
  });
});
