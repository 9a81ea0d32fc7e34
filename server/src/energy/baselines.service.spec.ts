import { beforeEach, describe, expect, test } from '@jest/globals';
import { INTERVAL_MS, noneByClass, RegressionError } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import type { HttpException } from '@nestjs/common';
import { BaselinesController } from './baselines.controller.ts';
import { BaselinesService, UnknownBaselineError } from './baselines.service.ts';
import { EnergyTables } from './energy-tables.ts';
import { InMemoryBaselineStore } from './in-memory-baseline-store.ts';
import { InMemoryEnergyStore } from './in-memory-energy-store.ts';

const index = new ModelIndex(testPlant());
const DAY = 86_400_000;
/** Midnight at the plant. */
const T0 = Date.UTC(2026, 0, 4, 16);

let store: InMemoryEnergyStore;
let service: BaselinesService;
beforeEach(() => {
  store = new InMemoryEnergyStore();
  service = new BaselinesService({
    index,
    store,
    tables: new EnergyTables(index.model),
    baselines: new InMemoryBaselineStore(),
    now: () => T0,
  });
});

const wave = (day: number) => Math.sin(day * 12.9898) * 0.5 + Math.sin(day * 4.1) * 0.5;

/** A day of line-1: 1000 to 3000 parts, 0.5 kWh each over a base of 600 kWh, told by its press and its last machine. */
async function bookDay(day: number, rate = 1, quarters = 96): Promise<void> {
  const parts = 2000 + 1000 * wave(day);
  const kwh = rate * (600 + 0.5 * parts) + 12 * wave(day * 7 + 3);
  const rows = ['P1', 'S1', 'Q1'].flatMap((id) =>
    Array.from({ length: quarters }, (_, i) => ({
      meter: `line-1/${id}`,
      from: T0 + day * DAY + i * INTERVAL_MS,
      product: '',
      lot: '',
      shift: '',
      line: 'line-1',
      kwh: { ...noneByClass(), productive: kwh / 3 / 96 },
      seconds: { ...noneByClass(), productive: 900 },
      estimatedKwh: 0,
      missingS: 0,
      good: id === 'Q1' ? parts / 96 : 0,
      scrap: 0,
      mark: { time: T0 + day * DAY + i * INTERVAL_MS, counter: 0 },
    })),
  );
  await store.keep(rows);
}
const span = (from: number, days: number) => ({ from: T0 + from * DAY, to: T0 + (from + days) * DAY });
const make = () => service.make({ name: 'winter', meter: 'line-1', period: 'day', ...span(0, 60) }, 'Li Wei');

