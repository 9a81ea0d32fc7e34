import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { costOf, violationsOf } from './evaluate-schedule.ts';
import { planStarts } from './plan-starts.ts';
import { beyondStocks, stockOf } from './stock.ts';
import { todaysWay } from './todays-way.ts';
import {
  lengthOf,
  PlanningProblemError,
  type PlanningJob,
  type PlanningProblem,
  type Schedule,
} from './planning-problem.ts';

const EXACT = { seconds: 20, gap: 0 };

const line = { id: 'line', readyKw: 40, restKw: 5, warmUpKw: 30, warmUpQuarters: 1, canRest: false };
const job = (id: string, quarters: number, due: number, kw = 100): PlanningJob => ({
  id,
  order: id,
  occupies: ['line'],
  loadKw: new Array<number>(quarters).fill(kw),
  earliest: 0,
  due,
});
/** Eight quarters, cheap from the fifth on. */
const problem = (jobs: PlanningJob[], more: Partial<PlanningProblem> = {}): PlanningProblem => ({
  quarters: 8,
  priceYuanPerKwh: [1, 1, 1, 1, 0.2, 0.2, 0.2, 0.2],
  otherKw: new Array<number>(8).fill(50),
  reachedKw: 0,
  demandYuanPerKw: 0,
  resources: [line],
  jobs,
  ...more,
});

describe('a plan', () => {
  test('moves a charge into cheap hours as far as its due date lets it', async () => {
    const { plan, planCost, todayCost } = await planStarts(problem([job('a', 2, 8), job('b', 2, 5)]));
    expect(plan.starts.get('b')).toBe(3);
    expect(plan.starts.get('a')).toBeGreaterThanOrEqual(5);
    // Three of the four quarters move from 1 to 0.2 yuan/kWh with 25 kWh each.
    expect(todayCost.totalYuan - planCost.totalYuan).toBeCloseTo(3 * 25 * 0.8, 6);
  });

  test('spreads two furnaces over time when the peak costs more than the cheap hours bring', async () => {
    const two = [line, { ...line, id: 'other' }];
    const jobs = [job('a', 4, 8), { ...job('b', 4, 8), occupies: ['other'] }];
    const flat = await planStarts(problem(jobs, { resources: two }));
    expect(flat.planCost.maximumKw).toBe(330);
    const dear = await planStarts(problem(jobs, { resources: two, demandYuanPerKw: 38 }));
    expect(dear.planCost.maximumKw).toBe(230);
    const reached = await planStarts(problem(jobs, { resources: two, demandYuanPerKw: 38, reachedKw: 400 }));
    expect(reached.planCost.maximumKw).toBe(330);
    const bound = await planStarts(problem(jobs, { resources: two, contractKw: 300 }));
    expect(bound.planCost).toMatchObject({ maximumKw: 230, overContractKw: 0 });
  });

  test('keeps the stock before the next section between its bounds, beyond its own end', async () => {
    // Two quarters of work, ten parts each, which arrive after four more; ten are taken in each of the quarters 5 and 8.
    const taken = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];
    const lots = [job('a', 1, 8), job('b', 1, 8)].map((one) => ({
      ...one,
      flows: [{ stock: 'rings', partsPerQuarter: 10, lagQuarters: 4 }],
    }));
    const stock = (most: number) => ({ id: 'rings', expected: taken.map((n) => -10 * n), least: 0, most });
    // The first has to be forged while energy is dear, in time for the fifth quarter; the second in the first cheap one.
    const { plan, status } = await planStarts(problem(lots, { stocks: [stock(100)] }), EXACT);
    expect(status).toBe('optimal');
    const [first, second] = [...plan.starts.values()].sort((a, b) => a - b);
    expect(first).toBeLessThanOrEqual(1);
    expect(second).toBe(4);
    const made = problem(lots, { stocks: [stock(100)] });
    expect(stockOf(made, plan, made.stocks![0]).every((parts) => parts >= 0)).toBe(true);
    expect(beyondStocks(made, plan)).toBe(0);
    // Today's way forges both at once: without room for ten the first comes when it is taken, and the second later.
    const narrow = problem(lots, { stocks: [stock(9)] });
    expect(beyondStocks(narrow, todaysWay(narrow))).toBeGreaterThan(0);
    expect(beyondStocks(narrow, (await planStarts(narrow, EXACT)).plan)).toBe(0);
  });

  test('that cannot keep a stock comes as near as it can', async () => {
    const lot = { ...job('a', 1, 8), flows: [{ stock: 'rings', partsPerQuarter: 10, lagQuarters: 4 }] };
    const stocks = [{ id: 'rings', expected: new Array<number>(8).fill(-5), least: 0, most: 50 }];
    // Cheap hours are too late; each quarter earlier means five parts less that are missing.
    const { plan } = await planStarts(problem([lot], { stocks }), EXACT);
    expect(plan.starts.get('a')).toBe(0);
  });

  test('has a furnace hot before its charge, and lets it fall only when the way back is worth it', async () => {
    const furnace = { ...line, canRest: true, warmUpKw: 60, warmUpQuarters: 2 };
    const late = { ...job('a', 2, 8), earliest: 6 };
    const { plan, planCost } = await planStarts(problem([late], { resources: [furnace] }));
    expect(plan.ready.get('line')).toEqual([false, false, false, false, false, false, true, true]);
    expect(planCost.kw.slice(0, 7)).toEqual([55, 55, 55, 55, 110, 110, 190]);
    const soon = { ...job('a', 7, 8), earliest: 1 };
    const stays = await planStarts(problem([soon], { resources: [furnace] }));
    expect(stays.plan.ready.get('line')).not.toContain(false);
  });

  test('begins nothing while nobody is there', async () => {
    const staffed = [true, true, false, false, false, true, true, true];
    const { plan, today } = await planStarts(
      problem([job('a', 3, 8)], { resources: [{ ...line, staffed }] }),
    );
    expect(plan.starts.get('a')).toBe(5);
    expect(today.starts.get('a')).toBe(5);
  });

  test('names the order that cannot be kept, and by how much', async () => {
    const { late, plan, status } = await planStarts(problem([job('a', 3, 4), job('b', 3, 4)]));
    expect(late).toHaveLength(1);
    expect(late[0]).toMatchObject({ lateQuarters: 2, unplacedQuarters: 0 });
    expect(plan.starts.size).toBe(2);
    expect(status).not.toBe('today');
    const more = await planStarts(problem([job('a', 5, 5), job('b', 4, 8)]));
    expect(more.late.reduce((sum, one) => sum + one.unplacedQuarters, 0)).toBe(4);
  });

  test('refuses what it cannot read, and says what to mend', async () => {
    await expect(planStarts(problem([{ ...job('a', 1, 8), occupies: ['x'] }]))).rejects.toThrow(
      new PlanningProblemError('"a" needs "x", which is not in the problem'),
    );
    await expect(planStarts(problem([], { quarters: 1000 }))).rejects.toThrow(/1 to 288 quarters/);
  });

  test('is the same plan for the same problem', async () => {
    const asked = problem([job('a', 2, 8), job('b', 2, 8)]);
    const [one, two] = [await planStarts(asked), await planStarts(asked)];
    expect(one.plan).toEqual(two.plan);
  });
});

