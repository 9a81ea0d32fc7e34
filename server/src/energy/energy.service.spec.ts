import { beforeEach, describe, expect, test } from '@jest/globals';
import { INTERVAL_MS, noneByClass } from '@linetwin/energy';
import { loadPlant, ModelIndex } from '@linetwin/model';
import { TEST_PLANT_TEXTS } from '@linetwin/testing';
import { EnergyTables } from './energy-tables.ts';
import { EnergyService, UnknownMeterError } from './energy.service.ts';
import { InMemoryEnergyStore } from './in-memory-energy-store.ts';
import { ReadingsService } from './readings.service.ts';

const name = (id: string) => `name: { zh: ${id}, en: ${id} }`;
const ENERGY = [
  {
    file: 'energy/meters.yaml',
    text: `
billing: { tariffRegion: here, carbonRegion: here }
meters:
  - { id: site, ${name('site')}, level: site }
  - { id: T1, ${name('T1')}, level: transformer, parent: site, readings: true, ratedKva: 500 }
  - { id: line-1, ${name('line-1')}, level: line, parent: T1, line: line-1 }
`,
  },
  {
    file: 'energy/tariff.yaml',
    text: `
tariff: t
${name('t')}
region: here
from: '2026-01-01'
source: test
multipliers: { sharp: 2, peak: 1.5, flat: 1, valley: 0.5, deepValley: 0.1 }
seasons: [{ months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], sharp: [[8, 9]] }]
prices: [{ from: '2026-01-01', floatingYuanPerKwh: 0.5, fixedYuanPerKwh: 0.1, source: test }]
`,
  },
  {
    file: 'energy/carbon.yaml',
    text: 'carbonFactors: [{ region: here, year: 2025, kgPerKwh: 0.6, source: test }]',
  },
];
const index = new ModelIndex(loadPlant([...TEST_PLANT_TEXTS, ...ENERGY]));
const tables = new EnergyTables(index.model);
/** 08:00 at the plant: an hour of the sharp price. */
const T0 = Date.UTC(2026, 0, 5, 0);
const HOUR = 4 * INTERVAL_MS;

let store: InMemoryEnergyStore;
let energy: EnergyService;
let readings: ReadingsService;
beforeEach(() => {
  store = new InMemoryEnergyStore();
  const parts = { index, store, tables, now: () => T0 + 30 * 24 * HOUR };
  energy = new EnergyService(parts);
  readings = new ReadingsService(parts);
});

/** Quarters of a machine, each with the same energy and parts. */
const book = (meter: string, quarters: number, kwh: number, good = 10, first = T0) =>
  store.keep(
    Array.from({ length: quarters }, (_, i) => ({
      meter,
      from: first + i * INTERVAL_MS,
      product: '',
      lot: '',
      shift: 'day',
      line: meter.split('/')[0],
      kwh: { ...noneByClass(), productive: kwh * 0.8, idle: kwh * 0.2 },
      seconds: { ...noneByClass(), productive: 600, idle: 300 },
      estimatedKwh: 0,
      missingS: 0,
      good,
      scrap: 1,
      mark: { time: first + (i + 1) * INTERVAL_MS - 1, counter: 0 },
    })),
  );
const day = { from: T0, to: T0 + 2 * HOUR };

