import { beforeEach, describe, expect, test } from '@jest/globals';
import { INTERVAL_MS, noneByClass } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import { EnergyTables } from './energy-tables.ts';
import { InMemoryEnergyStore } from './in-memory-energy-store.ts';
import { readLineEnergy, type EndedMeasures } from './line-energy.ts';

const index = new ModelIndex(testPlant());
const tables = new EnergyTables(index.model);
const MACHINES = tables.tree.meters.filter(({ level, line }) => level === 'machine' && line === 'line-1');
/** 08:00 at the plant. */
const T0 = Date.UTC(2026, 0, 5, 0);
const SPAN = { from: T0, to: T0 + 4 * INTERVAL_MS };

describe('the energy of a line', () => {
  let store: InMemoryEnergyStore;
  beforeEach(() => void (store = new InMemoryEnergyStore()));

  /** A quarter of an hour of every machine: kWh at work and waiting, and seconds at work, waiting and unknown. */
  const book = (quarter: number, work: number, idle: number, seconds: [number, number, number]) =>
    store.keep(
      MACHINES.map(({ id }) => ({
        meter: id,
        from: T0 + quarter * INTERVAL_MS,
        product: '',
        lot: '',
        shift: 'day',
        line: 'line-1',
        kwh: { ...noneByClass(), productive: work, idle },
        seconds: { ...noneByClass(), productive: seconds[0], idle: seconds[1], unknown: seconds[2] },
        estimatedKwh: 0,
        missingS: 0,
        good: 10,
        scrap: 0,
        mark: { time: T0 + quarter * INTERVAL_MS, counter: 0 },
      })),
    );
  const read = (saved: EndedMeasures = { ended: 0, measured: 0, savedKwh: null }) =>
    readLineEnergy({ index, store, tables, savedIn: async () => saved }, 'line-1', SPAN);

  test('is told with its peak, what waiting took and what measures saved, each with what it rests on', async () => {
    await book(0, 2, 0.5, [600, 300, 0]);
    await book(1, 3, 0, [900, 0, 0]);
    // A quarter that is half known is no peak, whatever it took.
    await book(2, 9, 0, [300, 0, 150]);
    const machines = MACHINES.length;
    expect(await read({ ended: 3, measured: 2, savedKwh: 6.5 })).toMatchObject({
      kwh: 14.5 * machines,
      known: 2250 / 3600,
      // Of the last station only.
      good: 30,
      peak: { kw: 12 * machines, from: T0 + INTERVAL_MS },
      peakKnown: 0.5,
      idleKwh: 0.5 * machines,
      stateKnown: 2100 / 3600,
      savedKwh: 6.5,
      measures: { ended: 3, measured: 2 },
    });
  });

  test('says that no saving is known where none was measured, which is not a saving of 0', async () => {
    await book(0, 2, 0.5, [600, 300, 0]);
    expect(await read({ ended: 1, measured: 0, savedKwh: null })).toMatchObject({
      savedKwh: null,
      measures: { ended: 1, measured: 0 },
    });
  });

  test('is nothing where nothing is recorded', async () => {
    expect(await read()).toBeNull();
  });
});