describe('a baseline', () => {
  beforeEach(async () => {
    for (let day = 0; day < 60; day++) await bookDay(day);
  });

  test('explains the energy of whole days by what the ledger knows', async () => {
    const baseline = await make();
    expect(baseline).toMatchObject({ days: 60, by: 'Li Wei', objections: [] });
    expect(baseline.variables).toEqual(['output line-1', 'machine hours']);
    // Machine hours were the same every day, so that they explain nothing.
    expect(baseline.coefficients.map(({ name }) => name)).toEqual(['constant', 'output line-1']);
    expect(baseline.coefficients[1].value).toBeCloseTo(0.5, 1);
    expect(await service.list()).toEqual([baseline]);
  });

  test('tells a saving with its interval, EnPI and CUSUM', async () => {
    const { id } = await make();
    for (let day = 60; day < 90; day++) await bookDay(day, 0.9);
    const { saving, days, changes } = await service.performance(id, span(60, 30));
    expect(saving).toMatchObject({ kind: 'measured', verdict: 'saving' });
    if (saving.kind === 'measured') expect(Math.abs(saving.share - 0.1)).toBeLessThan(0.01);
    expect(days).toHaveLength(30);
    expect(days.at(-1)!.cusumKwh).toBeLessThan(-4000);
    expect(changes[0]).toEqual({ day: '2026-03-06', direction: 'less' });
  });

  test('tells the same saving when some of the time looked at is its own, and none of its own time alone', async () => {
    const { id } = await make();
    for (let day = 60; day < 90; day++) await bookDay(day, 0.9);
    const { from, to } = span(20, 5);
    await service.addEvent({ meter: 'line-1', from, to, kwh: 9000, reason: 'before the end' }, 'Li Wei');
    const since = await service.performance(id, span(60, 30));
    const both = await service.performance(id, span(10, 80));
    expect(both.saving).toEqual(since.saving);
    expect(both).toMatchObject({ ofBaseline: 50, nonRoutineKwh: 0 });
    expect(both.days).toHaveLength(80);
    const own = await service.performance(id, span(10, 50));
    expect(own).toMatchObject({ ofBaseline: 50, saving: { kind: 'refused', reasons: [] } });
  });

  test('leaves out days that are not whole, and those that an event takes out', async () => {
    const { id } = await make();
    for (let day = 60; day < 90; day++) await bookDay(day, 1, day === 70 ? 40 : 96);
    const event = await service.addEvent(
      { meter: 'line-1', from: T0 + 75.5 * DAY, to: T0 + 76.5 * DAY, kwh: null, reason: 'overhaul' },
      'Li Wei',
    );
    const { days, leftOut } = await service.performance(id, span(60, 30));
    expect([days.length, leftOut]).toEqual([27, 3]);
    await service.withdraw(event.id);
    expect((await service.performance(id, span(60, 30))).leftOut).toBe(1);
  });

  test('counts the energy of an event that people entered', async () => {
    const { id } = await make();
    for (let day = 60; day < 90; day++) await bookDay(day, 1.05);
    const before = await service.performance(id, span(60, 30));
    expect(before.saving).toMatchObject({ verdict: 'more-used' });
    const { from, to } = span(65, 20);
    await service.addEvent(
      { meter: 'line-1', from, to, kwh: 2400, reason: 'trial of a new furnace' },
      'Li Wei',
    );
    const after = await service.performance(id, span(60, 30));
    expect(after).toMatchObject({ nonRoutineKwh: 2400, saving: { verdict: 'none-shown' } });
  });

  test('refuses to speak of a time whose conditions it never had', async () => {
    const { id } = await make();
    const answer = await service.performance(id, span(200, 10));
    expect(answer.saving).toEqual({ kind: 'refused', reasons: [] });
    await service.retire(id);
    await expect(service.performance(id, span(60, 30))).rejects.toThrow(UnknownBaselineError);
    await expect(service.retire(id)).rejects.toThrow(UnknownBaselineError);
  });
});

test('too few days make no baseline', async () => {
  for (let day = 0; day < 3; day++) await bookDay(day);
  await expect(make()).rejects.toThrow(RegressionError);
  const asked = { name: 'winter', meter: 'line-1', period: 'day', ...span(0, 60) } as const;
  const refusal = await new BaselinesController(service)
    .make(asked, { name: 'Li Wei', address: '::1' }, () => undefined)
    .catch((error: unknown) => (error as HttpException).getResponse());
  expect(refusal).toMatchObject({ words: { text: 'too-few-periods', values: { count: 3, needed: 6 } } });
});

test('days that cannot be told apart make no baseline', async () => {
  const alike = new BaselinesController({
    make: async () => {
      throw new RegressionError('"parts" is the same in every period, so its effect cannot be seen');
    },
  } as unknown as BaselinesService);
  const asked = { name: 'winter', meter: 'line-1', period: 'day', ...span(0, 60) } as const;
  const refusal = await alike
    .make(asked, { name: 'Li Wei', address: '::1' }, () => undefined)
    .catch((error: unknown) => (error as HttpException).getResponse());
  expect(refusal).toMatchObject({ words: { text: 'too-alike', values: {} } });
});

