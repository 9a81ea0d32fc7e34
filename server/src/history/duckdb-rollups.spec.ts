import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { QUALITY_BAD } from '@linetwin/model';
import { samplesOf, temporaryFolder, type SampleRow } from '@linetwin/testing';
import { DuckDbHistory, type DuckDbHistoryOptions } from './duckdb-history.ts';
import { planRead } from './rollups.ts';

// Some tests sort hundreds of small runs, which a busy machine takes half a minute for.
jest.setTimeout(60_000);

const A = 'site/area/line/m1/a';
const T0 = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOTHING_DROPPED = { rawFrom: 0, minuteFrom: 0 };

/** One value every ten seconds, each different from its neighbours. */
const valuesOf = (from: number, to: number): SampleRow[] =>
  Array.from({ length: Math.ceil((to - from) / 10_000) }, (_, i) => [
    0,
    from + i * 10_000,
    ((from - T0) / 10_000 + i) % 997,
  ]);

describe('DuckDbHistory rolls up', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let store: DuckDbHistory;
  let mark = 0;
  const options: Partial<DuckDbHistoryOptions> = { retention: { rawDays: 1, minuteDays: 3 } };
  const open = async (more: Partial<DuckDbHistoryOptions> = options) => {
    store = new DuckDbHistory({
      path: join(folder.path, 'h.duckdb'),
      memoryLimitMb: 128,
      threads: 1,
      ...more,
    });
    await store.start();
  };
  beforeEach(async () => {
    folder = await temporaryFolder();
    mark = 0;
    await open();
  });
  afterEach(() => store.stop().then(folder.remove));

  const add = (rows: SampleRow[]) => store.append(samplesOf(rows), [A], ++mark);
  const read = async (from: number, to: number, points: number) =>
    (await store.read({ signals: [A], from, to, points }))[0];
  const expected = (rows: readonly SampleRow[], from: number, to: number, width: number) => {
    const buckets = new Map<number, SampleRow[]>();
    for (const row of rows) {
      if (row[1] < from || row[1] > to) continue;
      const bucket = Math.floor((row[1] - Math.floor(from / MINUTE) * MINUTE) / width);
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), row]);
    }
    const lists = [...buckets.values()].map((list) => [...list].sort((a, b) => a[1] - b[1]));
    const values = lists.map((list) => list.map((row) => row[2]));
    return {
      signal: A,
      time: lists.map((list) => list[0][1]),
      min: values.map((list) => Math.min(...list)),
      max: values.map((list) => Math.max(...list)),
      mean: values.map((list) => list.reduce((sum, value) => sum + value, 0) / list.length),
      last: values.map((list) => list.at(-1)!),
    };
  };

  test('to what the rows themselves give, with both ends to the millisecond', async () => {
    const rows = valuesOf(T0, T0 + 6 * HOUR);
    await add([...rows, [0, T0 + HOUR + 1, NaN, QUALITY_BAD]]);
    await store.sort();
    const [from, to] = [T0 + 25_000, T0 + 5 * HOUR + 34_999];
    const found = await read(from, to, 130);
    expect(
      planRead(from, to, 130, NOTHING_DROPPED).spans.map(({ tier }) => (tier === 'raw' ? tier : tier.name)),
    ).toContain('minute');
    expect(found).toEqual(expected(rows, from, to, 3 * MINUTE));
  });

  test('late rows into the buckets that they belong to, before and after they are sorted', async () => {
    const rows = valuesOf(T0, T0 + 4 * HOUR);
    const late = rows.filter(([, time]) => time > T0 + HOUR && time < T0 + 2 * HOUR && time % 20_000 === 0);
    await add(rows.filter((row) => !late.includes(row)));
    await store.sort();
    await add(late);
    const [from, to] = [T0, T0 + 4 * HOUR - 1];
    const whole = expected(rows, from, to, 5 * MINUTE);
    expect(await read(from, to, 60)).toEqual(whole);
    await store.sort();
    expect(await read(from, to, 60)).toEqual(whole);
  });

  test('a bucket that was not over when rows were sorted, merged or not', async () => {
    await store.stop();
    await open({ ...options, sortAfterRows: 7, sortAfterBuckets: 5 });
    const rows = valuesOf(T0, T0 + 2 * HOUR);
    for (let i = 0; i < rows.length; i += 5) await add(rows.slice(i, i + 5));
    expect(await read(T0, T0 + 2 * HOUR - 1, 30)).toEqual(expected(rows, T0, T0 + 2 * HOUR - 1, 5 * MINUTE));
  });

  test('nothing twice when the same rows are sent again', async () => {
    const rows = valuesOf(T0, T0 + 2 * HOUR);
    await add(rows);
    await store.sort();
    await add(rows);
    await store.sort();
    const [found] = await store.read({ signals: [A], from: T0, to: T0 + 2 * HOUR - 1, points: 30 });
    expect(found).toEqual(expected(rows, T0, T0 + 2 * HOUR - 1, 5 * MINUTE));
    expect((await read(T0, T0 + 2 * HOUR - 1, 1)).mean[0]).toBeCloseTo(
      rows.reduce((sum, row) => sum + row[2], 0) / rows.length,
      9,
    );
  });

  test('and drops rows after a day, minutes after three, and no hour', async () => {
    const rows = valuesOf(T0, T0 + 5 * DAY);
    await add(rows);
    await store.sort();
    await store.stop();
    await open();
    const times = async (from: number, to: number) => (await read(from, to, 5000)).time.length;
    const end = T0 + 5 * DAY;
    expect(await times(end - 23 * HOUR, end - 22 * HOUR - 1)).toBe(360);
    expect(await times(end - 2 * DAY, end - 2 * DAY + HOUR - 1)).toBe(60);
    expect(await times(T0, T0 + HOUR - 1)).toBe(1);
    const all = await read(T0, end - 1, 1);
    expect(all.time).toEqual([T0]);
    expect(all.last).toEqual([rows.at(-1)![2]]);
    expect(all.mean[0]).toBeCloseTo(rows.reduce((sum, row) => sum + row[2], 0) / rows.length, 9);
  });

  test('rows that come after their time only into what has nothing', async () => {
    const hole = (time: number) => time >= T0 + 10 * HOUR && time < T0 + 11 * HOUR;
    const rows = valuesOf(T0, T0 + 2 * DAY);
    await add(rows.filter(([, time]) => !hole(time)));
    await store.sort();
    const day = () => read(T0, T0 + DAY - 1, 6);
    await add(rows.slice(0, 6 * 60 * 12));
    await store.sort();
    const from = Math.floor(T0 / HOUR) * HOUR;
    expect(await day()).toEqual(expected(rows, from, T0 + DAY - 1, 4 * HOUR));
  });

  const rollups = [
    'minute',
    'minute_recent',
    'five_minutes',
    'five_minutes_recent',
    'quarter_hour',
    'quarter_hour_recent',
    'hour',
    'hour_recent',
  ];
  test.each([
    ['there were rollups', [...rollups, 'kept']],
    ['there were five minutes', ['five_minutes', 'five_minutes_recent']],
  ])('the rows of a file that was written before %s', async (_, missing) => {
    const rows = valuesOf(T0, T0 + 4 * HOUR);
    await add(rows);
    await store.sort();
    const { writer } = store as unknown as { writer: { run(sql: string): Promise<unknown> } };
    for (const table of missing) await writer.run(`DROP TABLE ${table}`);
    await store.stop();
    await open();
    expect(await read(T0, T0 + 4 * HOUR - 1, 60)).toEqual(expected(rows, T0, T0 + 4 * HOUR - 1, 5 * MINUTE));
  });
});

