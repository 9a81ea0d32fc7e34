import { describe, expect, test } from '@jest/globals';
import { bearingOrders } from '@linetwin/signal';
import fc from 'fast-check';
import { diagnoseBearing } from '../bearing/diagnose-bearing.ts';
import { NAMED_BEARINGS } from '../bearing/named-bearings.ts';
import { PreparedBurst } from '../burst/prepared-burst.ts';
import { diagnoseShaft } from '../shaft/diagnose-shaft.ts';
import {
  describeMountResult,
  MOUNT_BENCH_STATES,
  mountBenchCase,
  runMountBenchCase,
  throughMount,
  type MountBenchCase,
  type MountBenchState,
} from '../testing/mount-bench.ts';
import { mulberry32 } from '../testing/synthetic-shaft.ts';
import { bandCentresHz, bandLevelsDb } from './band-levels.ts';
import { diagnoseMount } from './diagnose-mount.ts';
import { mountDiagnosisSchema, type HealthyLevels } from './diagnosis.schema.ts';

const RATE_HZ = 25_600;
const SPEED_RPM = 1480;

/** Noise of a sound machine, 1 s, of standard deviation 1. */
function noise(seed: number, sampleRateHz = RATE_HZ): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: sampleRateHz }, () => Math.sqrt(12) * (random() - 0.5));
}
function burst(samples: ArrayLike<number>, speedRpm: number | null = SPEED_RPM, sampleRateHz = RATE_HZ) {
  return PreparedBurst.of({ samples, sampleRateHz, unit: 'm/s2', speedRpm });
}
const HEALTHY = [1, 2, 3, 4, 5].map((at): HealthyLevels => ({
  at,
  speedRpm: SPEED_RPM,
  levelsDb: bandLevelsDb(burst(noise(at))),
}));
const loose = (hz = 1800, q = 8) => burst(throughMount(noise(99), RATE_HZ, { hz, q, viscous: false }));

/** Noise in a band around 1.8 kHz: what a structure rings at when it is struck. */
const noiseAround1800 = throughMount(
  throughMount(noise(5), RATE_HZ, { hz: 1800, q: 40, viscous: false }).map(
    (x, i, all) => x - (all[i - 1] ?? 0),
  ),
  RATE_HZ,
  { hz: 1800, q: 40, viscous: false },
).map((x) => x / 400);

/** A case with as few and short bursts as can be judged. */
function quick(seed: number, state: MountBenchState): MountBenchCase {
  const drawn = mountBenchCase(seed, state);
  return { ...drawn, healthyBursts: 5, burst: { ...drawn.burst, durationS: 1 } };
}

describe('levels of third octaves', () => {
  test('are the density of white noise, less the median of an exponential distribution', () => {
    // Variance 1 over the whole band, and ln 2 of it in the middle of what single bins read.
    const expected = 10 * Math.log10(Math.LN2 / (RATE_HZ / 2));
    const wide = bandLevelsDb(burst(noise(7))).slice(-8);
    expect(Math.abs(wide.reduce((sum, level) => sum + level / wide.length, 0) - expected)).toBeLessThan(0.4);
    for (const level of wide) expect(Math.abs(level - expected)).toBeLessThan(1.5);
  });

  test('stay where they are when lines of a shaft and its gears rise', () => {
    const quiet = noise(7);
    const lines = [25, 50, 617, 1200, 1225, 1250, 3000];
    const loud = quiet.map((x, i) =>
      lines.reduce((sum, hz) => sum + 3 * Math.sin((2 * Math.PI * hz * i) / RATE_HZ), x),
    );
    const [before, after] = [quiet, loud].map((samples) => bandLevelsDb(burst(samples)));
    // The lines alone hold 30 times the power of the noise.
    after.forEach((level, band) => expect(Math.abs(level - before[band])).toBeLessThan(2.5));
  });

  test('reach to what the sample rate holds', () => {
    expect(bandCentresHz(25_600).at(-1)).toBeCloseTo(10_000, 6);
    expect(bandCentresHz(12_800).at(-1)).toBeCloseTo(5011.9, 1);
  });
});