describe('the energy of a plant', () => {
  test('adds up along the tree, in kWh, yuan and kg, with lines that no meter names below the site', async () => {
    await book('line-1/P1', 8, 10);
    await book('line-1/S1', 8, 5);
    await book('line-2/P9', 8, 2);
    const answer = await energy.overview(day);
    const of = (id: string) => answer.meters.find(({ meter }) => meter === id);
    expect(of('line-1')).toMatchObject({ kwh: 120, missing: 0 });
    expect(of('site')).toMatchObject({ kwh: 136, missing: 0 });
    // An hour at 2 × 0.5 + 0.1, an hour at 0.5 + 0.1.
    expect(of('site')!.yuan).toBeCloseTo(68 * 1.1 + 68 * 0.6, 9);
    expect(of('site')!.kgCo2).toBeCloseTo(136 * 0.6, 9);
    expect(answer.carbon).toEqual([
      { year: 2026, kgPerKwh: 0.6, factorYear: 2025, exact: false, source: 'test' },
    ]);
  });

  test('says what share of the time is not known, from the first quarter that ever was', async () => {
    await book('line-1/P1', 6, 10);
    const answer = await energy.overview({ from: T0 - 24 * HOUR, to: T0 + 2 * HOUR });
    expect(answer.from).toBe(T0);
    expect(answer.meters.find(({ meter }) => meter === 'line-1/P1')?.missing).toBeCloseTo(0.25, 9);
  });

  test('does not call time missing that only an imported file reaches back to', async () => {
    await book('line-1/P1', 8, 10);
    await book('T1', 8, 10, 0, T0 - 48 * HOUR);
    const answer = await energy.overview({ from: T0 - 96 * HOUR, to: T0 + 2 * HOUR });
    expect(answer.from).toBe(T0);
  });

  test('is attributed by state and shift, with parts from the end of the line and scrap from everywhere', async () => {
    await book('line-1/P1', 4, 10, 12);
    await book('line-1/Q1', 4, 10, 11);
    const { rows } = await energy.attribute({ ...day, by: ['shift'], line: 'line-1' });
    expect(rows).toMatchObject([{ key: { shift: 'day' }, good: 44, scrap: 8 }]);
    expect(rows[0].kwh.idle).toBeCloseTo(16, 9);
    const byMeter = await energy.attribute({ ...day, by: ['meter'], meter: 'line-1/P1' });
    expect(byMeter.rows.map(({ key, good }) => [key.meter, good])).toEqual([['line-1/P1', 48]]);
    await expect(energy.attribute({ ...day, by: [], line: 'nowhere' })).rejects.toThrow(UnknownMeterError);
  });

  test('by quarters has the price of each', async () => {
    await book('line-1/P1', 8, 10);
    const series = await energy.series({ ...day, meter: 'site' });
    expect(series.kwh).toEqual([10, 10, 10, 10, 10, 10, 10, 10]);
    expect(series.period).toEqual([...Array(4).fill('sharp'), ...Array(4).fill('flat')]);
    expect(series.yuanPerKwh[0]).toBeCloseTo(1.1, 9);
  });

  test('counts a machine in what is known of a quarter by the energy it uses', async () => {
    await book('line-1/P1', 8, 15);
    await book('line-1/Q1', 4, 5);
    const { known } = await energy.series({ ...day, meter: 'line-1' });
    // The second hour lacks the machine that takes a quarter of their power.
    expect(known[7] / known[0]).toBeCloseTo(0.75, 9);
    expect(known[0]).toBeLessThanOrEqual(1);
  });
});

describe('a file of readings', () => {
  const file = (value: (quarter: number) => number, quarters = 192) =>
    [
      'time,kWh',
      ...Array.from({ length: quarters }, (_, i) => {
        const local = new Date(T0 + i * INTERVAL_MS + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ');
        return `${local},${value(i)}`;
      }),
    ].join('\n');
  const request = (text: string, rest = {}) => ({
    meter: 'T1',
    file: 'march.csv',
    text,
    form: 'energy-from-start' as const,
    unit: 'kWh' as const,
    intervalMinutes: 15 as const,
    clockOffsetMinutes: 0,
    ...rest,
  });

  test('is taken, speaks for what hangs below, and is held against it', async () => {
    await book('line-1/P1', 192, 10);
    const taken = await readings.import(request(file(() => 10.1)), 'Li Wei');
    expect(taken).toMatchObject({ meter: 'T1', taken: 192, expected: 192, by: 'Li Wei', problems: [] });
    const answer = await energy.overview({ from: T0, to: T0 + 48 * HOUR });
    expect(answer.imbalances).toMatchObject([{ meter: 'T1', state: 'balanced' }]);
    expect(answer.meters.find(({ meter }) => meter === 'site')?.kwh).toBeCloseTo(192 * 10.1, 6);
    expect(await readings.imports(5)).toEqual([taken]);
  });

  test('in another unit is told before anything is taken, and taken when that is said', async () => {
    await book('line-1/P1', 192, 10);
    const wrong = file(() => 0.0101);
    const preview = await readings.preview(request(wrong));
    expect(preview).toMatchObject({ comparedWith: 'meters below', taken: 0, lostShare: 1 });
    expect(preview.problems).toMatchObject([{ kind: 'unit', factor: expect.closeTo(1000, 3) }]);
    await expect(readings.import(request(wrong), 'Li Wei')).rejects.toThrow(
      'Nothing of the file can be taken',
    );
    expect(await readings.preview(request(wrong, { unit: 'MWh' }))).toMatchObject({
      problems: [],
      lostShare: 0,
    });
  });

  test('with missing hours leaves the sum above to the meters below, and says what it lacks', async () => {
    await book('line-1/P1', 192, 10);
    await readings.import(
      request(
        file(() => 10.1)
          .split('\n')
          .filter((_, i) => i < 60 || i > 80)
          .join('\n'),
      ),
      'Li Wei',
    );
    const answer = await energy.overview({ from: T0, to: T0 + 48 * HOUR });
    expect(answer.meters.find(({ meter }) => meter === 'site')?.kwh).toBeCloseTo(1920, 6);
    expect((await readings.imports(1))[0].problems).toMatchObject([{ kind: 'missing', count: 21 }]);
  });

  test('is not taken for a meter that is connected or computed, or that nobody knows', async () => {
    await expect(readings.preview({ ...request(file(() => 1)), meter: 'line-1' })).rejects.toThrow(
      'only meters with "readings: true" take files',
    );
    await expect(readings.preview({ ...request(file(() => 1)), meter: 'T9' })).rejects.toThrow(
      UnknownMeterError,
    );
  });
});
