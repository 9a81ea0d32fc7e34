import { beforeEach, describe, expect, test } from '@jest/globals';
import { INTERVAL_MS, leavesOf, noneByClass } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { fileURLToPath } from 'node:url';
import { BillService } from './bill.service.ts';
import { EnergyService } from './energy.service.ts';
import { EnergyTables } from './energy-tables.ts';
import { InMemoryEnergyStore } from './in-memory-energy-store.ts';

const plant = await readPlantFolder(fileURLToPath(new URL('../../../plants/liaocheng', import.meta.url)));
const index = new ModelIndex(plant);
const tables = new EnergyTables(plant);
/** Begin of January 2026 at the plant. */
const JANUARY = Date.UTC(2025, 11, 31, 16);
const HOUR = 3600_000;
const DAY = 24 * HOUR;

describe('the bill of a month', () => {
  let store: InMemoryEnergyStore;
  let now: number;
  let reactiveKvar: number | null;
  let bills: BillService;

  beforeEach(() => {
    store = new InMemoryEnergyStore();
    now = JANUARY + DAY;
    reactiveKvar = null;
    const parts = { index, store, tables, now: () => now };
    bills = new BillService({
      ...parts,
      energy: new EnergyService(parts),
      meansOf: async (signals) => signals.map(() => reactiveKvar),
    });
  });

  /** A mean power in each quarter of an hour of a time at the first transformer, and nothing but standing machines at the second. */
  function book(from: number, hours: number, kw: number, knownS = 900): Promise<void> {
    const { plus } = leavesOf(tables.tree, tables.tree.root);
    return store.keep(
      Array.from({ length: hours * 4 }).flatMap((_, i) =>
        plus.map((meter) => ({
          meter,
          from: from + i * INTERVAL_MS,
          product: '',
          lot: '',
          shift: '',
          line: meter,
          kwh: { ...noneByClass(), productive: meter === 'T1' ? kw / 4 : 0 },
          seconds: { ...noneByClass(), productive: knownS },
          estimatedKwh: 0,
          missingS: 0,
          good: 0,
          scrap: 0,
          mark: { time: from + (i + 1) * INTERVAL_MS - 1, counter: 0 },
        })),
      ),
    );
  }

  test('has the floating and the fixed part of each period apart, as worked out by hand for a winter day', async () => {
    await book(JANUARY, 24, 1000);
    const bill = await bills.month({ month: '2026-01' });
    expect(bill.periods.map(({ period, kwh }) => [period, Math.round(kwh)])).toEqual([
      ['sharp', 3000],
      ['peak', 4000],
      ['flat', 8000],
      ['valley', 6000],
      ['deepValley', 3000],
    ]);
    // Domain 3.4, worked example of 2026: 0.5014 floats, 0.1332 does not.
    expect(bill.periods[0].floatingYuan).toBeCloseTo(3000 * 2 * 0.5014, 6);
    expect(bill.periods[0].fixedYuan).toBeCloseTo(3000 * 0.1332, 6);
    const floating = 0.5014 * (3000 * 2 + 4000 * 1.7 + 8000 + 6000 * 0.3 + 3000 * 0.1);
    expect(bill.energyYuan).toBeCloseTo(floating + 24_000 * 0.1332, 6);
    expect(bill).toMatchObject({ tariff: { id: 'shandong-2026' }, unpricedKwh: 0, isOver: false });
  });

  test('adds demand by the greatest whole quarter of an hour, and what the power factor does to both', async () => {
    await book(JANUARY, 23, 1000);
    await book(JANUARY + 23 * HOUR, 0.75, 1600);
    // Half known: its mean says nothing.
    await book(JANUARY + 23.75 * HOUR, 0.25, 9000, 450);
    reactiveKvar = 500;
    const bill = await bills.month({ month: '2026-01' });
    expect(bill.maximumDemand).toEqual({ kw: 1600, from: JANUARY + 23 * HOUR });
    expect(bill).toMatchObject({ basis: 'demand', basicYuanPerUnit: 38, contractKw: 2500 });
    expect(bill.basicYuan).toBeCloseTo(1600 * 38, 6);
    const hours = 23 + 0.75 + 0.125;
    const kwh = 23_000 + 1200 + 2250;
    expect(bill.powerFactor?.value).toBeCloseTo(kwh / Math.hypot(kwh, 500 * hours), 9);
    expect(bill.powerFactor).toMatchObject({ share: 1, reference: 0.9 });
    // 0.91 and more is rewarded: 0.91 by 0.15 %.
    expect(bill.powerFactor!.adjustment).toBeCloseTo(-0.0015, 6);
    expect(bill.powerFactorYuan).toBeCloseTo(-0.0015 * (bill.energyYuan + bill.basicYuan), 6);
    expect(bill.totalYuan).toBeCloseTo(bill.energyYuan + bill.basicYuan + bill.powerFactorYuan, 6);
  });

  test('says what is not known of the month so far, and has no power factor where nobody measured it', async () => {
    await book(JANUARY, 12, 1000);
    const bill = await bills.month({});
    expect(bill).toMatchObject({ month: '2026-01', powerFactor: null, powerFactorYuan: 0 });
    expect(bill.missing).toBeCloseTo(0.5, 9);
    expect(bill.to).toBe(now);
  });

  test('is that of a month of the past when asked, and as it stood at an instant', async () => {
    await book(JANUARY, 24, 1000);
    now = JANUARY + 40 * DAY;
    expect(await bills.month({ month: '2026-01' })).toMatchObject({ isOver: true, to: JANUARY + 31 * DAY });
    expect(await bills.month({})).toMatchObject({ month: '2026-02', kwh: 0, maximumDemand: null });
    const then = await bills.month({ until: JANUARY + 12 * HOUR });
    expect(then).toMatchObject({ month: '2026-01', isOver: false });
    expect(then.kwh).toBeCloseTo(12_000, 6);
  });

  test('before the first table has no price, and says which energy that is', async () => {
    const december = JANUARY - 400 * DAY;
    await book(december, 24, 100);
    const bill = await bills.month({ month: tables.clock.at(december).day.slice(0, 7) });
    expect(bill).toMatchObject({ tariff: null, periods: [], totalYuan: 0 });
    expect(bill.unpricedKwh).toBeCloseTo(2400, 6);
  });
});
