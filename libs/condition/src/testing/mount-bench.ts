import { fastLengthBelow, irfft, rfft } from '@linetwin/signal';
import { PreparedBurst } from '../burst/prepared-burst.ts';
import { bandLevelsDb } from '../mount/band-levels.ts';
import { diagnoseMount } from '../mount/diagnose-mount.ts';
import type { HealthyLevels, MountDiagnosis } from '../mount/diagnosis.schema.ts';
import { benchCase, type BenchState } from './burst-bench.ts';
import { syntheticBurst, type SyntheticBurst } from './synthetic-bearing.ts';
import { mulberry32 } from './synthetic-shaft.ts';

const FAULTS = [
  'outer-race',
  'inner-race',
  'rolling-element',
  'cage',
  'imbalance',
  'looseness',
  'gear',
  'foreign-impacts',
] as const satisfies readonly BenchState[];

/**
 * What is drawn: a firm mount on a sound machine, on one with a fault, on one whose work went quiet above a frequency, and on one
 * with both; a loose mount on a sound machine, and on one with a bad bearing.
 */
export const MOUNT_BENCH_STATES = [
  'healthy',
  ...FAULTS,
  'quiet',
  'quiet-and-faulty',
  'loose',
  'loose-and-faulty',
] as const;
export type MountBenchState = (typeof MOUNT_BENCH_STATES)[number];

export type Mount = {
  readonly hz: number;
  readonly q: number;
  /** Whether the damper of the spring passes on, too: transmissibility of a base that is shaken. */
  readonly viscous: boolean;
};

export type MountBenchCase = {
  readonly seed: number;
  readonly state: MountBenchState;
  readonly burst: SyntheticBurst;
  readonly mount: Mount | null;
  /** Noise of the sensor itself over the machine's noise at 1 kHz, dB; it does not pass the mount. */
  readonly sensorNoiseDb: number;
  readonly healthyBursts: number;
};

export type MountBenchResult = { readonly benchCase: MountBenchCase; readonly diagnosis: MountDiagnosis };