describe('the mount of an accelerometer', () => {
  test('that came loose is called with its resonance, whatever that is from 1 to 3 kHz', () => {
    fc.assert(
      fc.property(
        fc.record({
          hz: fc.double({ min: 1000, max: 3000, noNaN: true }),
          q: fc.double({ min: 3, max: 15, noNaN: true }),
          viscous: fc.boolean(),
          seed: fc.integer({ min: 1, max: 9999 }),
        }),
        ({ seed, ...mount }) => {
          const result = runMountBenchCase({ ...quick(seed, 'loose'), mount });
          const { verdict, resonance } = result.diagnosis;
          if (verdict !== 'sensor-loose') throw new Error(describeMountResult(result));
          expect(Math.abs(resonance!.hz / mount.hz - 1)).toBeLessThan(0.12);
        },
      ),
      { numRuns: 12, seed: 20261127 },
    );
  });

  test('that sits firmly is never called loose, whatever is wrong with the machine', () => {
    const firm = MOUNT_BENCH_STATES.filter((state) => !['loose', 'loose-and-faulty'].includes(state));
    fc.assert(
      fc.property(fc.constantFrom(...firm), fc.integer({ min: 10_000, max: 19_999 }), (state, seed) => {
        const result = runMountBenchCase(quick(seed, state));
        if (result.diagnosis.verdict !== 'healthy') throw new Error(describeMountResult(result));
      }),
      { numRuns: 26, seed: 20261127 },
    );
  });

  test('is compared in numbers that can be shown: where it is, where healthy bursts were, what a resonance makes of them', () => {
    const { grade, confidence, resonance, signs, evidence } = diagnoseMount(loose(), HEALTHY);
    expect(grade).toBe('clear');
    expect(confidence).toBeGreaterThan(0.9);
    expect(resonance!.hz / 1800).toBeCloseTo(1, 1);
    expect(signs.map(({ sign, holds }) => [sign, holds])).toEqual([
      ['hump', true],
      ['loss', true],
      ['still', true],
      ['shape', true],
    ]);
    const at = (hz: number) => evidence.bandHz.findIndex((band) => Math.abs(band / hz - 1) < 0.05);
    expect(evidence.levelDb[at(10_000)] - evidence.healthyDb[at(10_000)]).toBeLessThan(-25);
    evidence.fittedDb.forEach((fitted, band) =>
      expect(Math.abs(fitted - evidence.levelDb[band])).toBeLessThan(3),
    );
    expect(evidence.comparedWith).toBe(5);
  });

  test('gives the same answer again from what is kept of it', () => {
    const kept = mountDiagnosisSchema.parse(JSON.parse(JSON.stringify(diagnoseMount(loose(), HEALTHY))));
    const again = diagnoseMount(loose(), JSON.parse(JSON.stringify(HEALTHY)) as HealthyLevels[]);
    expect(JSON.parse(JSON.stringify(again))).toEqual(kept);
  });

  test.each([
    ['a resonance beyond what a loose mount has', loose(5200, 8)],
    ['one below', loose(500, 8)],
    ['a filter that takes the high bands away without a hump', loose(1800, 0.7)],
    ['a hump without loss', burst(noise(99).map((x, i) => x + (noiseAround1800[i] ?? 0)))],
  ])('is not called loose by %s', (_what, one) => {
    expect(diagnoseMount(one, HEALTHY).verdict).toBe('healthy');
  });

  test('is not judged where nothing healthy of this speed and rate is known', () => {
    const reason = (one: PreparedBurst, healthy = HEALTHY) => diagnoseMount(one, healthy).reason;
    expect(reason(loose(), HEALTHY.slice(1))).toBe('no-baseline');
    expect(reason(burst(noise(1), 1.2 * SPEED_RPM))).toBe('no-baseline');
    expect(reason(burst(noise(1, 12_800), SPEED_RPM, 12_800))).toBe('no-baseline');
    expect(reason(burst(noise(1), null))).toBe('speed-unknown');
  });

  test('is not judged at a sample rate that does not hold what a loose mount takes away', () => {
    expect(diagnoseMount(burst(noise(1, 8000), SPEED_RPM, 8000), HEALTHY).reason).toBe('sample-rate-too-low');
  });

  test('is not judged from a burst that is no measurement', () => {
    expect(diagnoseMount(burst(new Float64Array(RATE_HZ).fill(1)), HEALTHY).reason).toBe('stuck');
  });
});

describe('a burst of a loose accelerometer', () => {
  test('says nothing about bearings and shaft, and why', () => {
    const disbelieved = loose().disbelieved('accelerometer-loose');
    const [bearing] = NAMED_BEARINGS;
    const words = [
      diagnoseBearing(disbelieved, {
        orders: bearingOrders(bearing),
        designation: bearing.designation,
        verified: true,
      }),
      diagnoseShaft(disbelieved),
    ];
    for (const word of words)
      expect(word).toMatchObject({
        verdict: 'not-diagnosable',
        reason: 'accelerometer-loose',
        grade: 'none',
      });
  });
});
