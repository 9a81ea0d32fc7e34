import { beforeEach, describe, expect, test } from '@jest/globals';
import { noProduction, noTime, PRODUCTION_INTERVAL_MS, type TimeByClass } from '@linetwin/kpi';
import { loadPlant, ModelIndex } from '@linetwin/model';
import { TEST_LAST, TEST_PLANT_TEXTS, TEST_PRESS, TEST_SPINDLE } from '@linetwin/testing';
import { indicatorsCsv, indicatorsXlsx, productionFileName } from './indicator-files.ts';
import { InMemoryOrderStore } from './in-memory-order-store.ts';
import { InMemoryProductionStore } from './in-memory-production-store.ts';
import { OrdersService } from './orders.service.ts';
import type { ProductionWords } from './production-store.port.ts';
import { ProductionService } from './production.service.ts';
import { runTimeS } from './run-times.ts';

const PRODUCTION = `
production: { microStopS: 300 }
products:
  - { id: part, name: { zh: 零件, en: Part }, line: line-1 }
targets: [{ line: line-1, oee: 0.8 }]
stopReasons:
  - { id: jam, name: { zh: 卡料, en: Jam }, loss: organisation }
  - { id: upkeep, name: { zh: 保养, en: Upkeep }, loss: planned }
  - { id: press-only, name: { zh: 模具, en: Die }, loss: setup, kinds: [test-press] }
`;
const index = new ModelIndex(loadPlant([...TEST_PLANT_TEXTS, { file: 'production.yaml', text: PRODUCTION }]));
/** 08:00 at the plant, where the day shift of 12 h begins; its plan is 3,600. */
const T0 = Date.UTC(2026, 0, 5, 0);
const HOUR_MS = 3_600_000;
const NOW = T0 + 2 * HOUR_MS;
const SPAN = { from: T0, to: NOW, line: 'line-1' };

let store: InMemoryProductionStore;
let service: ProductionService;
let orders: OrdersService;
beforeEach(async () => {
  store = new InMemoryProductionStore();
  service = new ProductionService({ index, store, now: () => NOW });
  orders = new OrdersService({ index, orders: new InMemoryOrderStore(), production: store, now: () => NOW });
});

/** A machine that did the same in every quarter of the two hours. */
const quarters = (
  machine: string,
  time: Partial<TimeByClass>,
  [good, scrap]: [number, number],
): ProductionWords['intervals'] =>
  Array.from({ length: 8 }, (_one, n) => ({
    ...noProduction(),
    machine,
    from: T0 + n * PRODUCTION_INTERVAL_MS,
    product: 'part',
    order: n < 4 ? 'W-1' : '',
    shift: 'day',
    line: 'line-1',
    time: { ...noTime(), ...time },
    good,
    scrap,
    timedItems: good + scrap,
    plannedRunS: (good + scrap) * 10,
    mark: { time: T0, good: 0, scrap: 0, rework: null },
  }));
const stop = (machine: string, fromS: number, seconds: number): ProductionWords['stops'][number] => ({
  machine,
  from: T0 + fromS * 1000,
  to: T0 + (fromS + seconds) * 1000,
  line: 'line-1',
  class: 'held',
  time: { ...noTime(), held: seconds },
  cause: null,
  product: 'part',
  order: '',
  shift: 'day',
  bookedUntil: T0,
});
/** The spindle paces the line: 10 s per item against 6 s of the presses. */
const twoHours = async () =>
  store.keep({
    intervals: [
      ...quarters(TEST_PRESS, { run: 500, blocked: 400 }, [70, 2]),
      ...quarters(TEST_SPINDLE, { run: 750, held: 150 }, [69, 1]),
      ...quarters(TEST_LAST, { run: 450, starved: 450 }, [68, 1]),
    ],
    stops: [stop(TEST_SPINDLE, 3600, 1000), stop(TEST_SPINDLE, 600, 40), stop(TEST_PRESS, 0, 500)],
  });