const anyProblem = fc
  .record({
    priceYuanPerKwh: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 }),
    otherKw: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 6, maxLength: 6 }),
    demandYuanPerKw: fc.integer({ min: 0, max: 3 }),
    reachedKw: fc.integer({ min: 0, max: 100 }),
    resources: fc.tuple(fc.nat(2), fc.nat(2), fc.boolean()).map(([first, second, canRest]) => [
      { id: 'a', readyKw: 30, restKw: 4, warmUpKw: 20, warmUpQuarters: first, canRest },
      { id: 'b', readyKw: 9, restKw: 1, warmUpKw: 40, warmUpQuarters: second, canRest: false },
    ]),
    jobs: fc
      .array(
        fc.record({
          loadKw: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 3 }),
          earliest: fc.nat(2),
          due: fc.integer({ min: 3, max: 7 }),
          occupies: fc.subarray(['a', 'b'], { minLength: 1 }),
        }),
        { minLength: 1, maxLength: 3 },
      )
      .map((jobs) => jobs.map((one, i) => ({ ...one, id: `j${i}`, order: `o${i}` }))),
    follows: fc.boolean(),
  })
  .map(({ follows, jobs, ...rest }): PlanningProblem => {
    const after = [{ job: 'j0', lagQuarters: 1 }];
    return { quarters: 6, ...rest, jobs: jobs.map((j, i) => (follows && i === 1 ? { ...j, after } : j)) };
  });

/** Every schedule that breaks nothing, tried one by one. */
function cheapest(problem: PlanningProblem): number {
  let best = Infinity;
  const [first] = problem.resources;
  const patterns = first.canRest ? 2 ** problem.quarters : 1;
  const tryFrom = (j: number, starts: Map<string, number>) => {
    if (j < problem.jobs.length) {
      for (let at = 0; at + lengthOf(problem.jobs[j]) <= problem.quarters; at++)
        tryFrom(j + 1, new Map(starts).set(problem.jobs[j].id, at));
      return;
    }
    const all = new Array<boolean>(problem.quarters).fill(true);
    if (
      violationsOf(problem, {
        starts,
        ready: new Map([
          ['a', all],
          ['b', all],
        ]),
      }).length > 0
    )
      return;
    for (let pattern = 0; pattern < patterns; pattern++) {
      const ready = all.map((_, t) => ((pattern >> t) & 1) === 0);
      const schedule: Schedule = {
        starts,
        ready: new Map([
          ['a', ready],
          ['b', all],
        ]),
      };
      if (violationsOf(problem, schedule).length === 0)
        best = Math.min(best, costOf(problem, schedule).totalYuan);
    }
  };
  tryFrom(0, new Map());
  return best;
}

describe('any small problem', () => {
  test('gets the plan that trying all schedules finds, never dearer than today, never late', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (asked) => {
        const best = cheapest(asked);
        const {
          planCost,
          todayCost,
          todayIsOnTime,
          late,
          plan,
          problem: kept,
        } = await planStarts(asked, EXACT);
        expect(late.length === 0).toBe(Number.isFinite(best));
        expect(violationsOf(kept, plan)).toEqual([]);
        if (late.length === 0) expect(planCost.totalYuan).toBeCloseTo(best, 4);
        if (todayIsOnTime) expect(planCost.totalYuan).toBeLessThanOrEqual(todayCost.totalYuan + 1e-6);
      }),
      { numRuns: 120 },
    );
  }, 60_000);
});
