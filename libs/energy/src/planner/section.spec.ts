import { describe, expect, test } from '@jest/globals';
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
    expect(expectedStock({ now: 100, arriving: [10, 10], taken: [5, 5, 5] }, 0.9)).toEqual([104, 108, 103]);
  });

  test('gets as many lots as fill the stock to its usual share when they have come through the furnace', () => {
    // 200 there and 5 a quarter taken for 32 quarters: 40 are left, and 260 are wanted.
    const expected = expectedStock({ now: 200, arriving: [], taken: taken(5) }, 1);
    const { jobs, stock } = sectionProblem(section, expected, QUARTERS);
    expect(jobs.map(({ loadKw }) => loadKw.length)).toEqual([4, 4, 4, 4, 4, 2]);
    expect(stock).toMatchObject({ least: 120, most: 280 });
  });

  test('gets no lot when the stock lasts', () => {
    const expected = expectedStock({ now: 270, arriving: [], taken: taken(0) }, 1);
    expect(sectionProblem(section, expected, QUARTERS).jobs).toEqual([]);
  });

  test('never gets more lots than people are there for', () => {
    const staffed = Array.from({ length: QUARTERS + LAG }, (_, t) => t < 6);
    const expected = expectedStock({ now: 0, arriving: [], taken: taken(5) }, 1);
    const { jobs } = sectionProblem({ ...section, staffed }, expected, QUARTERS);
    expect(jobs.reduce((sum, { loadKw }) => sum + loadKw.length, 0)).toBe(6);
  });

  test('stands in the dear hours as far as the stock lasts, and not longer', async () => {
    const planned = async (now: number) => {
      // Six pieces a quarter come out of the furnace until what is made now does.
      const arriving = new Array<number>(LAG).fill(6);
      const expected = expectedStock({ now, arriving, taken: taken(6) }, 1);
      const fast = { ...section, piecesPerQuarter: 20 };
      const { resource, stock, jobs } = sectionProblem(fast, expected, QUARTERS);
      const problem: PlanningProblem = {
        quarters: QUARTERS,
        priceYuanPerKwh: Array.from({ length: QUARTERS }, (_, t) => (t < 8 ? 1.2 : 0.2)),
        otherKw: new Array<number>(QUARTERS).fill(0),
        reachedKw: 1000,
        demandYuanPerKw: 0,
        resources: [resource],
        stocks: [stock],
        jobs,
      };
      const { plan, today } = await planStarts(problem, { seconds: 20, gap: 1e-6 });
      expect(beyondStocks(problem, plan)).toBeLessThanOrEqual(beyondStocks(problem, today) + 1e-6);
      return { first: Math.min(...plan.starts.values()), lowest: Math.min(...stockOf(problem, plan, stock)) };
    };
    const full = await planned(200);
    expect(full.first).toBeGreaterThanOrEqual(8);
    expect(full.lowest).toBeGreaterThanOrEqual(120);
    expect((await planned(130)).first).toBeLessThan(8);
  }, 60_000);
});
