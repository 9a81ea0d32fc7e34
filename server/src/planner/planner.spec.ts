import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { MakePlanJob, MeasureModeRow, OrderProgress } from '@linetwin/contracts';
import { DEFAULT_LIMITS } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { pino } from 'pino';
import { NoOwnerError } from '../cluster/line-requests.port.ts';
import { EnergyTables } from '../energy/energy-tables.ts';
import { InMemoryEnergyStore } from '../energy/in-memory-energy-store.ts';
import { AppliedPlans } from './applied-plans.ts';
import { InMemoryPlanStore } from './in-memory-plan-store.ts';
import { BY_SHIFT, PlanMaker } from './plan-maker.ts';
import { PlannerService } from './planner.service.ts';
import { PlanningFacts } from './planning-facts.ts';
import { ShiftPlans } from './shift-plans.ts';
import { PLAN_FROM, startPlan } from './testing.ts';

const FOLDER = fileURLToPath(new URL('../../../plants/liaocheng/', import.meta.url));
const logger = pino({ level: 'silent' });
const HOUR_MS = 3_600_000;
/** A Friday in November, 13:00 in the plant: deep valley, then sharp hours from 17 to 19. */
const NOW = Date.parse('2026-11-27T13:00:00+08:00');
let index: ModelIndex;

beforeAll(async () => {
  index = new ModelIndex(await readPlantFolder(FOLDER));
});

const order = (id: string, quantity: number, dueInHours: number): OrderProgress => ({
  id,
  line: 'weld-1',
  product: 'battery-tray',
  quantity,
  dueAt: NOW + dueInHours * HOUR_MS,
  state: 'planned',
  note: '',
  startedAt: null,
  endedAt: null,
  createdAt: NOW,
  createdBy: '李伟',
  changedAt: NOW,
  changedBy: '李伟',
  good: 0,
  scrap: 0,
});

function start(orders: OrderProgress[], modes: MeasureModeRow[] = []) {
  const plans = new InMemoryPlanStore();
  const asked: MakePlanJob[] = [];
  const told: string[] = [];
  const facts = new PlanningFacts({
    index,
    store: new InMemoryEnergyStore(),
    tables: new EnergyTables(index.model),
    openOrders: async (line) => orders.filter((one) => one.line === line),
    limitsOf: async () => DEFAULT_LIMITS,
    now: () => NOW,
  });
  const parts = { facts, plans, modes: async () => modes, now: () => NOW };
  const jobs = { add: async (_name: string, job: object) => void asked.push(job as MakePlanJob) };
  const maker = new PlanMaker({ ...parts, logger, limits: { seconds: 5, gap: 0.01 } });
  const service = new PlannerService({
    ...parts,
    jobs,
    seenStocks: () => [],
    owners: { ask: async () => [] },
    follow: async (line) => {
      told.push(line);
      throw new NoOwnerError('between two owners');
    },
  });
  return { plans, asked, told, facts, maker, service };
}

const job = (more: Partial<MakePlanJob> = {}): MakePlanJob => ({
  id: 'p1',
  lines: ['weld-1'],
  from: NOW,
  quarters: 40,
  by: '李伟',
  ...more,
});

describe('a plan of starts', () => {
  test('keeps what orders say, the sharp hours out, and tells what it rests on', async () => {
    const { maker, plans } = start([order('T-1', 60, 10)]);
    expect(await maker.handleMakePlan(job())).toEqual({ plan: 'p1' });
    const plan = (await plans.read('p1'))!;
    // 60 trays at a takt of 120 s over the planned OEE of 0.8: 150 s each, 2.5 h.
    expect(plan.orders).toMatchObject([{ id: 'T-1', source: 'order', quarters: 10, lateMinutes: 0 }]);
    expect(plan.inputs[0]).toMatchObject({ resource: 'weld-1', source: 'plant-files', secondsPerPart: 150 });
    expect(plan.plan.totalYuan).toBeLessThanOrEqual(plan.today.totalYuan);
    expect(plan.plan.kw).toHaveLength(40);
    expect(plan.contractKw).toBe(2500);
    const sharp = plan.plan.spans
      .filter(({ what }) => what === 'run')
      .flatMap(({ from, to }) => plan.period.slice(from, to));
    expect(sharp).not.toContain('sharp');
  }, 20_000);

  test('says which order cannot be kept, and by how much', async () => {
    const { maker, plans } = start([order('T-1', 60, 2)]);
    await maker.handleMakePlan(job());
    expect((await plans.read('p1'))!.orders).toMatchObject([{ lateMinutes: 30, unplacedMinutes: 0 }]);
  }, 20_000);

  test('takes what the shifts plan where nobody entered an order', async () => {
    const { facts } = start([]);
    const { work } = await facts.gather(job());
    expect(work).toMatchObject([
      { source: 'shift', dueAt: Date.parse('2026-11-27T20:00:00+08:00'), quarters: expect.any(Number) },
      { source: 'shift', dueAt: Date.parse('2026-11-28T08:00:00+08:00') },
    ]);
  });

  test('is not promised when no tariff covers its time', async () => {
    const { service } = start([]);
    const early = new PlanningFacts({
      index,
      store: new InMemoryEnergyStore(),
      tables: new EnergyTables({ ...index.model, energy: { ...index.model.energy, tariffs: [] } }),
      openOrders: async () => [],
      limitsOf: async () => DEFAULT_LIMITS,
    });
    await expect(early.gather(job())).rejects.toThrow(/No tariff/);
    await expect(service.ask({ lines: ['x'], hours: 8 }, '李伟')).rejects.toThrow(/no line "x"/);
  });

  test('applies itself before a shift only in automatic mode, and never when an order is late', async () => {
    const automatic: MeasureModeRow[] = [{ line: 'weld-1', measure: 'tariff-shift', mode: 'automatic' }];
    const stateOf = async (orders: OrderProgress[], modes: MeasureModeRow[], by: string) => {
      const { maker, plans } = start(orders, modes);
      await maker.handleMakePlan(job({ by }));
      return (await plans.read('p1'))!.state;
    };
    expect(await stateOf([order('T-1', 60, 10)], automatic, BY_SHIFT)).toBe('applied');
    expect(await stateOf([order('T-1', 60, 10)], automatic, '李伟')).toBe('proposed');
    expect(await stateOf([order('T-1', 60, 2)], automatic, BY_SHIFT)).toBe('proposed');
    expect(await stateOf([order('T-1', 60, 10)], [], BY_SHIFT)).toBe('proposed');
  }, 40_000);
});

