import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleBatch } from '@linetwin/contracts';
import { InfluxServer, installedProgram } from '@linetwin/testing';
import { InfluxClient } from '../../src/history/influx/influx-client.ts';
import { InfluxHistory } from '../../src/history/influx/influx-history.ts';
import { encodeLines, linePrefixes } from '../../src/history/influx/line-protocol.ts';
import { Quarantine } from '../../src/history/quarantine.ts';
import { SignalSource } from './signal-source.ts';

const SECONDS_PER_BATCH = 60;
/** As the adapter sends them. */
const ROWS_PER_REQUEST = 10_000;
const REQUESTS_AT_ONCE = 2;
/** Each way in turn, because the machine is not the same from minute to minute. */
const ROUNDS = 3;
const READS = 30;

export interface InfluxFigures {
  version: string;
  points: number;
  /** Medians over the rounds. */
  pointsPerS: number;
  bareLoaderPointsPerS: number;
  vsBareLoader: number;
  read1P95Ms: number;
  read20P95Ms: number;
}

/** Our batches into a real InfluxDB, side by side with the same points as lines that were made before. */
export async function benchInflux(parts: {
  addresses: readonly string[];
  hours: number;
  seed: number;
}): Promise<InfluxFigures | undefined> {
  if (!installedProgram('influxd')) {
    console.log('InfluxDB: not installed (package "influxdb"), left out');
    return undefined;
  }
  const { addresses, hours, seed } = parts;
  const server = await InfluxServer.start();
  const folder = await mkdtemp(join(tmpdir(), 'linetwin-bench-'));
  const from = Date.UTC(2026, 0, 1);
  const to = from + hours * 3_600_000;
  const batches = function* (): Generator<SampleBatch> {
    const source = new SignalSource(addresses.length, seed);
    for (let time = from; time < to; time += SECONDS_PER_BATCH * 1000)
      yield source.batch(time, SECONDS_PER_BATCH);
  };
  const points = addresses.length * hours * 3600;
  const open = (database: string) =>
    new InfluxHistory({
      url: server.url,
      database,
      gzip: false,
      markFile: join(folder, `${database}-mark`),
      quarantine: new Quarantine(join(folder, 'quarantine.json')),
    });
  try {
    const rounds: { ours: number; preBuilt: number }[] = [];
    let history = open('ours-0');
    for (let round = 0; round < ROUNDS; round++) {
      const preBuilt = await writePreBuilt(server.url, `lines-${round}`, addresses, batches());
      history = open(`ours-${round}`);
      await history.start();
      let ours = 0;
      let mark = 0;
      for (const batch of batches()) {
        const began = performance.now();
        await history.append(batch, addresses, ++mark);
        ours += performance.now() - began;
      }
      rounds.push({ ours: points / (ours / 1000), preBuilt: points / (preBuilt / 1000) });
    }
    await history.rollUp();
    const read = async (count: number) => {
      const times: number[] = [];
      for (let i = 0; i < READS; i++) {
        const signals = Array.from(
          { length: count },
          (_, k) => addresses[(i * 37 + k * 29) % addresses.length],
        );
        const began = performance.now();
        await history.read({ signals, from, to, points: 1000 });
        times.push(performance.now() - began);
      }
      return Math.round(times.sort((a, b) => a - b)[Math.ceil(READS * 0.95) - 1] * 10) / 10;
    };
    const figures: InfluxFigures = {
      version: (await history.figures()).name,
      points,
      pointsPerS: Math.round(median(rounds.map(({ ours }) => ours))),
      bareLoaderPointsPerS: Math.round(median(rounds.map(({ preBuilt }) => preBuilt))),
      vsBareLoader: Math.round(median(rounds.map(({ ours, preBuilt }) => ours / preBuilt)) * 100) / 100,
      read1P95Ms: await read(1),
      read20P95Ms: await read(20),
    };
    await history.stop();
    console.log(`${figures.version}, ${hours} h at 1 Hz, ${points} points, median of ${ROUNDS} rounds`);
    console.log(
      `  ${figures.pointsPerS} points/s from batches, ${figures.bareLoaderPointsPerS} points/s from lines made before: ${figures.vsBareLoader}`,
    );
    console.log(
      `  1 signal, whole range to 1,000 points: p95 ${figures.read1P95Ms} ms; 20 signals: p95 ${figures.read20P95Ms} ms`,
    );
    return figures;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns ms spent in writing; making the lines is not counted */
async function writePreBuilt(
  url: string,
  database: string,
  addresses: readonly string[],
  batches: Iterable<SampleBatch>,
): Promise<number> {
  const client = new InfluxClient({ url, database, gzip: false });
  await client.query(`CREATE DATABASE "${database}"`, 10_000);
  const prefixes = linePrefixes(addresses);
  let ms = 0;
  for (const batch of batches) {
    const bodies: Buffer[] = [];
    for (let row = 0; row < batch.length; row += ROWS_PER_REQUEST) {
      const end = Math.min(batch.length, row + ROWS_PER_REQUEST);
      bodies.push(Buffer.from(encodeLines(batch, prefixes, row, end)));
    }
    const began = performance.now();
    await Promise.all(
      Array.from({ length: REQUESTS_AT_ONCE }, async () => {
        for (let body = bodies.shift(); body; body = bodies.shift()) await client.write(body, 60_000);
      }),
    );
    ms += performance.now() - began;
  }
  client.close();
  return ms;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
