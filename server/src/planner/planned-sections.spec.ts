import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import type { MakePlanJob, MeasureModeRow, StartPlan } from '@linetwin/contracts';
import { DEFAULT_LIMITS, noneByClass } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { pino } from 'pino';
import { EnergyTables } from '../energy/energy-tables.ts';
import { InMemoryEnergyStore } from '../energy/in-memory-energy-store.ts';
import { AppliedPlans } from './applied-plans.ts';
import { InMemoryPlanStore } from './in-memory-plan-store.ts';
import { BY_SHIFT, PlanMaker } from './plan-maker.ts';
import { PlanningFacts } from './planning-facts.ts';

const FOLDER = fileURLToPath(new URL('../../../plants/liaocheng/', import.meta.url));
const logger = pino({ level: 'silent' });
const QUARTER_MS = 900_000;
/** A Friday in November, 13:00 in the plant: deep valley, then sharp hours from 17 to 19. */
const NOW = Date.parse('2026-11-27T13:00:00+08:00');
const SECTION = 'bearing-1/B01-B04';
const LAG = 64;
let index: ModelIndex;

beforeAll(async () => {
  index = new ModelIndex(await readPlantFolder(FOLDER));
});

/** A ledger of some hours in which the forge made 108 sets in five of six quarters, and the line 90 bearings in each. */
async function ledgerOf(hours: number): Promise<InMemoryEnergyStore> {
  const store = new InMemoryEnergyStore();
  const { tree } = new EnergyTables(index.model);
  const meters = tree.meters.filter((one) => one.level === 'machine' && one.line === 'bearing-1');
  for (let k = 0; k < 4 * hours; k++) {
    const from = NOW - (k + 1) * QUARTER_MS;
    const forged = k % 6 === 0 ? 0 : 108;
    const goodOf: Record<string, number> = { 'B04-OR': forged, 'B04-IR': forged, B20: 90 };
    await store.keep(
      meters.map(({ id, equipment }) => {
        const machine = index.equipment(equipment!)!;
        return {
          meter: id,
          line: 'bearing-1',
          from,
          product: '',
          lot: '',
          shift: '',
          kwh: { ...noneByClass(), productive: machine.powerKw.running / 4 },
          seconds: { ...noneByClass(), productive: 900 },
          estimatedKwh: 0,
          missingS: 0,
          good: goodOf[machine.id] ?? 0,
          scrap: 0,
          mark: { time: from, counter: 0 },
        };
      }),
    );
  }
  return store;
}

async function make(
  store: InMemoryEnergyStore,
  more: Partial<MakePlanJob> = {},
  modes: MeasureModeRow[] = [],
): Promise<{ plan: StartPlan; plans: InMemoryPlanStore }> {
  const plans = new InMemoryPlanStore();
  const facts = new PlanningFacts({
    index,
    store,
    tables: new EnergyTables(index.model),
    openOrders: async () => [],
    limitsOf: async () => DEFAULT_LIMITS,
    now: () => NOW,
  });
  const maker = new PlanMaker({
    facts,
    plans,
    modes: async () => modes,
    logger,
    limits: { seconds: 60, gap: 0.02 },
    now: () => NOW,
  });
  const job = { id: 'p1', lines: ['bearing-1'], from: NOW, quarters: 64, by: '李伟', ...more };
  await maker.handleMakePlan(job);
  return { plan: (await plans.read('p1'))!, plans };
}

const seen = (pieces: number) => ({ stocks: [{ section: SECTION, pieces }] });
const automatic: MeasureModeRow[] = [{ line: 'bearing-1', measure: 'tariff-shift', mode: 'automatic' }];

describe('a line that is planned by sections', () => {
  test('has its forge moved out of the sharp hours, and the rest of it where people run it', async () => {
    const { plan, plans } = await make(await ledgerOf(24), seen(1500));
    const [section] = plan.sections;
    expect(section).toMatchObject({ id: SECTION, line: 'bearing-1', stayMinutes: 960 });
    expect(section.stock).toMatchObject({ now: 1500, assumedShare: 0, room: 2500 });
    // 53 of the last 64 quarters were at work.
    expect(section.stock.inFurnace).toBe(53 * 108);
    expect(section.stock.plan).toHaveLength(64 + LAG);
    const runs = (of: StartPlan['plan'], resource: string) =>
      of.spans.filter((span) => span.resource === resource && span.what === 'run');
    const sharp = (of: StartPlan['plan']) =>
      runs(of, SECTION)
        .flatMap(({ from, to }) => plan.period.slice(from, to))
        .filter((one) => one === 'sharp');
    expect(sharp(plan.today).length).toBeGreaterThan(0);
    expect(sharp(plan.plan)).toEqual([]);
    expect(plan.plan.totalYuan).toBeLessThan(plan.today.totalYuan);
    expect(runs(plan.plan, 'bearing-1')).toEqual(runs(plan.today, 'bearing-1'));
    // The stock is within its bounds from when what is made now comes out of the furnace.
    for (const pieces of section.stock.plan.slice(LAG)) {
      expect(pieces).toBeGreaterThanOrEqual(Math.floor(section.stock.least));
      expect(pieces).toBeLessThanOrEqual(Math.ceil(section.stock.most));
    }
    // What the parts take together is the plan, as nothing else of the plant is known.
    const kwh = plan.plan.parts.reduce((sum, part) => sum + part.kwh, 0);
    expect(kwh).toBeCloseTo(plan.plan.kwh, 6);
    expect(plan.plan.parts.map(({ part }) => part)).toEqual([SECTION, 'bearing-1']);

    await plans.change('p1', { from: 'proposed', to: 'applied', by: '李伟', at: NOW });
    const applied = new AppliedPlans({ store: plans, logger, now: () => NOW });
    await applied.refresh();
    const addressOf = (id: string) => index.model.equipment.find((one) => one.id === id)!.address;
    const at = (quarter: number) => NOW + quarter * QUARTER_MS;
    const pause = plan.plan.spans.find(
      ({ resource, what, from }) => resource === SECTION && what !== 'run' && from > 0,
    )!;
    const next = runs(plan.plan, SECTION).find(({ from }) => from >= pause.to)!;
    expect(applied.orderOfMachine('bearing-1', addressOf('B03'), at(pause.from))).toEqual({
      isOpen: false,
      nextStartMs: at(next.from),
    });
    expect(applied.orderOfMachine('bearing-1', addressOf('B06-1'), at(pause.from))).toBeUndefined();
    expect(applied.orderOf('bearing-1', at(pause.from))).toMatchObject({ isOpen: true });
  }, 120_000);

  test('says how much of its stocks nobody measured, and then does not apply itself', async () => {
    const known = await make(await ledgerOf(24), { ...seen(1500), by: BY_SHIFT }, automatic);
    expect(known.plan.state).toBe('applied');
    const unknown = await make(new InMemoryEnergyStore(), { by: BY_SHIFT }, automatic);
    expect(unknown.plan.sections[0].stock.assumedShare).toBe(1);
    expect(unknown.plan.state).toBe('proposed');
    const half = await make(await ledgerOf(8), seen(1500));
    expect(half.plan.sections[0].stock.assumedShare).toBeGreaterThan(0.3);
    expect(half.plan.sections[0].stock.assumedShare).toBeLessThan(0.5);
  }, 240_000);
});
