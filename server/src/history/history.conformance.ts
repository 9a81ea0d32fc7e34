import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { HistorySeries } from '@linetwin/contracts';
import { QUALITY_BAD, QUALITY_UNCERTAIN } from '@linetwin/model';
import { samplesOf, type SampleRow } from '@linetwin/testing';
import fc from 'fast-check';
import type { HistoryStore } from './history.port.ts';

const ADDRESSES = ['site/area/line/m1/a', 'site/area/line/m1/b', 'site/area/line/m2/a'];
const T0 = Date.UTC(2026, 0, 5, 8);

export interface HistoryUnderTest {
  store: HistoryStore;
  dispose: () => Promise<void>;
}

/** The promises of the port, for every adapter. `create` gives an empty store that is started. */
export function historyStoreConformance(name: string, create: () => Promise<HistoryUnderTest>): void {
  describe(`${name} keeps the promises of HistoryStore`, () => {
    let subject: HistoryUnderTest;
    let store: HistoryStore;
    let mark: number;

    beforeEach(async () => {
      subject = await create();
      store = subject.store;
      mark = 0;
    });
    afterEach(() => subject.dispose());

    const append = (rows: readonly SampleRow[], addresses: readonly string[] = ADDRESSES) =>
      store.append(samplesOf(rows), addresses, ++mark);
    const raw = async (address: string): Promise<[number, number][]> => {
      // So many buckets that each holds one millisecond: the values as they were stored.
      const from = T0 - 1000;
      const [series] = await store.read({ signals: [address], from, to: from + 4999, points: 5000 });
      return series.time.map((time, i) => [time, series.last[i]]);
    };

    test('holds nothing and has mark 0 in the beginning', async () => {
      expect(store.lastMark()).toBe(0);
      expect(await store.latest()).toEqual([]);
      expect(await store.read({ signals: [ADDRESSES[0]], from: 0, to: T0, points: 10 })).toEqual([
        { signal: ADDRESSES[0], time: [], min: [], max: [], mean: [], last: [] },
      ]);
    });

    test('shows rows to readers as soon as append has resolved, in order of time', async () => {
      await append([
        [0, T0 + 2, 3],
        [1, T0, 10],
        [0, T0, 1],
        [0, T0 + 1, 2],
      ]);
      expect(store.lastMark()).toBe(1);
      expect(await raw(ADDRESSES[0])).toEqual([
        [T0, 1],
        [T0 + 1, 2],
        [T0 + 2, 3],
      ]);
      expect(await raw(ADDRESSES[1])).toEqual([[T0, 10]]);
    });

    test('says how every signal stood at an instant, a Bad value too', async () => {
      await append([
        [0, T0, 1],
        [0, T0 + 10, 2],
        [0, T0 + 20, 3, QUALITY_BAD],
        [1, T0 + 15, 7, QUALITY_UNCERTAIN],
        [2, T0 - 40 * 60_000, 5],
      ]);
      const at = async (time: number) =>
        new Map((await store.newestAt(time)).map((one) => [one.address, one]));
      const [a, b, c] = ADDRESSES;
      expect([...(await at(T0 - 3_000_000)).keys()]).toEqual([]);
      const early = await at(T0 + 10);
      expect(early.get(a)).toEqual({ address: a, time: T0 + 10, value: 2, quality: 0 });
      expect(early.has(b)).toBe(false);
      expect(early.get(c)).toEqual({ address: c, time: T0 - 40 * 60_000, value: 5, quality: 0 });
      const late = await at(T0 + 20);
      expect(late.get(a)).toMatchObject({ time: T0 + 20, quality: QUALITY_BAD });
      expect(late.get(b)).toEqual({ address: b, time: T0 + 15, value: 7, quality: QUALITY_UNCERTAIN });
    });

    test('goes through a range in steps, with the newest value of each signal in each', async () => {
      await append([
        [0, T0, 1],
        [0, T0 + 1, 2],
        [0, T0 + 100, 3],
        [0, T0 + 101, 4],
        [0, T0 + 200, 5],
        [0, T0 + 201, 6],
        [1, T0 + 150, 7],
      ]);
      const values = await store.steps({ from: T0, to: T0 + 200, stepMs: 100 });
      const seen = values.map(({ address, time, value }) => [address, time - T0, value]);
      expect(seen[0]).toEqual([ADDRESSES[0], 100, 3]);
      expect(new Set(seen.slice(1))).toEqual(
        new Set([
          [ADDRESSES[0], 200, 5],
          [ADDRESSES[1], 150, 7],
        ]),
      );
    });

    test('goes through a range in steps for the signals that are wanted, in the order of the steps', async () => {
      await append([
        [0, T0 + 50, 1],
        [1, T0 + 60, 2],
        [2, T0 + 70, 3],
        [1, T0 + 150, 4],
      ]);
      const of = async (signals: string[]) =>
        (await store.steps({ from: T0, to: T0 + 200, stepMs: 100, signals })).map(({ value }) => value);
      expect(await of([ADDRESSES[1]])).toEqual([2, 4]);
      expect(await of([ADDRESSES[1], 'never/stored/line/machine/signal'])).toEqual([2, 4]);
      expect(await of(['never/stored/line/machine/signal'])).toEqual([]);
    });

    test('folded step by step, a range ends as its end stood', async () => {
      const row = fc.tuple(
        fc.nat(2),
        fc.integer({ min: -5000, max: 5000 }).map((offset) => T0 + offset),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(row, { maxLength: 30 }),
          fc.integer({ min: 1, max: 4000 }),
          async (rows, stepMs) => {
            await append(rows);
            const folded = new Map((await store.newestAt(T0 - 2000)).map((one) => [one.address, one]));
            for (const one of await store.steps({ from: T0 - 2000, to: T0 + 3000, stepMs }))
              folded.set(one.address, one);
            const stood = new Map((await store.newestAt(T0 + 3000)).map((one) => [one.address, one]));
            expect(folded).toEqual(stood);
          },
        ),
        { numRuns: 12 },
      );
    });

    test('ignores a batch whose mark it has reached already', async () => {
      await append([[0, T0, 1]]);
      await store.append(samplesOf([[0, T0 + 1, 2]]), ADDRESSES, 1);
      await store.append(samplesOf([[0, T0 + 2, 3]]), ADDRESSES, 0);
      expect(await raw(ADDRESSES[0])).toEqual([[T0, 1]]);
      expect(store.lastMark()).toBe(1);
    });

    test('takes the mark of a batch without rows', async () => {
      await append([]);
      expect(store.lastMark()).toBe(1);
    });

    test('does not store a row whose signal and time it has, in the same batch or in a later one', async () => {
      await append([
        [0, T0, 1],
        [0, T0, 2],
        [0, T0 + 5, 3],
      ]);
      await append([
        [0, T0, 4],
        [0, T0 + 5, 5],
        [0, T0 + 3, 6],
        [0, T0 + 3, 7],
      ]);
      const kept = await raw(ADDRESSES[0]);
      expect(kept.map(([time]) => time)).toEqual([T0, T0 + 3, T0 + 5]);
      const [first, second, third] = kept.map(([, value]) => value);
      expect([1, 2, 4]).toContain(first);
      expect([6, 7]).toContain(second);
      expect([3, 5]).toContain(third);
      const [series] = await store.read({ signals: [ADDRESSES[0]], from: T0, to: T0 + 10, points: 1 });
      expect(series.mean[0]).toBeCloseTo((first + second + third) / 3, 12);
    });

    test('counts time in whole milliseconds', async () => {
      await append([
        [0, T0 + 0.2, 1],
        [0, T0 + 0.4, 2],
      ]);
      await append([[0, T0 + 0.3, 3]]);
      const [series] = await store.read({ signals: [ADDRESSES[0]], from: T0, to: T0 + 1, points: 1 });
      expect(series.time).toEqual([T0]);
      expect([1, 2, 3]).toContain(series.mean[0]);
    });

    test('takes rows that arrive late in between', async () => {
      await append([[0, T0 + 10, 2]]);
      await append([[0, T0, 1]]);
      expect(await raw(ADDRESSES[0])).toEqual([
        [T0, 1],
        [T0 + 10, 2],
      ]);
      expect(await store.latest()).toEqual([{ address: ADDRESSES[0], time: T0 + 10, value: 2, quality: 0 }]);
    });

    test('leaves Bad values out of reads and keeps Uncertain ones', async () => {
      await append([
        [0, T0, 1],
        [0, T0 + 1, NaN, QUALITY_BAD],
        [0, T0 + 2, 3, QUALITY_UNCERTAIN],
      ]);
      expect(await raw(ADDRESSES[0])).toEqual([
        [T0, 1],
        [T0 + 2, 3],
      ]);
    });

    test('gives the newest value of every signal, also when it is Bad', async () => {
      await append([
        [0, T0, 1],
        [0, T0 + 1, NaN, QUALITY_BAD],
        [2, T0 + 7, 4, QUALITY_UNCERTAIN],
      ]);
      const latest = (await store.latest()).sort((a, b) => a.time - b.time);
      expect(latest).toEqual([
        { address: ADDRESSES[0], time: T0 + 1, value: NaN, quality: QUALITY_BAD },
        { address: ADDRESSES[2], time: T0 + 7, value: 4, quality: QUALITY_UNCERTAIN },
      ]);
    });

    test('includes both ends of a range', async () => {
      await append([
        [0, T0 - 1, 0],
        [0, T0, 1],
        [0, T0 + 9, 2],
        [0, T0 + 10, 3],
      ]);
      const [series] = await store.read({ signals: [ADDRESSES[0]], from: T0, to: T0 + 9, points: 100 });
      expect(series.last).toEqual([1, 2]);
    });

    test('answers with nothing where a signal that it knows has no values', async () => {
      await append([[0, T0, 1]]);
      const [series] = await store.read({ signals: [ADDRESSES[0]], from: T0 + 1, to: T0 + 9, points: 10 });
      expect(series).toEqual({ signal: ADDRESSES[0], time: [], min: [], max: [], mean: [], last: [] });
    });

    test('answers in the order of the question, and an unknown signal with nothing', async () => {
      await append([
        [0, T0, 1],
        [1, T0, 2],
      ]);
      const signals = [ADDRESSES[1], 'site/area/line/m9/x', ADDRESSES[0]];
      const series = await store.read({ signals, from: T0, to: T0, points: 10 });
      expect(series.map(({ signal, last }) => [signal, last])).toEqual([
        [ADDRESSES[1], [2]],
        ['site/area/line/m9/x', []],
        [ADDRESSES[0], [1]],
      ]);
    });

    test('knows a signal by its address, whatever its index is in another plant model', async () => {
      await append([[0, T0, 1]]);
      await append([[1, T0 + 1, 2]], ['site/area/line/m0/new', ADDRESSES[0]]);
      expect(await raw(ADDRESSES[0])).toEqual([
        [T0, 1],
        [T0 + 1, 2],
      ]);
    });

    test('thins to buckets that keep first time, least, greatest, mean and last value', async () => {
      const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 });
      let start = T0;
      await fc.assert(
        fc.asyncProperty(values, fc.integer({ min: 2, max: 20 }), async (run, points) => {
          const from = (start += 1_000_000);
          const rows = run.map((value, i): SampleRow => [0, from + i * 7, value]);
          await append(rows);
          const to = from + run.length * 7;
          const [found] = await store.read({ signals: [ADDRESSES[0]], from, to, points });
          expect(found.time.length).toBeLessThanOrEqual(points);
          expectSeries(found, expectedBuckets(rows, from, to, points));
        }),
        { numRuns: 25 },
      );
    });

    test('thins over hours to buckets that begin in time and keep least, greatest, mean and last value', async () => {
      const hours = 6;
      const rows = Array.from({ length: hours * 60 }, (_, minute): SampleRow => [
        0,
        T0 + minute * 60_000 + 17,
        (minute * 37) % 101,
      ]);
      await append(rows);
      const to = T0 + hours * 3_600_000;
      const [found] = await store.read({ signals: [ADDRESSES[0]], from: T0 + 5, to, points: 10 });
      expect(found.time.length).toBeLessThanOrEqual(10);
      expect(found.time.length).toBeGreaterThanOrEqual(6);
      expectSeries(found, bucketsBetween(rows, found.time, to));
    });

    test('answers a long range with all values in it and none outside, to the millisecond', async () => {
      const rows = Array.from({ length: 2000 }, (_, i): SampleRow => [0, T0 + i * 17_011, (i * 37) % 1009]);
      const late = (_: SampleRow, i: number) => i % 50 < 3;
      await append(rows.filter((row, i) => !late(row, i)));
      await append(rows.filter(late));
      const time = fc.integer({ min: 0, max: 2000 * 17_011 });
      await fc.assert(
        fc.asyncProperty(time, time, fc.integer({ min: 2, max: 40 }), async (one, other, points) => {
          const [from, to] = [T0 + Math.min(one, other), T0 + Math.max(one, other)];
          const [found] = await store.read({ signals: [ADDRESSES[0]], from, to, points });
          expect(found.time.length).toBeLessThanOrEqual(points);
          const within = rows.filter(([, at]) => at >= from && at <= to);
          expectSeries(found, bucketsBetween(within, found.time, to));
        }),
        { numRuns: 30 },
      );
    });

    test('tells count, least, greatest, mean, standard deviation and percentiles of the values in a range', async () => {
      const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 });
      let start = T0;
      await fc.assert(
        fc.asyncProperty(values, async (run) => {
          const from = (start += 1_000_000);
          await append(run.map((value, i): SampleRow => [0, from + i * 7, value]));
          // Beside the range, and no value at all.
          await append([
            [0, from - 1, 5000],
            [0, from + 500, NaN, QUALITY_BAD],
            [0, from + 501, -5000],
          ]);
          const to = from + 500;
          const signals = ['site/area/line/m9/x', ADDRESSES[0]];
          const percents = [5, 50, 95];
          const [none, one] = await store.statistics({ signals, from, to, percents, exact: true });
          expect(none).toMatchObject({ signal: signals[0], count: 0, min: null, percentiles: null });
          const sorted = run.toSorted((a, b) => a - b);
          const mean = run.reduce((sum, value) => sum + value, 0) / run.length;
          const variance = run.reduce((sum, value) => sum + (value - mean) ** 2, 0) / run.length;
          expect(one).toMatchObject({ count: run.length, min: sorted[0], max: sorted.at(-1) });
          expect(one.mean).toBeCloseTo(mean, 9);
          expect(one.standardDeviation).toBeCloseTo(Math.sqrt(variance), 6);
          percents.forEach((percent, i) => {
            const rank = Math.ceil((percent / 100) * run.length) - 1;
            const near = [sorted[Math.max(0, rank - 1)], sorted[Math.min(run.length - 1, rank + 1)]];
            expect(one.percentiles![i]).toBeGreaterThanOrEqual(near[0]);
            expect(one.percentiles![i]).toBeLessThanOrEqual(near[1]);
          });
          const [, rough] = await store.statistics({ signals, from, to, percents, exact: false });
          expect(rough).toMatchObject({ count: run.length, min: sorted[0], max: sorted.at(-1) });
          expect(rough.mean).toBeCloseTo(mean, 9);
          expect([rough.standardDeviation, rough.percentiles]).toEqual([null, null]);
        }),
        { numRuns: 15 },
      );
    });

    test('gives values as they were stored, Bad ones too, in pieces that follow each other', async () => {
      await append([
        [0, T0, 1],
        [0, T0 + 2, NaN, QUALITY_BAD],
        [1, T0 + 2, 9],
        [0, T0 + 5, 3, QUALITY_UNCERTAIN],
        [0, T0 + 9, 4],
      ]);
      const range = { signal: ADDRESSES[0], to: T0 + 5, limit: 2 };
      expect(await store.values({ ...range, from: T0 })).toEqual({
        time: [T0, T0 + 2],
        value: [1, NaN],
        quality: [0, QUALITY_BAD],
      });
      expect(await store.values({ ...range, from: T0 + 3 })).toEqual({
        time: [T0 + 5],
        value: [3],
        quality: [QUALITY_UNCERTAIN],
      });
      expect(await store.values({ ...range, signal: 'site/area/line/m9/x', from: T0 })).toEqual({
        time: [],
        value: [],
        quality: [],
      });
    });

    test('takes appends that were not waited for, in their order', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, i) => append([[0, T0 + i, i]])));
      expect((await raw(ADDRESSES[0])).map(([, value]) => value)).toEqual(
        Array.from({ length: 20 }, (_, i) => i),
      );
      expect(store.lastMark()).toBe(20);
    });

    test('says what it is and how large', async () => {
      const { name: shown, bytes } = await store.figures();
      expect(shown.length).toBeGreaterThan(0);
      if (bytes !== undefined) expect(bytes).toBeGreaterThanOrEqual(0);
    });
  });
}

