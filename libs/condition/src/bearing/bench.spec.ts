import { describe, expect, test } from '@jest/globals';
import { bearingOrders } from '@linetwin/signal';
import { benchCase, BENCH_STATES, describeResult, runBenchCase } from '../testing/burst-bench.ts';
import type { BenchResult } from '../testing/burst-bench.ts';
import { syntheticBurst } from '../testing/synthetic-bearing.ts';
import type { SyntheticBurst } from '../testing/synthetic-bearing.ts';
import { diagnoseBearing } from './diagnose-bearing.ts';
import { namedBearing } from './named-bearings.ts';

/** BENCH_CASES=5000 runs more of them; `bench/sweep.ts` prints counts besides. */
const CASES_PER_STATE = Math.ceil(Number(process.env['BENCH_CASES'] ?? 117) / BENCH_STATES.length);
/** Seeds apart from those the rules were developed on. */
const FIRST_SEED = 100_001;

describe('drawn bursts of all bearings, geometries, speeds and noise levels', () => {
  const results: BenchResult[] = BENCH_STATES.flatMap((state, s) =>
    Array.from({ length: CASES_PER_STATE }, (_, i) =>
      runBenchCase(benchCase(FIRST_SEED + s * 10_000 + i, state)),
    ),
  );
  const misled = results.filter(({ outcome }) => outcome === 'wrong' || outcome === 'called');
  const lines = (of: readonly BenchResult[]) => of.map(describeResult);

  test('never get a wrong name with grade clear', () => {
    expect(lines(misled.filter(({ diagnosis }) => diagnosis.grade === 'clear'))).toEqual([]);
  });

  test('get a wrong name with grade probable in at most one of a hundred', () => {
    const probable = misled.filter(({ diagnosis }) => diagnosis.grade === 'probable');
    expect({
      tooMany: probable.length > results.length / 100,
      seeds: lines(probable),
    }).toMatchObject({ tooMany: false });
  });

  test('are never called faulty where the machine is healthy or only out of balance', () => {
    const healthy = misled.filter(({ benchCase: { state } }) => state === 'healthy' || state === 'imbalance');
    expect(lines(healthy)).toEqual([]);
  });

  test('are named where the fault is plain', () => {
    const plain = results.filter(
      ({ benchCase: { state, burst, geometryOff } }) =>
        (state === 'outer-race' || state === 'inner-race') &&
        burst.severity! >= 8 &&
        Math.abs(geometryOff) <= 0.02,
    );
    const right = plain.filter(({ outcome }) => outcome === 'right');
    expect(plain.length).toBeGreaterThan(2);
    expect(right.length / plain.length).toBeGreaterThan(0.6);
  });
});

describe('lines that belong to a family', () => {
  const diagnoseAs = (designation: string, change: Partial<SyntheticBurst>) => {
    const bearing = namedBearing(designation)!;
    const burst: SyntheticBurst = {
      sampleRateHz: 25600,
      durationS: 4,
      speedRpm: 1480,
      orders: bearingOrders(bearing),
      seed: 5,
      noise: 0.6,
      shaftLines: [0.1, 0.05],
      severity: 10,
      jitter: 0.01,
      loadEpsilon: 0.5,
      resonances: [{ hz: 4200, damping: 0.035 }],
      ...change,
    };
    return diagnoseBearing(
      { samples: syntheticBurst(burst), sampleRateHz: 25600, unit: 'm/s2', speedRpm: burst.speedRpm },
      { orders: bearingOrders(bearing), designation, verified: bearing.verified },
    );
  };

  test.each(
    ['6204', '30204'].flatMap((designation) =>
      [
        { speedRpm: 600, severity: 30 },
        { speedRpm: 1480, severity: 10 },
        { speedRpm: 1480, severity: 30 },
        { speedRpm: 2960, severity: 5 },
      ].map((machine) => ({ designation, ...machine })),
    ),
  )(
    'an inner race is not taken for the outer race two sidebands below ($designation, $speedRpm rpm, $severity)',
    ({ designation, ...change }) => {
      const { verdict } = diagnoseAs(designation, { ...change, fault: 'inner-race' });
      expect(['inner-race', 'not-diagnosable']).toContain(verdict);
    },
  );

  test.each([900, 1780])(
    'of an inner race at five and a half turns are not those of looseness (%d rpm)',
    (speedRpm) => {
      const slip = 5.5 / bearingOrders(namedBearing('6205-2RS JEM SKF')!).bpfi - 1;
      expect(slip).toBeLessThan(0.02);
      const change = {
        fault: 'inner-race' as const,
        slip,
        speedRpm,
        jitter: 0.01,
        severity: 5,
        shaftLines: [0.1, 0.05],
      };
      expect(diagnoseAs('6205-2RS JEM SKF', change)).toMatchObject({ verdict: 'inner-race', grade: 'clear' });
    },
  );

  test('an inner race of unverified geometry is still named', () => {
    expect(diagnoseAs('6206', { fault: 'inner-race' })).toMatchObject({
      verdict: 'inner-race',
      grade: 'clear',
    });
  });

  test('an outer race of unverified geometry is clear without sidebands, probable where an element could be it', () => {
    expect(diagnoseAs('6204', { fault: 'outer-race' })).toMatchObject({
      verdict: 'outer-race',
      grade: 'clear',
    });
    expect(diagnoseAs('30204', { fault: 'outer-race' })).toMatchObject({
      verdict: 'outer-race',
      grade: 'probable',
    });
  });

  test.each([1 / 4, 1 / 3, 1 / 2, 2])('impacts at %d of a fault rate are not that fault', (share) => {
    for (const designation of ['6205-2RS JEM SKF', '6203-2RS JEM SKF', '6204']) {
      const { bpfo, bpfi } = bearingOrders(namedBearing(designation)!);
      for (const rate of [bpfo, bpfi]) {
        const { grade } = diagnoseAs(designation, { foreignOrder: share * rate, severity: 8 });
        expect({ designation, rate: share * rate, grade }).toMatchObject({ grade: 'none' });
      }
    }
  });

  test('a loose part that hits every second turn is not the race 2 % beside its lines', () => {
    for (const designation of ['6305', '6207', '6205-2RS JEM SKF']) {
      const diagnosis = diagnoseAs(designation, { foreignOrder: 0.5, jitter: 0.002 });
      expect(diagnosis.grade).toBe('none');
    }
  });
});

describe('a burst without any finding', () => {
  const orders = bearingOrders(namedBearing('6206')!);
  const quiet = (durationS: number) =>
    diagnoseBearing(
      {
        samples: syntheticBurst({
          sampleRateHz: 6000,
          durationS,
          speedRpm: 2960,
          orders,
          seed: 9,
          noise: 1,
        }),
        sampleRateHz: 6000,
        unit: null,
        speedRpm: 2960,
      },
      { orders, verified: true },
    );

  test('is healthy only if it is long enough to have shown a fault', () => {
    expect(quiet(2)).toMatchObject({ verdict: 'not-diagnosable', reason: 'too-noisy-to-exclude' });
    expect(quiet(16)).toMatchObject({ verdict: 'healthy' });
  });
});