describe('a baseline of one machine', () => {
  const PRESS = 'line-1/P1';
  /** 8 kW at work, 3 kW waiting, 0.5 kW in standby, 0.02 kWh a part, and some scatter. */
  async function bookPress(day: number, more: { rate?: number; standbyH?: number } = {}): Promise<void> {
    const { rate = 1, standbyH = 3 + 3 * wave(day * 3 + 1) } = more;
    const productiveH = 12 + 5 * wave(day);
    const parts = 400 * productiveH * (1 + 0.2 * wave(day * 5 + 2));
    const idleH = 24 - productiveH - standbyH;
    const kwh = rate * (8 * productiveH + 3 * idleH + 0.5 * standbyH + 0.02 * parts) + wave(day * 7 + 3);
    const each = (value: number) => value / 96;
    await store.keep(
      Array.from({ length: 96 }, (_, i) => ({
        meter: PRESS,
        from: T0 + day * DAY + i * INTERVAL_MS,
        product: '',
        lot: '',
        shift: '',
        line: 'line-1',
        kwh: { ...noneByClass(), productive: each(kwh) },
        seconds: {
          ...noneByClass(),
          productive: each(productiveH * 3600),
          idle: each(idleH * 3600),
          standby: each(standbyH * 3600),
        },
        estimatedKwh: 0,
        missingS: 0,
        good: each(parts),
        scrap: 0,
        mark: { time: T0 + day * DAY + i * INTERVAL_MS, counter: 0 },
      })),
    );
  }
  const makePress = () =>
    service.make({ name: 'press', meter: PRESS, period: 'day', ...span(0, 60) }, 'Li Wei');

  beforeEach(async () => {
    for (let day = 0; day < 60; day++) await bookPress(day);
  });

  test('is explained by its parts and its hours by state, each with the power that it has', async () => {
    const baseline = await makePress();
    expect(baseline).toMatchObject({
      variables: ['parts', 'productive hours', 'standby hours'],
      objections: [],
    });
    const of = (name: string) => baseline.coefficients.find((one) => one.name === name)!.value;
    // Against waiting: 8 - 3 and 0.5 - 3 kW.
    expect(of('productive hours')).toBeCloseTo(5, 0);
    expect(of('standby hours')).toBeCloseTo(-2.5, 0);
    expect(of('parts')).toBeCloseTo(0.02, 2);
  });

  test('does not call it a saving of the machine that it rested more, and calls one what truly is', async () => {
    const { id } = await makePress();
    for (let day = 60; day < 80; day++) await bookPress(day, { standbyH: 4.5 + wave(day * 11) });
    const rested = await service.performance(id, span(60, 20));
    expect(rested.saving).toMatchObject({ kind: 'measured', verdict: 'none-shown' });
    for (let day = 80; day < 100; day++) await bookPress(day, { rate: 0.92 });
    const better = await service.performance(id, span(80, 20));
    expect(better.saving).toMatchObject({ kind: 'measured', verdict: 'saving' });
    if (better.saving.kind === 'measured') expect(better.saving.share).toBeCloseTo(0.08, 1);
  });
});

