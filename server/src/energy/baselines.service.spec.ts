import { beforeEach, describe, expect, test } from '@jest/globals';
import { INTERVAL_MS, noneByClass, RegressionError } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
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
const make = () => service.make({ name: 'winter', meter: 'line-1', ...span(0, 60) }, 'Li Wei');

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
});
