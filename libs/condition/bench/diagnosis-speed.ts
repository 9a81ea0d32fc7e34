/**
 * Speed and memory of the bearing diagnosis: bursts of 25.6 kHz x 4 s through the whole of it, one after another on one
 * thread. Each burst is diagnosed, not only transformed, and its finding is serialised as it would be to be kept.
 *
 *   npm run bench -- diagnosis-speed [--bursts 1000] [--seed 20261126]
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { bearingOrders } from '@linetwin/signal';
import { diagnoseBearing, namedBearing } from '../src/index.ts';
import type { BearingUnderTest } from '../src/index.ts';
import { syntheticBurst } from '../src/testing/synthetic-bearing.ts';

const SAMPLE_RATE_HZ = 25_600;
const DURATION_S = 4;
const SPEED_RPM = 1480;
/** Different bursts diagnosed in turn: drawing one costs as much as diagnosing it. */
const DRAWN = 24;
const FAULTS = [undefined, 'outer-race', 'inner-race', 'rolling-element', 'cage'] as const;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      bursts: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '20261126' },
    },
  });
  const count = Number(values.bursts);
  const seed = Number(values.seed);
  if (!(count >= DRAWN) || !Number.isFinite(seed)) throw new RangeError(`--bursts must be at least ${DRAWN}`);
  const geometry = namedBearing('6205-2RS JEM SKF')!;
  const bearing: BearingUnderTest = { orders: bearingOrders(geometry), verified: true };
  const bursts = Array.from({ length: DRAWN }, (_, i) =>
    Float32Array.from(
      syntheticBurst({
        sampleRateHz: SAMPLE_RATE_HZ,
        durationS: DURATION_S,
        speedRpm: SPEED_RPM,
        orders: bearing.orders,
        seed: seed + i,
        noise: 1,
        shaftLines: [0.1, 0.05],
        fault: FAULTS[i % FAULTS.length],
        severity: FAULTS[i % FAULTS.length] === 'cage' ? 0.5 : 6,
        slip: -0.01,
      }),
    ),
  );
  const diagnose = (i: number) =>
    JSON.stringify(
      diagnoseBearing(
        { samples: bursts[i % DRAWN], sampleRateHz: SAMPLE_RATE_HZ, unit: 'm/s2', speedRpm: SPEED_RPM },
        bearing,
      ),
    ).length;
  // The compiler's and the caches' first work is not the steady state.
  for (let i = 0; i < DRAWN; i++) diagnose(i);
  const latencies = new Float64Array(count);
  const memory: number[] = [];
  let bytes = 0;
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  for (let i = 0; i < count; i++) {
    const before = performance.now();
    bytes += diagnose(i);
    latencies[i] = performance.now() - before;
    if (i % Math.ceil(count / 20) === 0) {
      // Findings leave a worker between jobs; so does the collector get its turn.
      await new Promise((resolve) => setImmediate(resolve));
      memory.push(process.memoryUsage().rss / 2 ** 20);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  const coreSeconds = (cpu.user + cpu.system) / 1e6;
  latencies.sort();
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  const early = mean(memory.slice(quarter, 2 * quarter));
  const late = mean(memory.slice(-quarter));
  const figures = {
    bench: 'diagnosis-speed',
    bursts: count,
    burstsPerS: count / seconds,
    burstsPerSPerCore: count / coreSeconds,
    p50Ms: latencies[Math.floor(0.5 * count)],
    p95Ms: latencies[Math.floor(0.95 * count)],
    findingBytes: bytes / count,
    rssEarlyMb: early,
    rssLateMb: late,
    rssGrowth: late / early - 1,
    seed,
    node: process.version,
    machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  };
  console.table(
    Object.fromEntries(
      Object.entries(figures).map(([key, value]) => [
        key,
        typeof value === 'number' ? Number(value.toPrecision(4)) : value,
      ]),
    ),
  );
  console.log(JSON.stringify(figures));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
