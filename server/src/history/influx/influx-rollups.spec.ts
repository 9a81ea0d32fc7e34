import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import {
  eventually,
  hasRealServer,
  InfluxServer,
  samplesOf,
  temporaryFolder,
  type SampleRow,
} from '@linetwin/testing';
import { historyStoreConformance } from '../history.conformance.ts';
import { Quarantine } from '../quarantine.ts';
import { KEEP_ALL, type Retention } from '../rollups.ts';
import { InfluxClient } from './influx-client.ts';
import { InfluxHistory } from './influx-history.ts';

const ADDRESSES = ['site/area/line-1/m1/a', 'site/area/line-1/m1/b', 'site/area/line-10/m1/a'];
const T0 = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const wanted = hasRealServer('influxd', 'influxdb');

(wanted ? describe : describe.skip)('InfluxHistory rolls up', () => {
  let server: InfluxServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: InfluxClient;
  let number = 0;
  let mark = 0;
  const opened: InfluxHistory[] = [];
  beforeAll(async () => void (server = await InfluxServer.start()), 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    folder = await temporaryFolder();
    client = new InfluxClient({ url: server.url, database: `rollups-${++number}`, gzip: false });
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.stop();
    client.close();
    await folder.remove();
  });

  /** A server process of its own, as far as InfluxDB can tell. */
  const open = async (process = 'one', retention: Retention = KEEP_ALL) => {
    const store = new InfluxHistory({
      url: server.url,
      database: `rollups-${number}`,
      gzip: false,
      retention,
      markFile: join(folder.path, `mark-${process}`),
      quarantine: new Quarantine(join(folder.path, 'quarantine.json')),
    });
    opened.push(store);
    await store.start();
    return store;
  };
  const add = (store: InfluxHistory, rows: readonly SampleRow[]) =>
    store.append(samplesOf(rows), ADDRESSES, ++mark);
  /** One value every ten seconds, each different from its neighbours. */
  const valuesOf = (from: number, to: number, signal = 0): SampleRow[] =>
    Array.from({ length: Math.ceil((to - from) / 10_000) }, (_, i) => [
      signal,
      from + i * 10_000,
      ((from - T0) / 10_000 + i) % 997,
    ]);
  const hourly = async (store: InfluxHistory, to: number, signal = 0) => {
    const points = (to - T0) / HOUR;
    const [{ time, min, max, mean, last }] = await store.read({
      signals: [ADDRESSES[signal]],
      from: T0,
      to: to - 1,
      points,
    });
    return time.map((at, i) => [at, min[i], max[i], mean[i], last[i]]);
  };
  const expected = (rows: readonly SampleRow[]) =>
    [...Map.groupBy(rows, ([, time]) => Math.floor((time - T0) / HOUR))]
      .sort(([a], [b]) => a - b)
      .map(([, list]) => {
        const sorted = [...list].sort((a, b) => a[1] - b[1]);
        const values = sorted.map(([, , value]) => value);
        return [
          sorted[0][1],
          Math.min(...values),
          Math.max(...values),
          values.reduce((sum, value) => sum + value, 0) / values.length,
          values.at(-1),
        ];
      });
  const bucketsOf = async (table: string) =>
    (await client.query(`SELECT "number" FROM ${table} GROUP BY "signal"`, 5000)).flatMap(
      ({ values }) => values,
    );

  historyStoreConformance('InfluxHistory with all rolled up that is over', async () => {
    const store = await open('conformance');
    const append = store.append.bind(store);
    store.append = (...batch) => append(...batch).then(() => store.rollUp());
    return { store, dispose: async () => undefined };
  });

  test('to what the values themselves give, in every tier', async () => {
    const store = await open();
    const rows = valuesOf(T0, T0 + 6 * HOUR);
    await add(store, rows);
    await store.rollUp();
    // The last minutes wait for values that come in disorder.
    const tables = [
      'linetwin_minutes.minute',
      'linetwin_minutes.five_minutes',
      'linetwin_minutes.quarter_hour',
      'linetwin_hours.hour',
    ];
    const counts = await Promise.all(tables.map(async (table) => (await bucketsOf(table)).length));
    expect(counts).toEqual([357, 71, 23, 5]);
    expect(await hourly(store, T0 + 6 * HOUR)).toEqual(expected(rows));
  });

  test('by itself while values come', async () => {
    const store = await open();
    for (let minute = 0; minute < 20; minute++)
      await add(store, valuesOf(T0 + minute * MINUTE, T0 + (minute + 1) * MINUTE));
    await eventually(
      'minutes made',
      async () => (await bucketsOf('linetwin_minutes.minute')).length,
      (made) => made > 10,
    );
  });

  test('late values into the buckets that they belong to, before append resolves', async () => {
    const store = await open();
    const rows = valuesOf(T0, T0 + 4 * HOUR);
    const isLate = ([, time]: SampleRow) => time > T0 + HOUR && time < T0 + 2 * HOUR && time % 20_000 === 0;
    await add(
      store,
      rows.filter((row) => !isLate(row)),
    );
    await store.rollUp();
    await add(store, rows.filter(isLate));
    expect(await hourly(store, T0 + 4 * HOUR)).toEqual(expected(rows));
    const inMinutes = await bucketsOf('linetwin_minutes.minute');
    expect(new Set(inMinutes.map(([, count]) => count))).toEqual(new Set([6]));
  });

  test('on from where another process stopped, and shows readers in a third one all of it', async () => {
    const first = await open('first');
    const rows = valuesOf(T0, T0 + 4 * HOUR);
    await add(
      first,
      rows.filter(([, time]) => time < T0 + 2 * HOUR),
    );
    await first.rollUp();
    await first.stop();
    const second = await open('second');
    const reader = await open('reader');
    await add(
      second,
      rows.filter(([, time]) => time >= T0 + 2 * HOUR),
    );
    expect(await hourly(reader, T0 + 4 * HOUR)).toEqual(expected(rows));
    await second.rollUp();
    expect(await hourly(reader, T0 + 4 * HOUR)).toEqual(expected(rows));
    expect((await bucketsOf('linetwin_hours.hour')).length).toBe(3);
  });

  test('what was there before there were rollups', async () => {
    const store = await open();
    const rows = valuesOf(T0, T0 + 3 * HOUR);
    for (const [, time, value] of rows)
      if (time < T0 + 2 * HOUR)
        await client.write(`sample,signal=${ADDRESSES[0]} value=${value} ${time}\n`, 5000);
    await add(
      store,
      rows.filter(([, time]) => time >= T0 + 2 * HOUR),
    );
    await store.rollUp();
    expect((await bucketsOf('linetwin_minutes.minute')).length).toBe(177);
    expect(await hourly(store, T0 + 3 * HOUR)).toEqual(expected(rows));
  });

  test('one line without touching another whose name begins the same', async () => {
    const store = await open();
    await add(store, [...valuesOf(T0, T0 + 2 * HOUR, 0), ...valuesOf(T0, T0 + 5 * MINUTE, 2)]);
    await store.rollUp();
    const [{ values }] = await client.query(
      `SELECT "number" FROM "linetwin_minutes"."minute" WHERE "signal" = '${ADDRESSES[2]}'`,
      5000,
    );
    expect(values.length).toBe(2);
    await add(store, valuesOf(T0 + 5 * MINUTE, T0 + 2 * HOUR, 2));
    expect(await hourly(store, T0 + 2 * HOUR, 2)).toEqual(expected(valuesOf(T0, T0 + 2 * HOUR, 2)));
  });

  test('nothing, stores all the same and says why, where the policies are missing and may not be made', async () => {
    const store = await open();
    await client.query(`DROP RETENTION POLICY "linetwin_minutes" ON "rollups-${number}"`, 5000);
    const rows = valuesOf(T0, T0 + 2 * HOUR);
    await add(store, rows.slice(0, 10));
    await add(store, rows.slice(10));
    expect(await hourly(store, T0 + 2 * HOUR)).toEqual(expected(rows));
    await eventually(
      'what the store is',
      async () => (await store.figures()).name,
      (name) => /without rollups: .*retention policy not found/.test(name),
    );
  });

  test('and lets values and minutes go after their days, hours never', async () => {
    await open('one', { rawDays: 7, minuteDays: 365 });
    await open('two', { rawDays: 14, minuteDays: 700 });
    const [{ values }] = await client.query(`SHOW RETENTION POLICIES ON "rollups-${number}"`, 5000);
    expect(values.map(([name, duration]) => [name, duration])).toEqual([
      ['autogen', '336h0m0s'],
      ['linetwin_minutes', '16800h0m0s'],
      ['linetwin_hours', '0s'],
    ]);
  });
});