describe('a plan that was asked for', () => {
  test('goes to a worker from the next quarter of an hour on', async () => {
    const { service, asked } = start([order('T-1', 60, 10)]);
    const { id } = await service.ask({ lines: ['weld-1'], hours: 8 }, '李伟');
    expect(asked).toEqual([{ id, lines: ['weld-1'], from: NOW, quarters: 32, stocks: [], by: '李伟' }]);
  });

  test('is applied once, while its time lasts and plans do more than advise', async () => {
    const advise: MeasureModeRow[] = [{ line: 'weld-1', measure: 'tariff-shift', mode: 'advise' }];
    const { service, plans, told } = start([]);
    await plans.keep({ ...startPlan('a', ['weld-1'], NOW), from: NOW });
    await plans.keep(startPlan('old', ['weld-1'], PLAN_FROM));
    expect(await service.apply('a', '李伟')).toMatchObject({ state: 'applied', changedBy: '李伟' });
    await expect(service.apply('a', '李伟')).rejects.toThrow(/applied/);
    await expect(service.apply('old', '李伟')).rejects.toThrow(/is over/);
    await expect(service.apply('none', '李伟')).rejects.toThrow(/no plan "none"/);
    expect(await service.withdraw('a', '王芳')).toMatchObject({ state: 'withdrawn', changedBy: '王芳' });
    // The line's owner looks at once, if there is one.
    expect(told).toEqual(['weld-1', 'weld-1']);
    const advising = start([], advise);
    await advising.plans.keep({ ...startPlan('a', ['weld-1'], NOW), from: NOW });
    await expect(advising.service.apply('a', '李伟')).rejects.toMatchObject({
      message: expect.stringMatching(/only advise on the line weld-1/),
      words: { text: 'plan-advises', values: { line: advising.facts.nameOf('weld-1') } },
    });
  });
});

test('rules are told that a line has no order until the next planned run begins', async () => {
  const store = new InMemoryPlanStore();
  await store.keep(startPlan('a', ['l1'], 1));
  await store.change('a', { from: 'proposed', to: 'applied', by: '李伟', at: 1 });
  const applied = new AppliedPlans({ store, logger, now: () => PLAN_FROM });
  expect(applied.orderOf('l1', PLAN_FROM)).toBeUndefined();
  await applied.refresh();
  const begin = PLAN_FROM + 2 * 900_000;
  expect(applied.orderOf('l1', PLAN_FROM)).toEqual({ isOpen: false, nextStartMs: begin });
  expect(applied.orderOf('l1', begin)).toMatchObject({ isOpen: true });
  expect(applied.orderOf('l1', begin)!.endMs).toBeGreaterThan(begin);
  expect(applied.orderOf('l2', begin)).toBeUndefined();
});

test('a plan is asked for half an hour before each shift of the own lines, once', async () => {
  const asked: string[] = [];
  let now = Date.parse('2026-11-27T19:29:00+08:00');
  const jobs = { add: async (_name: string, _job: object, id: string) => void asked.push(id) };
  const plans = new ShiftPlans({ index, jobs, logger, seenStocks: () => [], now: () => now });
  await plans.takeLine('weld-1');
  await plans.look();
  expect(asked).toEqual([]);
  now += 2 * 60_000;
  await plans.look();
  await plans.look();
  expect(asked).toEqual([`shift.weld-1.${Date.parse('2026-11-27T20:00:00+08:00')}`]);
});
