import { beforeEach, describe, expect, test } from '@jest/globals';
import { noProduction, noTime, PRODUCTION_INTERVAL_MS } from '@linetwin/kpi';
import type { ProductionStore, ProductionWords, StoredProduction } from './production-store.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const quarter = (n: number) => T0 + n * PRODUCTION_INTERVAL_MS;
type StopWord = ProductionWords['stops'][number];

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function productionStoreConformance(name: string, create: () => Promise<ProductionStore>): void {
  describe(`${name} keeps the promises of ProductionStore`, () => {
    let store: ProductionStore;
    beforeEach(async () => void (store = await create()));

    const interval = (
      machine: string,
      n: number,
      rest: Partial<StoredProduction> = {},
    ): StoredProduction => ({
      ...noProduction(),
      machine,
      from: quarter(n),
      product: '6205',
      order: '',
      shift: 'early',
      line: 'l1',
      time: { ...noTime(), run: 600, held: 200, down: 100 },
      good: 60,
      scrap: 1,
      timedItems: 61,
      plannedRunS: 488,
      failures: 1,
      repairS: 100,
      microStops: 2,
      microStopS: 80,
      mark: { time: quarter(n + 1) - 1, good: 1000 + n, scrap: 10, rework: null },
      ...rest,
    });
    const stop = (machine: string, from: number, rest: Partial<StopWord> = {}): StopWord => ({
      machine,
      from,
      to: from + 420_000,
      line: 'l1',
      class: 'held',
      time: { ...noTime(), held: 420 },
      cause: null,
      product: '6205',
      order: '',
      shift: 'early',
      bookedUntil: from + 420_000,
      ...rest,
    });
    const keep = (intervals: StoredProduction[], stops: StopWord[] = []) => store.keep({ intervals, stops });
    const all = { from: T0, to: quarter(100) };

    test('has nothing in the beginning, and takes nothing', async () => {
      await keep([]);
      expect(await store.sums(all, ['product'])).toEqual([]);
      expect(await store.books('l1')).toEqual({ intervals: [], stops: [] });
      expect(await store.stops(all, 10)).toEqual([]);
      expect(await store.explain('a', 1, { reason: 'r', note: null, by: 'Li', at: 1 })).toBeUndefined();
    });

    test('gives every figure of an interval back', async () => {
      await keep([interval('a', 0)]);
      expect((await store.books('l1')).intervals).toEqual([interval('a', 0)]);
      const {
        machine: _m,
        from: _f,
        product: _p,
        order: _o,
        shift: _s,
        line: _l,
        mark: _k,
        ...sums
      } = interval('a', 0);
      expect(await store.sums(all, [])).toEqual([
        { machine: 'a', product: '', order: '', shift: '', bucket: 0, sums },
      ]);
    });

    test('keeps the word that is booked furthest, in whatever order and however often they come', async () => {
      const words = [1, 2, 3].map((n) =>
        interval('a', 0, { good: n, mark: { time: quarter(0) + n, good: n, scrap: 0, rework: null } }),
      );
      const stops = [1, 2, 3].map((n) =>
        stop('a', T0, { to: null, time: { ...noTime(), held: n }, bookedUntil: T0 + n }),
      );
      await keep([words[2], words[0]], [stops[2], stops[0]]);
      await keep([words[1]], [stops[1]]);
      await keep([words[2]], [stops[2]]);
      expect((await store.sums(all, []))[0].sums.good).toBe(3);
      expect((await store.stops(all, 10)).map(({ time }) => time.held)).toEqual([3]);
    });

    test('adds up by machine, keys and spans of time, within the range only', async () => {
      await keep([
        interval('a', 0),
        interval('a', 1, { shift: 'late' }),
        interval('a', 2, { product: 'other', order: 'o7' }),
        interval('a', 200),
        interval('b', 1),
        interval('c', 1, { line: 'l2' }),
      ]);
      const found = await store.sums({ ...all, line: 'l1' }, ['shift']);
      expect(found.map((one) => [one.machine, one.shift, one.product, one.sums.good])).toEqual(
        expect.arrayContaining([
          ['a', 'early', '', 120],
          ['a', 'late', '', 60],
          ['b', 'early', '', 60],
        ]),
      );
      expect(found).toHaveLength(3);
      const spans = await store.sums(all, [], [quarter(0), quarter(1), quarter(3)]);
      expect(
        spans.filter(({ machine }) => machine === 'a').map(({ bucket, sums }) => [bucket, sums.time.run]),
      ).toEqual(
        expect.arrayContaining([
          [0, 600],
          [1, 1200],
        ]),
      );
      const [order] = (await store.sums(all, ['order', 'product'])).filter(({ order: id }) => id === 'o7');
      expect(order).toMatchObject({ product: 'other', sums: { good: 60 } });
    });

    test('gives the next owner the newest quarter of each machine and what still stands', async () => {
      await keep(
        [interval('a', 0), interval('a', 3), interval('b', 1), interval('c', 1, { line: 'l2' })],
        [stop('a', T0), stop('b', T0, { to: null }), stop('c', T0, { to: null, line: 'l2' })],
      );
      const { intervals, stops } = await store.books('l1');
      expect(intervals.map(({ machine, from }) => [machine, from]).sort()).toEqual([
        ['a', quarter(3)],
        ['b', quarter(1)],
      ]);
      expect(stops).toEqual([stop('b', T0, { to: null })]);
    });

    test('gives stops that touch a span, newest first, the open ones too', async () => {
      await keep(
        [],
        [
          stop('a', T0 - 900_000),
          stop('a', T0 - 60_000),
          stop('b', T0 + 1000, { to: null, cause: { kind: 'alarm', alarm: 'b/temp high' } }),
          stop('c', T0 + 2000, { line: 'l2' }),
        ],
      );
      expect((await store.stops({ ...all, line: 'l1' }, 10)).map(({ from }) => from - T0)).toEqual([
        1000, -60_000,
      ]);
      expect(await store.stops({ ...all, machine: 'b' }, 10)).toMatchObject([
        { to: null, cause: { kind: 'alarm', alarm: 'b/temp high' }, explanation: null },
      ]);
      expect(await store.stops(all, 1)).toHaveLength(1);
    });

    test('keeps what a person said, whatever is booked later', async () => {
      await keep([], [stop('a', T0, { to: null, bookedUntil: T0 + 5 })]);
      const explanation = { reason: 'tool-change', note: '第三把刀', by: '李伟', at: T0 + 9 };
      expect(await store.explain('a', T0, explanation)).toMatchObject({ explanation });
      await keep([], [stop('a', T0)]);
      expect(await store.stops(all, 10)).toMatchObject([{ to: T0 + 420_000, explanation }]);
      expect(await store.stops({ ...all, classes: ['held'], reasons: ['tool-change'] }, 10)).toHaveLength(1);
      expect(await store.stops({ ...all, classes: ['down'] }, 10)).toEqual([]);
      expect(await store.stops({ ...all, reasons: ['other'] }, 10)).toEqual([]);
    });
  });
}