describe('production service', () => {
  test('gives the OEE of a line by the pace of its slowest station and what left its last', async () => {
    await twoHours();
    const { rows } = await service.indicators({ ...SPAN, by: ['line'], format: 'json' });
    expect(rows).toHaveLength(1);
    expect(rows[0].availability).toBeCloseTo(750 / 900, 12);
    expect(rows[0].effectiveness).toBeCloseTo(700 / 750, 12);
    expect(rows[0].qualityRatio).toBeCloseTo(68 / 72, 12);
    expect(rows[0]).toMatchObject({ GQ: 544, SQ: 32, PQ: 576 });
  });

  test('has hours, orders and machines that add up to the whole', async () => {
    await twoHours();
    const [whole] = (await service.indicators({ ...SPAN, by: ['line'], format: 'json' })).rows;
    for (const by of [['hour'], ['order'], ['shift', 'product'], ['day']] as const) {
      const { rows } = await service.indicators({ ...SPAN, by: [...by], format: 'json' });
      for (const name of ['APT', 'PBT', 'AUST', 'GQ', 'SQ'] as const)
        expect(rows.reduce((sum, row) => sum + row[name], 0)).toBeCloseTo(whole[name], 9);
    }
    const machines = (await service.indicators({ ...SPAN, by: ['machine'], format: 'json' })).rows;
    expect(machines.map(({ machine, SQ }) => [machine, SQ])).toEqual([
      [TEST_PRESS, 16],
      [TEST_LAST, 8],
      [TEST_SPINDLE, 8],
    ]);
  });

  test('shows where time went, what is expected, and where the line was held up', async () => {
    await twoHours();
    const found = await service.overview(SPAN);
    expect(found.losses.plannedBusyS).toBe(7200);
    const held = found.losses.losses[0].children.find(({ id }) => id === 'held')!;
    expect(held.children.map(({ id, seconds }) => [id, seconds])).toEqual([
      ['unexplained', 1000],
      ['micro', 40],
      ['short', 160],
    ]);
    expect(found.output.at(-1)).toMatchObject({ to: NOW, good: 544, planned: 600 });
    expect(found.shift).toMatchObject({ id: 'day', good: 544, expected: 544 * 6, plannedByNow: 600 });
    expect(found.bottlenecks.map(({ bottleneck }) => bottleneck?.station)).toEqual(['S', 'S']);
    expect(found.reasons).toEqual([
      { reason: 'unexplained', seconds: 1500, count: 2 },
      { reason: 'micro', seconds: 40, count: 1 },
    ]);
    expect(found).toMatchObject({ plannedS: 7200, unrecordedS: 0, target: { oee: 0.8 } });
  });

  test('tells quarters of which nothing is recorded from quarters in which nothing was made', async () => {
    const [first, , , ...rest] = quarters(TEST_LAST, { starved: 900 }, [0, 0]);
    const silent = rest.map((one) => ({ ...one, time: { ...noTime(), unknown: 900 } }));
    await store.keep({ intervals: [first, ...silent], stops: [] });
    const { output } = await service.overview(SPAN);
    expect(output.map(({ recorded }) => recorded)).toEqual([true, ...Array(7).fill(false)]);
    expect(output.every(({ good }) => good === 0)).toBe(true);
  });

  test('names the planned time that the ledger knows nothing of', async () => {
    expect(await service.overview(SPAN)).toMatchObject({
      unrecordedS: 7200,
      indicators: { oee: null, coverage: 0 },
      shift: { expected: null, good: 0 },
      bottlenecks: [],
    });
  });

  test('asks for the reason of a long stop, takes it, and asks no more', async () => {
    await twoHours();
    const ask = () => service.stops({ ...SPAN, asked: 'true', kind: 'own', limit: 10 });
    expect((await ask()).map(({ machine, seconds }) => [machine, seconds])).toEqual([
      [TEST_SPINDLE, 1000],
      [TEST_PRESS, 500],
    ]);
    const request = { machine: TEST_SPINDLE, from: T0 + 3_600_000, reason: 'jam' };
    const { after } = await service.explain(request, '李伟');
    expect(after.explanation).toEqual({ reason: 'jam', note: null, by: '李伟', at: NOW });
    expect(await ask()).toHaveLength(1);
    const losses = (await service.overview(SPAN)).losses.losses[0];
    expect(losses.children.find(({ id }) => id === 'held')!.children[0]).toMatchObject({
      id: 'jam',
      seconds: 1000,
    });
  });

  test('takes a stop that was planned out of the planned busy time, where it stood and nowhere else', async () => {
    await twoHours();
    await service.explain({ machine: TEST_SPINDLE, from: T0 + 3_600_000, reason: 'upkeep' }, 'Li');
    const { rows } = await service.indicators({ ...SPAN, by: ['hour'], format: 'json' });
    expect(rows.map(({ PBT }) => PBT)).toEqual([3600, 3000]);
    const [line] = (await service.indicators({ ...SPAN, by: ['line'], format: 'json' })).rows;
    expect(line.availability).toBeCloseTo(6000 / 6200, 12);
  });

  test('shows a line as it stood at an instant: whole quarters, no later word, what was expected then', async () => {
    await twoHours();
    // Half past one at the plant, ten minutes into the long stop of the spindle.
    const at = T0 + 4_200_000;
    const found = await service.overview({ ...SPAN, at });
    expect(found.to).toBe(T0 + 3_600_000);
    expect(found.output.at(-1)).toMatchObject({ to: T0 + 3_600_000, good: 272, planned: 300 });
    expect(found.shift).toMatchObject({ good: 272, expected: 272 * 12, plannedByNow: 300 });
    expect(found.bottlenecks).toHaveLength(1);
    expect(found.reasons).toEqual([
      { reason: 'unexplained', seconds: 500, count: 1 },
      { reason: 'micro', seconds: 40, count: 1 },
    ]);
    const [whole] = (await service.indicators({ ...SPAN, at, by: ['line'], format: 'json' })).rows;
    expect(whole.GQ).toBe(272);
  });

  test('shows stops as they were known at an instant, without their end and their reason of later', async () => {
    await twoHours();
    await service.explain({ machine: TEST_SPINDLE, from: T0 + 3_600_000, reason: 'jam' }, 'Li');
    const stopsAt = async (at: number) =>
      (await service.stops({ ...SPAN, at, asked: 'false', kind: 'own', limit: 10 })).map(
        ({ machine, to, seconds, explanation }) => ({ machine, to, seconds, reason: explanation?.reason }),
      );
    expect(await stopsAt(T0)).toEqual([]);
    expect((await stopsAt(T0 + 4_200_000))[0]).toEqual({
      machine: TEST_SPINDLE,
      to: null,
      seconds: expect.closeTo(600, 9),
      reason: undefined,
    });
    expect((await stopsAt(NOW))[0]).toEqual({
      machine: TEST_SPINDLE,
      to: T0 + 4_600_000,
      seconds: 1000,
      reason: 'jam',
    });
  });

  test.each([
    [{ machine: 'nobody', from: T0, reason: 'jam' }, /no machine "nobody"/],
    [{ machine: TEST_SPINDLE, from: T0, reason: 'press-only' }, /no stop reason of a test-spindle/],
    [{ machine: TEST_SPINDLE, from: T0 + 1, reason: 'jam' }, /There is no stop/],
  ])('says what is wrong with %j', async (request, message) => {
    await twoHours();
    await expect(service.explain(request, 'Li')).rejects.toThrow(message);
  });

  test('writes files that spreadsheets read, with empty cells for what is not known', async () => {
    const answer = await service.indicators({ ...SPAN, by: ['machine'], format: 'csv' });
    expect(answer.rows).toEqual([]);
    await twoHours();
    const full = await service.indicators({ ...SPAN, by: ['machine'], format: 'csv' });
    const lines = indicatorsCsv(full, 'Asia/Shanghai').split('\r\n');
    expect(lines[0].charCodeAt(0)).toBe(0xfeff);
    expect(lines[0].split(',')).toHaveLength(39);
    expect(lines[1]).toContain(`${TEST_PRESS},,,,2026-01-05 08:00:00`);
    const bytes = await indicatorsXlsx(full, 'Asia/Shanghai');
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    // A night shift that begins at midnight at the plant has the date of its day there.
    const name = productionFileName('report', 'l1', Date.UTC(2026, 0, 4, 16), 'Asia/Shanghai');
    expect(name).toBe('linetwin-report-l1-2026-01-05');
  });
});

