/**
 * Speed and memory of the diagnosis of a burst of 25.6 kHz x 4 s on one thread: of a bearing from this burst alone, and as the worker does of
 * mount, shaft and bearing of one sensor, the bearing from its burst and from those before. Each burst is diagnosed, not only transformed, and its findings are serialised as they would be
 * to be kept. Time is that of the processor, since other programs share the machine.
 *
 *   npm run bench -- diagnosis-speed [--bursts 1000] [--seed 20261126]
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { bearingOrders } from '@linetwin/signal';
import {
  bandLevelsDb,
  DEFAULT_SHAFT_PARAMETERS,
  diagnoseBearing,
  diagnoseMount,
  diagnoseOverBursts,
  diagnoseShaft,
  healthyShaftBurst,
  namedBearing,
  PLAIN_SHAFT,
  PreparedBurst,
  remember,
} from '../src/index.ts';
import type { BearingSeries, BearingUnderTest, ShaftDiagnosisOptions, ShaftHistory } from '../src/index.ts';
import { syntheticBurst } from '../src/testing/synthetic-bearing.ts';

const SAMPLE_RATE_HZ = 25_600;
const DURATION_S = 4;
const SPEED_RPM = 1480;
/** Different bursts diagnosed in turn: drawing one costs as much as diagnosing it. */
const DRAWN = 24;
/** What the issue asks of one core, with all that is asked of it. */
const TARGET_BURSTS_PER_CORE_S = 25;
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
  const drawn = Array.from({ length: DRAWN }, (_, i) =>
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
  const burst = (i: number) =>
    PreparedBurst.of({
      samples: drawn[i % DRAWN],
      sampleRateHz: SAMPLE_RATE_HZ,
      unit: 'm/s2',
      speedRpm: SPEED_RPM,
    });
  const shaft = shaftOptions(
    Array.from({ length: DRAWN }, (_, i) => burst(i)),
    bearing,
  );
  const healthy = Array.from({ length: DRAWN }, (_, i) => burst(i)).map((one, at) => ({
    at,
    speedRpm: SPEED_RPM,
    levelsDb: bandLevelsDb(one),
  }));
  const bearingAlone = (i: number) => JSON.stringify(diagnoseBearing(burst(i), bearing)).length;
  // Each kind of burst is a machine of its own, whose series is kept as text from one burst to its next.
  const kept = FAULTS.map(() => '[]');
  const all = (i: number) => {
    const prepared = burst(i);
    // As the worker does: the mount of the sensor first.
    const mount = diagnoseMount(prepared, healthy);
    const machine = (i % DRAWN) % FAULTS.length;
    const over = diagnoseOverBursts(prepared, bearing, {
      series: JSON.parse(kept[machine]) as BearingSeries[],
      circumstance: '',
    });
    kept[machine] = JSON.stringify(over.series);
    return JSON.stringify([mount, over.diagnosis, diagnoseShaft(prepared, shaft)]).length;
  };
  const alone = await timed(bearingAlone, count);
  const together = await timed(all, count);
  const figures = {
    bench: 'diagnosis-speed',
    bursts: count,
    bearingAlonePerCoreS: alone.perCoreS,
    allPerCoreS: together.perCoreS,
    targetPerCoreS: TARGET_BURSTS_PER_CORE_S,
    isReached: together.perCoreS >= TARGET_BURSTS_PER_CORE_S,
    allPerS: together.perS,
    bearingAloneP50Ms: alone.p50Ms,
    allP50Ms: together.p50Ms,
    allP95Ms: together.p95Ms,
    findingsBytes: together.bytes,
    rssEarlyMb: together.rssEarlyMb,
    rssLateMb: together.rssLateMb,
    rssGrowth: together.rssLateMb / together.rssEarlyMb - 1,
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

/** A machine that is known for as long as one can be: a full baseline and history of its shaft, as each burst is compared with. */
function shaftOptions(bursts: readonly PreparedBurst[], { orders }: BearingUnderTest): ShaftDiagnosisOptions {
  const drive = { ...PLAIN_SHAFT, bearings: [orders] };
  const { bursts: kept } = DEFAULT_SHAFT_PARAMETERS.history;
  const features = bursts.map((burst) => diagnoseShaft(burst, { drive }).features!);
  const history = Array.from({ length: kept }).reduce<ShaftHistory>(
    (known, _, i) => remember(known, i, features[i % features.length], DEFAULT_SHAFT_PARAMETERS),
    [],
  );
  return {
    drive,
    baseline: { bursts: features.map((one, i) => healthyShaftBurst(i, one)) },
    history,
    isoGroup: 'small',
  };
}

/** Runs a diagnosis over and over, after a first round for the compiler and the caches. */
async function timed(diagnose: (i: number) => number, count: number) {
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
  latencies.sort();
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  return {
    perS: count / seconds,
    perCoreS: count / ((cpu.user + cpu.system) / 1e6),
    p50Ms: latencies[Math.floor(0.5 * count)],
    p95Ms: latencies[Math.floor(0.95 * count)],
    bytes: bytes / count,
    rssEarlyMb: mean(memory.slice(quarter, 2 * quarter)),
    rssLateMb: mean(memory.slice(-quarter)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