describe('planRead', () => {
  test('reads rows where buckets are narrow, minutes where they are wide, hours where they are very wide', () => {
    const tables = (rangeMs: number) => [
      ...new Set(
        planRead(T0, T0 + rangeMs - 1, 1000, NOTHING_DROPPED).spans.map(({ tier }) =>
          tier === 'raw' ? tier : tier.name,
        ),
      ),
    ];
    expect(tables(6 * HOUR)).toEqual(['raw']);
    expect(tables(DAY)).toEqual(['minute']);
    expect(tables(3 * DAY)).toEqual(['five_minutes']);
    expect(tables(7 * DAY)).toEqual(['quarter_hour']);
    expect(tables(30 * DAY)).toEqual(['hour']);
    expect(tables(365 * DAY)).toEqual(['hour']);
  });

  test('never gives more buckets than asked for', () => {
    for (const days of [0.01, 1, 2, 7, 30, 90, 365])
      for (const points of [1, 10, 1000]) {
        const [from, to] = [T0 + 12_345, T0 + days * DAY];
        const { start, width } = planRead(from, to, points, NOTHING_DROPPED);
        expect(Math.floor((to - start) / width) + 1).toBeLessThanOrEqual(points);
        expect(start).toBeLessThanOrEqual(from);
      }
  });
});