describe('planned run time', () => {
  test('is none where a cycle is a residence far beyond the takt', () => {
    const line = index.line('line-1')!;
    const spindle = index.equipment(TEST_SPINDLE)!;
    expect(runTimeS(index.model, line, spindle)).toBe(10);
    expect(runTimeS(index.model, line, { ...spindle, cycleS: 57_600 })).toBeUndefined();
  });
});

describe('orders', () => {
  const order = { id: 'W-1', line: 'line-1', product: 'part', quantity: 500, dueAt: NOW, note: '' };

  test('are planned, run one at a time, and count what was made of them', async () => {
    await twoHours();
    await orders.create(order, 'Li');
    await orders.create({ ...order, id: 'W-2' }, 'Li');
    await orders.change('W-1', { state: 'running' }, 'Wang');
    const running = orders.change('W-2', { state: 'running' }, 'Wang');
    await expect(running).rejects.toMatchObject({
      message: expect.stringMatching(/end it first/),
      words: { text: 'line-has-order' },
    });
    await expect(orders.change('W-2', { state: 'done' }, 'Wang')).rejects.toMatchObject({
      words: { text: 'production-order-not-begun', values: { id: 'W-2' } },
    });
    const [first, second] = await orders.list({ open: 'true', limit: 10 });
    expect(first).toMatchObject({ id: 'W-1', state: 'running', startedAt: NOW, changedBy: 'Wang' });
    expect(second).toMatchObject({ id: 'W-2', good: 0 });
    await orders.change('W-1', { state: 'done' }, 'Wang');
    await expect(orders.change('W-1', { quantity: 9 }, 'Wang')).rejects.toMatchObject({
      message: expect.stringMatching(/not changed any more/),
      words: { text: 'production-order-ended', values: { id: 'W-1', state: 'done' } },
    });
    await expect(orders.create(order, 'Li')).rejects.toMatchObject({
      words: { text: 'production-order-taken', values: { id: 'W-1' } },
    });
  });

  test('stand as they stood at an instant, with what was made by then', async () => {
    await twoHours();
    let now = T0 - HOUR_MS;
    const past = new OrdersService({
      index,
      orders: new InMemoryOrderStore(),
      production: store,
      now: () => now,
    });
    await past.create(order, 'Li');
    now = T0;
    await past.change('W-1', { state: 'running' }, 'Wang');
    now = T0 + HOUR_MS;
    await past.change('W-1', { state: 'done' }, 'Wang');
    const at = async (time: number, open: 'true' | 'false' = 'false') =>
      (await past.list({ open, limit: 10, at: time })).map(({ state, good, startedAt, endedAt }) => [
        state,
        good,
        startedAt !== null,
        endedAt !== null,
      ]);
    expect(await at(T0 - 2 * HOUR_MS)).toEqual([]);
    expect(await at(T0 - 1)).toEqual([['planned', 0, false, false]]);
    expect(await at(T0 + 2 * PRODUCTION_INTERVAL_MS + 1)).toEqual([['running', 136, true, false]]);
    expect(await at(NOW)).toEqual([['done', 272, true, true]]);
    expect(await at(NOW, 'true')).toEqual([]);
  });

  test('are refused for a product that the line does not make', async () => {
    await expect(orders.create({ ...order, product: '6206' }, 'Li')).rejects.toThrow(/known: part/);
  });
});
