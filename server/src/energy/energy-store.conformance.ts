import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { INTERVAL_MS, noneByClass, totalOf } from '@linetwin/energy';
import type { EnergyStore, MeterImport, StoredInterval } from './energy-store.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const quarter = (n: number) => T0 + n * INTERVAL_MS;

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function energyStoreConformance(
  name: string,
  create: () => Promise<{ store: EnergyStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of EnergyStore`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let store: EnergyStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    const interval = (meter: string, n: number, rest: Partial<StoredInterval> = {}): StoredInterval => ({
      meter,
      from: quarter(n),
      product: '',
      lot: '',
      shift: 'early',
      line: 'l1',
      kwh: { productive: 6, idle: 2, standby: 1, 'start-up': 0.5, unknown: 0.5 },
      seconds: { productive: 600, idle: 200, standby: 50, 'start-up': 30, unknown: 20 },
      estimatedKwh: 0.25,
      missingS: 1,
      good: 100,
      scrap: 2,
      mark: { time: quarter(n + 1) - 1, counter: 1000 + 10 * n },
      ...rest,
    });
    const all = { from: T0, to: quarter(100), meters: ['a', 'b', 'c'] };
    const rates = (from: number) =>
      from === quarter(3)
        ? { floatingYuanPerKwh: null, fixedYuanPerKwh: null, kgPerKwh: null }
        : { floatingYuanPerKwh: from === T0 ? 1 : 0.1, fixedYuanPerKwh: 0.2, kgPerKwh: 0.6 };

    test('has nothing in the beginning, and takes nothing', async () => {
      await store.keep([]);
      expect(await store.attribute(all, ['meter'], rates)).toEqual([]);
      expect(await store.attribute(all, [], rates)).toEqual([]);
      expect(await store.attribute({ ...all, meters: [] }, [], rates)).toEqual([]);
      expect(await store.series(all, { g: ['a'] })).toEqual([]);
      expect(await store.since(['a'])).toBeUndefined();
      expect(await store.books('l1')).toEqual([]);
      expect(await store.imports(10)).toEqual([]);
    });

    test('keeps the word with the greatest mark, in whatever order and however often they come', async () => {
      const words = [1, 2, 3].map((n) =>
        interval('a', 0, {
          kwh: { ...noneByClass(), productive: n },
          mark: { time: quarter(0) + n, counter: n },
        }),
      );
      await store.keep([words[2], words[0], words[1], words[2]]);
      await store.keep([words[1]]);
      await store.keep([words[0]]);
      expect(await store.books('l1')).toEqual([words[2]]);
    });

    test('gives what the owner of a line needs to go on: the quarter of the newest mark of each meter', async () => {
      const rows = [
        interval('a', 0),
        interval('a', 1, { lot: '1' }),
        interval('a', 1, { lot: '2' }),
        interval('b', 4),
        interval('c', 9, { line: 'l2' }),
      ];
      await store.keep(rows);
      const books = await store.books('l1');
      expect(books).toHaveLength(3);
      expect(books).toEqual(expect.arrayContaining([rows[1], rows[2], rows[3]]));
    });

    test('sums along keys, each interval at its own price, floating and fixed part apart', async () => {
      await store.keep([
        interval('a', 0),
        interval('a', 1, { lot: 'x' }),
        interval('b', 0, { shift: 'late' }),
        interval('d', 0),
      ]);
      const byMeter = await store.attribute(all, ['meter'], rates);
      const a = byMeter.find(({ key }) => key.meter === 'a')!;
      expect(a.key).toEqual({ meter: 'a', product: '', lot: '', shift: '' });
      expect(totalOf(a.kwh)).toBeCloseTo(20, 9);
      expect(a.kwh.idle).toBeCloseTo(4, 9);
      expect(a.seconds['start-up']).toBeCloseTo(60, 9);
      expect(a.yuan.idle).toBeCloseTo(2 * 1.2 + 2 * 0.3, 9);
      expect(a.floatingYuan).toBeCloseTo(10 + 1, 9);
      expect(a.fixedYuan).toBeCloseTo(4, 9);
      expect(a.kgCo2).toBeCloseTo(12, 9);
      expect(a).toMatchObject({ estimatedKwh: 0.5, missingS: 2, good: 200, scrap: 4, unpricedKwh: 0 });
      expect(byMeter.map(({ key }) => key.meter).sort()).toEqual(['a', 'b']);
      const byShift = await store.attribute(all, ['shift', 'lot'], rates);
      expect(byShift.map(({ key, good }) => [key.shift, key.lot, good]).sort()).toEqual([
        ['early', '', 100],
        ['early', 'x', 100],
        ['late', '', 100],
      ]);
      const [whole] = await store.attribute(all, [], rates);
      expect(totalOf(whole.kwh)).toBeCloseTo(30, 9);
    });

    test('says how much has no price', async () => {
      await store.keep([interval('a', 2), interval('a', 3)]);
      const [sum] = await store.attribute(all, [], rates);
      expect(sum.unpricedKwh).toBeCloseTo(10, 9);
      expect(sum.floatingYuan).toBeCloseTo(1, 9);
    });

    test('takes the begin of a range and leaves its end', async () => {
      await store.keep([0, 1, 2].map((n) => interval('a', n)));
      const [sum] = await store.attribute({ ...all, from: quarter(1), to: quarter(2) }, [], rates);
      expect(totalOf(sum.kwh)).toBeCloseTo(10, 9);
      expect(await store.since(['a', 'z'])).toBe(T0);
    });

    test('gives groups of meters by quarter in time order; a meter may be in several', async () => {
      await store.keep([interval('b', 1), interval('a', 1), interval('a', 0)]);
      expect(await store.series(all, { both: ['a', 'b'], one: ['a'] })).toEqual([
        { group: 'both', from: T0, kwh: 10, knownS: 900, good: 100, productiveS: 600, standbyS: 50 },
        { group: 'one', from: T0, kwh: 10, knownS: 900, good: 100, productiveS: 600, standbyS: 50 },
        {
          group: 'both',
          from: quarter(1),
          kwh: 20,
          knownS: 1800,
          good: 200,
          productiveS: 1200,
          standbyS: 100,
        },
        { group: 'one', from: quarter(1), kwh: 10, knownS: 900, good: 100, productiveS: 600, standbyS: 50 },
      ]);
    });

    test('counts the known seconds of a meter by its weight, and nothing else', async () => {
      await store.keep([interval('a', 0), interval('b', 0)]);
      const [sum] = await store.series(all, { both: ['a', 'b'] }, new Map([['a', 0.25]]));
      expect(sum).toEqual({
        group: 'both',
        from: T0,
        kwh: 20,
        knownS: 1125,
        good: 200,
        productiveS: 1200,
        standbyS: 100,
      });
    });

    test('gives the good parts of groups by product, without quarters in which none were made', async () => {
      await store.keep([
        interval('a', 0, { product: '6205', good: 7 }),
        interval('a', 0, { product: '6205', lot: '2', good: 3 }),
        interval('a', 0, { product: '6006', good: 4 }),
        interval('b', 0, { product: '6205', good: 5 }),
        interval('b', 1, { good: 0 }),
        interval('b', 2, { product: '6205', good: 2 }),
      ]);
      expect(await store.products(all, {})).toEqual([]);
      expect(await store.products(all, { both: ['a', 'b'] })).toEqual([
        { group: 'both', from: T0, product: '6006', good: 4 },
        { group: 'both', from: T0, product: '6205', good: 15 },
        { group: 'both', from: quarter(2), product: '6205', good: 2 },
      ]);
    });

    test('puts imported readings in the place of what the meter had in that time', async () => {
      await store.keep([interval('a', 0), interval('a', 5), interval('b', 1)]);
      const note: MeterImport = {
        id: 'i1',
        meter: 'a',
        at: T0 + 0.5,
        by: 'Li Wei',
        file: 'march.csv',
        from: quarter(0),
        to: quarter(4),
        taken: 1,
        expected: 4,
        problems: [{ kind: 'missing', from: quarter(2), to: quarter(4), count: 2 }],
      };
      await store.import(note, [interval('a', 1, { line: '', shift: '', mark: { time: 0, counter: 0 } })]);
      expect((await store.series(all, { a: ['a'] })).map(({ from }) => from)).toEqual([
        quarter(1),
        quarter(5),
      ]);
      expect(await store.imports(10)).toEqual([note]);
      await store.import({ ...note, id: 'i2', at: T0 + 1 }, []);
      expect((await store.series(all, { a: ['a'] })).map(({ from }) => from)).toEqual([quarter(5)]);
      expect((await store.imports(1)).map(({ id }) => id)).toEqual(['i2']);
    });
  });
}