interface Bucket {
  time: number;
  values: number[];
}

/** The definition of a thinned series, written plainly. */
function expectedBuckets(rows: readonly SampleRow[], from: number, to: number, points: number): Bucket[] {
  const width = Math.max(1, Math.ceil((to - from + 1) / points));
  const buckets: Bucket[] = [];
  let open = -1;
  for (const [, time, value] of rows) {
    const bucket = Math.floor((time - from) / width);
    if (bucket !== open) buckets.push({ time, values: [] });
    open = bucket;
    buckets[buckets.length - 1].values.push(value);
  }
  return buckets;
}

/** What buckets must hold that begin at these times, each up to the next one; `rows` in order of time. */
function bucketsBetween(rows: readonly SampleRow[], times: readonly number[], to: number): Bucket[] {
  const inRange = rows.filter(([, time]) => time <= to && time >= (times[0] ?? Infinity));
  if (inRange.length < rows.filter(([, time]) => time <= to).length && times.length > 0)
    throw new Error('the first bucket begins after the first value');
  return times.map((time, i) => ({
    time,
    values: inRange
      .filter(([, at]) => at >= time && at < (times[i + 1] ?? Infinity))
      .map(([, , value]) => value),
  }));
}

function expectSeries(found: HistorySeries, buckets: readonly Bucket[]): void {
  expect(found.time).toEqual(buckets.map(({ time }) => time));
  expect(found.min).toEqual(buckets.map(({ values }) => Math.min(...values)));
  expect(found.max).toEqual(buckets.map(({ values }) => Math.max(...values)));
  expect(found.last).toEqual(buckets.map(({ values }) => values[values.length - 1]));
  buckets.forEach(({ values }, i) =>
    expect(found.mean[i]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9),
  );
}