describe('a baseline of hours or shifts', () => {
  const PRESS = 'line-1/P1';
  const HOUR = 3_600_000;
  /** Products by the shift of eight hours, each with its own kWh a part; 4 kW at work, 1 kW waiting, and coolant above 20 °C. */
  const KWH: Record<string, number> = { '6205': 0.02, '6006': 0.05, '6310': 0.09 };
  const temperatureAt = (hour: number) =>
    15 + 10 * wave(Math.floor(hour / 24)) + 4 * Math.sin((hour / 24) * 2 * Math.PI);

  async function bookHours(
    firstDay: number,
    days: number,
    more: { rate?: number; products?: string[]; kwPerK?: number } = {},
  ) {
    const { rate = 1, products = ['6205', '6006'], kwPerK = 0 } = more;
    const rows = Array.from({ length: days * 24 }, (_, i) => {
      const hour = firstDay * 24 + i;
      const product = products[Math.floor(hour / 8 + wave(Math.floor(hour / 8)) * 3 + 9) % products.length];
      const productiveH = 0.6 + 0.3 * wave(hour);
      const parts = 100 * productiveH * (1 + 0.1 * wave(hour * 3));
      const cooling = kwPerK * Math.max(0, temperatureAt(hour) - 20);
      const used =
        4 * productiveH + (1 - productiveH) + KWH[product] * parts + cooling + 0.2 * wave(hour * 7);
      return Array.from({ length: 4 }, (_unused, quarter) => ({
        meter: PRESS,
        from: T0 + hour * HOUR + quarter * INTERVAL_MS,
        product,
        lot: '',
        shift: '',
        line: 'line-1',
        kwh: { ...noneByClass(), productive: (rate * used) / 4 },
        seconds: { ...noneByClass(), productive: 900 * productiveH, idle: 900 * (1 - productiveH) },
        estimatedKwh: 0,
        missingS: 0,
        good: parts / 4,
        scrap: 0,
        mark: { time: T0 + hour * HOUR, counter: 0 },
      }));
    }).flat();
    await store.keep(rows);
  }
  const make = (period: 'shift' | 'hour') =>
    service.make({ name: period, meter: PRESS, period, ...span(0, 40) }, 'Li Wei');

  beforeEach(() => bookHours(0, 40));

  test('tells products apart, each with the energy of its parts', async () => {
    const baseline = await make('hour');
    expect(baseline).toMatchObject({ period: 'hour', days: 40, periods: 960, objections: [] });
    expect(baseline.variables).toEqual([
      'parts 6006',
      'parts 6205',
      'parts *',
      'productive hours',
      'standby hours',
    ]);
    const of = (name: string) => baseline.coefficients.find((one) => one.name === name)!.value;
    expect(of('parts 6006') - of('parts 6205')).toBeCloseTo(0.03, 2);
    expect(baseline.residuals.lags).toBe(48);
    expect(baseline.residuals.independent).toBeGreaterThan(40);
  });

  test('calls a saving what is one, and not a change of what is made', async () => {
    const { id } = await make('hour');
    await bookHours(40, 10, { products: ['6006', '6006', '6205'] });
    const other = await service.performance(id, span(40, 10));
    expect(other.saving).toMatchObject({ kind: 'measured', verdict: 'none-shown' });
    expect(other.days).toHaveLength(10);
    await bookHours(50, 10, { rate: 0.9 });
    const better = await service.performance(id, span(50, 10));
    expect(better.saving).toMatchObject({ kind: 'measured', verdict: 'saving' });
    if (better.saving.kind === 'measured') expect(better.saving.share).toBeCloseTo(0.1, 1);
  });

  test('refuses to speak of products that it never saw', async () => {
    const { id } = await make('hour');
    await bookHours(40, 10, { products: ['6310', '6205'] });
    const { saving } = await service.performance(id, span(40, 10));
    expect(saving).toMatchObject({ kind: 'refused', reasons: [{ kind: 'extrapolation', name: 'parts *' }] });
  });

  test('knows the shifts of its line, also one over midnight', async () => {
    const baseline = await make('shift');
    const perDay = index.line('line-1')!.shifts.length;
    // The first and the last shift of the time are cut where it begins and ends within one.
    expect(baseline.periods).toBeGreaterThanOrEqual(40 * perDay - 2);
    expect(baseline.periods).toBeLessThanOrEqual(40 * perDay);
    expect(baseline.coefficients.length).toBeGreaterThan(1);
  });

  /** The service of a plant that knows its air, but for some hours. */
  const serviceWithAir = (unknown: { from: number; to: number }) => {
    const model = testPlant();
    const withAir = {
      ...model,
      energy: {
        ...model.energy,
        meters: model.energy.meters.map((meter) =>
          meter.parent === undefined ? { ...meter, ambient: model.signals[0].address } : meter,
        ),
      },
    };
    return new BaselinesService({
      index: new ModelIndex(withAir),
      store,
      tables: new EnergyTables(withAir),
      baselines: new InMemoryBaselineStore(),
      temperatures: async ({ signals, from, points }) => {
        const hours = Array.from({ length: points }, (_, i) => (from - T0) / HOUR + i).filter(
          (hour) => hour < unknown.from || hour >= unknown.to,
        );
        const mean = hours.map(temperatureAt);
        return [
          {
            signal: signals[0],
            time: hours.map((hour) => T0 + hour * HOUR + 1),
            mean,
            min: mean,
            max: mean,
            last: mean,
          },
        ];
      },
    });
  };

  test('leaves the air out where it was not measured most of the time, and keeps what else is known', async () => {
    await bookHours(0, 40, { kwPerK: 0.2 });
    service = serviceWithAir({ from: 0, to: 30 * 24 });
    const baseline = await make('hour');
    expect(baseline.variables).not.toContain('ambient');
    expect(baseline.periods).toBe(960);
  });

  test('uses the temperature of the air where the plant says which signal it is', async () => {
    await bookHours(0, 40, { kwPerK: 0.2 });
    service = serviceWithAir({ from: 5 * 24, to: 6 * 24 });
    const baseline = await make('hour');
    expect(baseline.variables.at(-1)).toBe('ambient');
    expect(baseline.coefficients.map(({ name }) => name)).toContain('ambient');
    expect(baseline.actsFrom?.name).toBe('ambient');
    expect(Math.abs(baseline.actsFrom!.value - 20)).toBeLessThan(2);
    // A day without a temperature is not guessed.
    expect(baseline.periods).toBe(960 - 24);
  });
});
