import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InfluxServer, installedProgram } from '@linetwin/testing';
import { DuckDbHistory } from '../../src/history/duckdb-history.ts';
import { InfluxHistory } from '../../src/history/influx/influx-history.ts';
import { Quarantine } from '../../src/history/quarantine.ts';
import { KEEP_ALL, type Retention } from '../../src/history/rollups.ts';
import { machineFacts } from '../processes.ts';
import { addressesOf, SignalSource } from './signal-source.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** As the product keeps them. */
const RETENTION = { rawDays: 7, minuteDays: 365 };
/** Of the days whose rows are dropped again only what their buckets need is written. */
const OLD_STEP_MS = 20_000;
const READS = 200;
const DAY_READS = 60;
/** A read that finds nothing would be fast for nothing. */
const LEAST_POINTS = 1;
const SHORTEST_MS = 10 * MINUTE_MS;

interface Plan {
  signals: number;
  days: number;
  seed: number;
  /** Only this store. */
  only?: string;
}

/** Ranges of any length and any place out of weeks, of one signal and of 20, to 1,000 points, from each store. */
export async function benchRanges(plan: Plan): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'linetwin-bench-'));
  const stores: Record<string, unknown> = {};
  try {
    const path = join(folder, 'history.duckdb');
    if (plan.only !== 'influxdb')
      stores.duckdb = await benchStore(
        (retention) => new DuckDbHistory({ path, retention }),
        RETENTION,
        plan,
      );
    if (plan.only !== 'duckdb') stores.influxdb = await benchInflux(folder, plan);
    console.log(JSON.stringify({ bench: 'history-ranges', stores, ...plan, machine: machineFacts() }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchInflux(folder: string, plan: Plan) {
  if (!installedProgram('influxd')) {
    console.log('InfluxDB: not installed (package "influxdb"), left out');
    return undefined;
  }
  const server = await InfluxServer.start();
  try {
    const open = (retention: Retention) =>
      new InfluxHistory({
        url: server.url,
        database: 'linetwin',
        gzip: false,
        retention,
        markFile: join(folder, 'mark'),
        quarantine: new Quarantine(join(folder, 'quarantine.json')),
      });
    // It refuses what is older than it would keep when it comes.
    return await benchStore(open, KEEP_ALL, plan);
  } finally {
    await server.stop();
  }
}

/** @param writing what is kept while the days are written; then what the product keeps */
async function benchStore(
  open: (retention: Retention) => DuckDbHistory | InfluxHistory,
  writing: Retention,
  { signals, days, seed }: Plan,
) {
  let history = open(writing);
  await history.start();
  try {
    const addresses = addressesOf(signals);
    const source = new SignalSource(signals, seed);
    // Up to now: a server counts the days that it keeps by its clock.
    const to = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const from = to - days * DAY_MS;
    const rawFrom = to - RETENTION.rawDays * DAY_MS;
    let points = 0;
    let mark = 0;
    const began = performance.now();
    for (let time = from; time < to;) {
      const stepMs = time < rawFrom ? OLD_STEP_MS : 1000;
      const batch = source.batch(time, 60, stepMs);
      await history.append(batch, addresses, ++mark);
      points += batch.length;
      time += 60 * stepMs;
    }
    await (history instanceof InfluxHistory ? history.rollUp() : history.sort());
    const writeS = (performance.now() - began) / 1000;
    await history.stop();
    history = open(RETENTION);
    await history.start();
    const read = async (count: number) => {
      const times: { ms: number; rangeMs: number }[] = [];
      for (let i = 0; i < READS; i++) {
        // As often between an hour and two as between two and four.
        const rangeMs = SHORTEST_MS * ((to - from) / SHORTEST_MS) ** source.random();
        const end = from + rangeMs + source.random() * (to - from - rangeMs);
        const first = Math.floor(source.random() * signals);
        const wanted = Array.from({ length: count }, (_, k) => addresses[(first + k * 29) % signals]);
        const start = performance.now();
        const series = await history.read({ signals: wanted, from: end - rangeMs, to: end, points: 1000 });
        times.push({ ms: performance.now() - start, rangeMs });
        if (series.some(({ time }) => time.length < LEAST_POINTS || time.length > 1000))
          throw new Error(
            `a read of ${rangeMs / HOUR_MS} h gave ${series.map(({ time }) => time.length)} points`,
          );
      }
      times.sort((a, b) => a.ms - b.ms);
      const slowest = times[READS - 1];
      return {
        p50: round(times[READS / 2].ms),
        p95: round(times[Math.ceil(READS * 0.95) - 1].ms),
        slowest: { ms: round(slowest.ms), days: round(slowest.rangeMs / DAY_MS) },
      };
    };
    const readDay = async () => {
      const times: number[] = [];
      for (let i = 0; i < DAY_READS; i++) {
        const wanted = Array.from({ length: 20 }, (_, k) => addresses[(i * 7 + k * 29) % signals]);
        const start = performance.now();
        await history.read({ signals: wanted, from: to - DAY_MS, to, points: 1000 });
        times.push(performance.now() - start);
      }
      return round(times.sort((a, b) => a - b)[Math.ceil(DAY_READS * 0.95) - 1]);
    };
    const day = await readDay();
    const one = await read(1);
    const twenty = await read(20);
    const { name, bytes } = await history.figures();
    console.log(
      `${name}, ${signals} signals, ${days} days (rows of the last ${RETENTION.rawDays}), ${points} points written in ${Math.round(writeS)} s`,
    );
    for (const [what, { p50, p95, slowest }] of [
      ['1 signal', one],
      ['20 signals', twenty],
    ] as const)
      console.log(
        `  ${what}: p50 ${p50} ms, p95 ${p95} ms, slowest ${slowest.ms} ms (a range of ${slowest.days} days)`,
      );
    console.log(`  20 signals, the last day: p95 ${day} ms`);
    return {
      points,
      bytes,
      day20P95Ms: day,
      ranges1: one,
      ranges20: twenty,
      ranges1P95Ms: one.p95,
      ranges20P95Ms: twenty.p95,
    };
  } finally {
    await history.stop();
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