/** One case; everything about it follows from its seed. @param only a state that is wanted */
export function mountBenchCase(seed: number, only?: MountBenchState): MountBenchCase {
  const random = mulberry32(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const between = (low: number, high: number) => low + random() * (high - low);
  const drawn = pick(MOUNT_BENCH_STATES);
  const state = only ?? drawn;
  const fault = (FAULTS as readonly string[]).includes(state) ? (state as BenchState) : undefined;
  const machine = state.endsWith('faulty') ? pick(FAULTS.slice(0, 3)) : (fault ?? 'healthy');
  const isLoose = state === 'loose' || state === 'loose-and-faulty';
  const mount = { hz: 1000 * 3 ** random(), q: 3 * 5 ** random(), viscous: random() < 0.5 };
  return {
    seed,
    state,
    burst: benchCase(seed, machine).burst,
    mount: isLoose ? mount : null,
    sensorNoiseDb: between(-50, -25),
    healthyBursts: 5 + Math.floor(random() * 8),
  };
}

/** Judges a case as the worker does: levels of healthy bursts of the machine, then the burst. */
export function runMountBenchCase(benchCase: MountBenchCase): MountBenchResult {
  const { burst, seed, healthyBursts, mount, state } = benchCase;
  const sound: SyntheticBurst = {
    ...burst,
    fault: undefined,
    foreignOrder: undefined,
    gear: undefined,
    severity: undefined,
  };
  const healthy = Array.from({ length: healthyBursts }, (_, i): HealthyLevels => {
    const one = measured(benchCase, { ...sound, seed: seed * 31 + i + 1 }, i, null, false);
    return { at: i, speedRpm: burst.speedRpm, levelsDb: bandLevelsDb(one) };
  });
  const now = measured(
    benchCase,
    { ...burst, seed: seed * 31 },
    healthyBursts,
    mount,
    state.startsWith('quiet'),
  );
  return { benchCase, diagnosis: diagnoseMount(now, healthy) };
}

/** One line that says which case it was and what came out, enough to run it again. */
export function describeMountResult({ benchCase, diagnosis }: MountBenchResult): string {
  const { seed, state, mount, burst } = benchCase;
  const { verdict, grade, resonance, signs } = diagnosis;
  return [
    `seed ${seed}`,
    `${state}${mount ? ` ${mount.hz.toFixed(0)} Hz Q ${mount.q.toFixed(1)}` : ''} -> ${verdict} (${grade})`,
    `${burst.speedRpm} rpm ${burst.durationS} s severity ${burst.severity}`,
    ...(resonance ? [`fitted ${resonance.hz} Hz Q ${resonance.q}`] : []),
    ...signs.map(({ sign, valueDb, holds }) => `${sign} ${valueDb} ${holds ? 'yes' : 'no'}`),
  ].join('; ');
}

/** |H|² of a mount at a frequency. */
export function mountPower(hz: number, { hz: resonanceHz, q, viscous }: Mount): number {
  const r = hz / resonanceHz;
  return (viscous ? 1 + (r / q) ** 2 : 1) / ((1 - r * r) ** 2 + (r / q) ** 2);
}

/** A signal as it comes through a mount; in the spectrum, so that the response is exact in every bin. */
export function throughMount(samples: ArrayLike<number>, sampleRateHz: number, mount: Mount): Float64Array {
  return shaped(samples, sampleRateHz, (hz) => Math.sqrt(mountPower(hz, mount)));
}

function shaped(
  samples: ArrayLike<number>,
  sampleRateHz: number,
  gain: (hz: number) => number,
): Float64Array {
  const length = fastLengthBelow(samples.length);
  const spectrum = rfft(samples, { length });
  for (let k = 0; k <= length / 2; k++) {
    const g = gain((k * sampleRateHz) / length);
    spectrum[2 * k] *= g;
    spectrum[2 * k + 1] *= g;
  }
  return irfft(spectrum, length);
}

/** The machine's noise is not white, and no two bursts of it are the same: its own colour, and a scatter of each band from burst to burst. */
function measured(
  { seed, sensorNoiseDb }: MountBenchCase,
  burst: SyntheticBurst,
  count: number,
  mount: Mount | null,
  isQuiet: boolean,
): PreparedBurst {
  const { sampleRateHz, speedRpm } = burst;
  const own = mulberry32(seed + 7_000_001);
  const colour = Array.from({ length: 12 }, () => 16 * (own() - 0.5));
  const quietAboveHz = 1500 * 4 ** own();
  const quietDb = -4 - 12 * own();
  const scatterDb = 0.2 + 1.3 * own();
  const now = mulberry32(seed * 131 + count);
  const scatter = Array.from({ length: 12 }, () => scatterDb * 2 * (now() - 0.5));
  const curve = colour.map((db, i) => db + scatter[i]);
  const machine = shaped(syntheticBurst(burst), sampleRateHz, (hz) => {
    const db = interpolated(curve, Math.log2(Math.max(hz, 20) / 20));
    const quiet = isQuiet ? quietDb / (1 + (quietAboveHz / Math.max(hz, 1)) ** 4) : 0;
    return 10 ** ((db + quiet) / 20) * (mount ? Math.sqrt(mountPower(hz, mount)) : 1);
  });
  const amplitude = burst.noise * 10 ** (sensorNoiseDb / 20) * Math.sqrt(12);
  for (let i = 0; i < machine.length; i++) machine[i] += amplitude * (now() - 0.5);
  return PreparedBurst.of({ samples: machine, sampleRateHz, unit: 'm/s2', speedRpm });
}

function interpolated(curve: readonly number[], at: number): number {
  const i = Math.min(curve.length - 2, Math.max(0, Math.floor(at)));
  const share = Math.min(1, Math.max(0, at - i));
  return curve[i] * (1 - share) + curve[i + 1] * share;
}
