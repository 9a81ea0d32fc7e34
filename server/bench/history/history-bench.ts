import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDbHistory } from '../../src/history/duckdb-history.ts';
import { machineFacts } from '../processes.ts';
import { benchInflux } from './influx-bench.ts';
import { benchRanges } from './range-bench.ts';
import { addressesOf, SignalSource } from './signal-source.ts';

/** Values of one second of the plant go to the store together, as the history writer does it. */
const SECONDS_PER_BATCH = 60;
const READS = 60;

/**
 * `npm run bench -- history`: a day of a plant at 1 Hz into DuckDB and back, and, where influxd is installed, an hour of it into
 * InfluxDB beside the same points as lines that were made before. With `--days 30`: ranges of any length out of so many
 * days, of which the last seven have their rows.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      signals: { type: 'string', default: '600' },
      hours: { type: 'string', default: '24' },
      'influx-hours': { type: 'string', default: '1' },
      days: { type: 'string' },
      only: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const signals = Number(values.signals);
  const seed = Number(values.seed);
  if (values.days) return benchRanges({ signals, days: Number(values.days), seed, only: values.only });
  const hours = Number(values.hours);
  const folder = await mkdtemp(join(tmpdir(), 'linetwin-bench-'));
  try {
    const history = new DuckDbHistory({ path: join(folder, 'history.duckdb') });
    await history.start();
    const addresses = addressesOf(signals);
    const source = new SignalSource(signals, seed);
    const from = Date.UTC(2026, 0, 1);
    const to = from + hours * 3_600_000;
    let points = 0;
    let writeMs = 0;
    let mark = 0;
    for (let time = from; time < to; time += SECONDS_PER_BATCH * 1000) {
      const batch = source.batch(time, SECONDS_PER_BATCH);
      const began = performance.now();
      await history.append(batch, addresses, ++mark);
      writeMs += performance.now() - began;
      points += batch.length;
    }
    // The bytes are counted when everything is where it stays: sorted, and the log folded in.
    await history.sort();
    const { bytes } = await history.figures();
    const read = async (count: number) => {
      const times: number[] = [];
      for (let i = 0; i < READS; i++) {
        const wanted = Array.from({ length: count }, (_, k) => addresses[(i * 37 + k * 29) % signals]);
        const began = performance.now();
        const series = await history.read({ signals: wanted, from, to, points: 1000 });
        times.push(performance.now() - began);
        if (series.some((one) => one.time.length === 0 || one.time.length > 1000))
          throw new Error('a read gave the wrong number of points');
      }
      return times.sort((a, b) => a - b)[Math.ceil(READS * 0.95) - 1];
    };
    const read1P95Ms = await read(1);
    const read20P95Ms = await read(20);
    await history.stop();
    const duckdb = {
      pointsPerS: Math.round(points / (writeMs / 1000)),
      bytesPerPoint: Math.round((bytes! / points) * 100) / 100,
      read1P95Ms: Math.round(read1P95Ms * 10) / 10,
      read20P95Ms: Math.round(read20P95Ms * 10) / 10,
    };
    console.log(
      `DuckDB, ${signals} signals, ${hours} h at 1 Hz, ${points} points (writing includes sorting)`,
    );
    console.log(`  ${duckdb.pointsPerS} points/s written, ${duckdb.bytesPerPoint} bytes per point`);
    console.log(
      `  1 signal, whole range to 1,000 points: p95 ${duckdb.read1P95Ms} ms; 20 signals: p95 ${duckdb.read20P95Ms} ms`,
    );
    const influx = await benchInflux({
      addresses,
      hours: Number(values['influx-hours']),
      seed,
    });
    console.log(
      JSON.stringify({
        bench: 'history',
        stores: { duckdb, ...(influx && { influxdb: influx }) },
        points,
        seed,
        machine: machineFacts(),
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
