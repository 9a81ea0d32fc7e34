import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { PlantEnergy } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { CarbonBook } from '../carbon/carbon-book.ts';
import { meanPowerFactor, monthBill, powerFactorAdjustment } from './bill.ts';
import { PlantClock } from './plant-clock.ts';
import { hoursOfMonth, TariffBook } from './tariff-book.ts';

const FOLDER = fileURLToPath(new URL('../../../../plants/liaocheng/', import.meta.url));
const clock = new PlantClock('Asia/Shanghai');
/** Ms of a plant time such as 2026-01-15T17:30. */
const at = (local: string) => Date.parse(`${local}:00+08:00`);
let energy: PlantEnergy;
let book: TariffBook;

beforeAll(async () => {
  ({ energy } = await readPlantFolder(FOLDER));
  book = new TariffBook(energy.tariffs, 'shandong', clock);
});

describe('the tariff of Shandong', () => {
  test.each([
    ['2026-01-15T17:30', 'sharp', 1.136],
    ['2026-01-15T08:00', 'peak', 0.986],
    ['2026-01-15T22:00', 'flat', 0.635],
    ['2026-01-15T03:00', 'valley', 0.284],
    ['2026-01-15T12:00', 'deepValley', 0.183],
  ])('prices %s as the worked 110 kV example of 2026 does: %s, %d yuan/kWh', (local, period, yuan) => {
    const price = book.priceAt(at(local));
    expect(price?.period).toBe(period);
    expect(price?.yuanPerKwh).toBeCloseTo(yuan, 3);
  });

  test('multiplies the floating part and leaves the fixed part as it is', () => {
    expect(book.priceAt(at('2026-07-01T18:00'))).toMatchObject({
      floatingYuanPerKwh: 0.5014 * 2,
      fixedYuanPerKwh: 0.1332,
    });
  });

  test('has the hours of each season, to the hour', () => {
    const letters = (month: number) =>
      hoursOfMonth(energy.tariffs.at(-1)!, month)
        .map((period) => ({ sharp: 'S', peak: 'P', flat: '.', valley: 'v', deepValley: 'd' })[period])
        .join('');
    for (const month of [12, 1, 2]) expect(letters(month)).toBe('..vvvv.PP.vdddv.SSSPP...');
    for (const month of [3, 4, 5]) expect(letters(month)).toBe('..........vdddv..SSSPP..');
    expect(letters(6)).toBe('.......vvvvv....PSSSSSP.');
    for (const month of [7, 8]) expect(letters(month)).toBe('.vvvvv..........PSSSSSP.');
    for (const month of [9, 10, 11]) expect(letters(month)).toBe('..........vdddv.PSSPP...');
  });

  test('has a table for 2025 and one for 2026, and none before', () => {
    expect(book.tariffAt(at('2025-12-31T23:59'))?.tariff).toBe('shandong-2025');
    expect(book.tariffAt(at('2026-01-01T00:00'))?.tariff).toBe('shandong-2026');
    expect(book.priceAt(at('2024-12-31T23:59'))).toBeUndefined();
  });

  test('takes the price row of the day when prices change inside a year', () => {
    const [, table] = energy.tariffs;
    const march = { from: '2026-03-01', floatingYuanPerKwh: 0.6, fixedYuanPerKwh: 0.1, source: 'test' };
    const changed = new TariffBook([{ ...table, prices: [...table.prices, march] }], 'shandong', clock);
    expect(changed.priceAt(at('2026-02-28T23:00'))?.yuanPerKwh).toBeCloseTo(0.6346, 4);
    expect(changed.priceAt(at('2026-03-01T00:00'))?.yuanPerKwh).toBeCloseTo(0.7, 4);
  });
});

describe('a bill', () => {
  test.each([
    [1, -0.0075],
    [0.95, -0.0075],
    [0.92, -0.003],
    [0.9, 0],
    [0.89, 0.005],
    [0.7, 0.1],
    [0.65, 0.15],
    [0.6, 0.2],
  ])('at a power factor of %d is adjusted by %d', (factor, share) => {
    expect(powerFactorAdjustment(energy.tariffs[1], factor)).toBeCloseTo(share, 6);
  });

  test('of a two-part user adds the maximum demand, and the power factor works on both', () => {
    const use = { energyYuan: 100_000, maximumDemandKw: 1000, ratedKva: 2000, powerFactor: 0.89 };
    expect(monthBill(energy.tariffs[1], 'demand', use)).toEqual({
      energyYuan: 100_000,
      basicYuan: 38_000,
      powerFactorYuan: expect.closeTo(690, 6),
      totalYuan: expect.closeTo(138_690, 6),
    });
  });

  test('goes by the power factor of the sums over the month', () => {
    expect(meanPowerFactor(400, 300)).toBeCloseTo(0.8, 9);
    expect(meanPowerFactor(0, 0)).toBeNull();
  });
});

describe('a carbon factor', () => {
  test('is the provincial one of its year', () => {
    const carbon = new CarbonBook(energy.carbonFactors, 'shandong');
    expect(carbon.factorOf(2023)).toMatchObject({ kgPerKwh: 0.6191, year: 2023, exact: true });
    expect(carbon.factorOf(2022)).toMatchObject({ kgPerKwh: 0.641, exact: true });
  });

  test('of a year that has none is the newest before it, and says so', () => {
    const carbon = new CarbonBook(energy.carbonFactors, 'shandong');
    expect(carbon.factorOf(2026)).toMatchObject({ kgPerKwh: 0.6191, year: 2023, exact: false });
    expect(new CarbonBook(energy.carbonFactors, 'atlantis').factorOf(2026)).toBeUndefined();
  });
});

describe('the clock of a plant', () => {
  test('knows the day, the weekday and the hour in its zone', () => {
    expect(clock.at(at('2026-11-26T00:15'))).toEqual({
      day: '2026-11-26',
      month: 11,
      weekday: 4,
      hour: 0,
      minute: 15,
    });
  });

  test('follows a zone that changes its hour', () => {
    const berlin = new PlantClock('Europe/Berlin');
    expect(berlin.at(Date.parse('2026-03-29T00:59:00Z')).hour).toBe(1);
    expect(berlin.at(Date.parse('2026-03-29T01:00:00Z')).hour).toBe(3);
    expect(new Date(berlin.startOfDay('2026-03-30')).toISOString()).toBe('2026-03-29T22:00:00.000Z');
  });
});
