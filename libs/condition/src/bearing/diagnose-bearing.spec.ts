import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bearingOrders } from '@linetwin/signal';
import { syntheticBurst } from '../testing/synthetic-bearing.ts';
import type { SyntheticBurst } from '../testing/synthetic-bearing.ts';
import { healthyBaseline } from './build-baseline.ts';
import { diagnoseBearing } from './diagnose-bearing.ts';
import type { BearingDiagnosisOptions } from './diagnose-bearing.ts';
import { bearingDiagnosisSchema } from './diagnosis.schema.ts';
import { NAMED_BEARINGS, namedBearing } from './named-bearings.ts';
import { DEFAULT_BEARING_PARAMETERS } from './parameters.ts';

const ORDERS_6205 = bearingOrders(NAMED_BEARINGS[0]);
const ORDERS_6203 = bearingOrders(NAMED_BEARINGS[1]);

/** A spindle at 1480 rpm, 4 s at 25.6 kHz, with shaft lines in noise. */
const SPINDLE: SyntheticBurst = {
  sampleRateHz: 25600,
  durationS: 4,
  speedRpm: 1480,
  orders: ORDERS_6205,
  seed: 11,
  noise: 1,
  shaftLines: [0.5, 0.3, 0.2],
};

function diagnose(
  change: Partial<SyntheticBurst> & { givenRpm?: number; verified?: boolean } = {},
  options: BearingDiagnosisOptions = {},
) {
  const { givenRpm, verified = true, ...burst } = { ...SPINDLE, ...change };
  return diagnoseBearing(
    {
      samples: syntheticBurst(burst),
      sampleRateHz: burst.sampleRateHz,
      unit: 'm/s2',
      speedRpm: givenRpm ?? burst.speedRpm,
    },
    { orders: burst.orders, designation: '6205', verified },
    options,
  );
}

describe('a fault whose lines dominate', () => {
  test.each(['outer-race', 'inner-race', 'rolling-element'] as const)(
    '%s is named with grade clear',
    (fault) => {
      const diagnosis = diagnose({ fault, severity: 8, slip: -0.008 });
      expect(diagnosis).toMatchObject({ verdict: fault, grade: 'clear', pattern: 'lines', reason: null });
      expect(diagnosis.severity.stage).toBe(3);
      expect(diagnosis.confidence).toBeGreaterThan(0.6);
      expect(diagnosis.slip).toBeCloseTo(-0.008, 2);
      expect(diagnosis.views.map((view) => view.vote)).toEqual([fault, fault, fault]);
      expect(diagnosis.rejected.map((r) => r.fault)).not.toContain(fault);
      expect(diagnosis.rejected).toHaveLength(3);
    },
  );

  test('is found at its slip when the given speed is wrong by 0.6 %, and the speed is put right', () => {
    const diagnosis = diagnose({ fault: 'inner-race', severity: 8, givenRpm: 1489 });
    expect(diagnosis).toMatchObject({ verdict: 'inner-race', grade: 'clear', shaft: { fitted: true } });
    expect(Math.abs(diagnosis.shaft.speedRpm! / 1480 - 1)).toBeLessThan(0.002);
  });

  test('of unknown geometry is found up to 5 % off, with less confidence', () => {
    const off = { fault: 'inner-race', severity: 8, slip: -0.035 } as const;
    expect(diagnose({ ...off, verified: true }).verdict).toBe('not-diagnosable');
    const diagnosis = diagnose({ ...off, verified: false });
    expect(diagnosis).toMatchObject({ verdict: 'inner-race', bearing: { verified: false } });
    expect(diagnosis.confidence).toBeLessThanOrEqual(0.8);
  });

  test('of a 6203 is told from the shaft harmonic 1 % away', () => {
    const diagnosis = diagnose({ orders: ORDERS_6203, fault: 'outer-race', severity: 6, slip: -0.006 });
    expect(diagnosis).toMatchObject({ verdict: 'outer-race', grade: 'clear' });
  });

  test.each([1e-3, 30])('does not depend on the scale of the signal (%d)', (scale) => {
    const diagnosis = diagnose({
      durationS: 3,
      fault: 'outer-race',
      severity: 6 * scale,
      noise: scale,
      shaftLines: [0.5 * scale],
    });
    expect(diagnosis).toMatchObject({ verdict: 'outer-race', grade: 'clear' });
  });
});

describe('a bearing without a fault', () => {
  test('is called healthy over many seeds, never faulty', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom(ORDERS_6205, ORDERS_6203),
        (seed, orders) => {
          expect(diagnose({ seed, orders, durationS: 2 })).toMatchObject({
            verdict: 'healthy',
            grade: 'none',
          });
        },
      ),
      { numRuns: 10, seed: 7 },
    );
  });

  test('with strong shaft harmonics (looseness) is not called faulty', () => {
    expect(diagnose({ shaftLines: [3, 2, 2, 2, 1, 1, 1] }).grade).toBe('none');
  });

  test.each([2.9, ORDERS_6205.bpfo / 2])(
    'that is struck at a rate foreign to it (%d orders) is not called faulty',
    (bpfo) => {
      const foreign = { ...ORDERS_6205, bpfo };
      const samples = syntheticBurst({ ...SPINDLE, orders: foreign, fault: 'outer-race', severity: 8 });
      const diagnosis = diagnoseBearing(
        { samples, sampleRateHz: 25600, unit: null, speedRpm: 1480 },
        { orders: ORDERS_6205, verified: true },
      );
      expect(diagnosis).toMatchObject({ verdict: 'not-diagnosable', grade: 'none' });
    },
  );
});

describe('what cannot be told apart', () => {
  test('an outer race exactly on a shaft harmonic is not called', () => {
    const onShaft = 3 / ORDERS_6203.bpfo - 1;
    const diagnosis = diagnose({
      orders: ORDERS_6203,
      fault: 'outer-race',
      severity: 6,
      slip: onShaft,
      jitter: 0,
    });
    expect(diagnosis.grade).toBe('none');
  });

  test('cage modulation without impulses is at best probable, with impulses it is cage or element', () => {
    expect(diagnose({ fault: 'cage', severity: 0.18 })).toMatchObject({ verdict: 'cage', grade: 'probable' });
    expect(diagnose({ fault: 'cage', severity: 0.5 })).toMatchObject({
      verdict: 'not-diagnosable',
      reason: 'cage-or-rolling-element',
    });
  });

  test('a single line at BPFO is no comb', () => {
    const samples = syntheticBurst({ ...SPINDLE, shaftLines: [] });
    const bpfoHz = ORDERS_6205.bpfo * (1480 / 60);
    for (let i = 0; i < samples.length; i++) {
      samples[i] *= 1 + 0.4 * Math.cos((2 * Math.PI * bpfoHz * i) / SPINDLE.sampleRateHz);
    }
    const diagnosis = diagnoseBearing(
      { samples, sampleRateHz: SPINDLE.sampleRateHz, unit: null, speedRpm: 1480 },
      { orders: ORDERS_6205, verified: true },
    );
    expect(diagnosis.grade).toBe('none');
  });
});

describe("the machine's own healthy baseline", () => {
  const weak = { fault: 'outer-race', severity: 2.5 } as const;

  test('silences lines the machine always had', () => {
    const before = diagnose({ ...weak, seed: 1 });
    expect(before).toMatchObject({ verdict: 'outer-race' });
    const baseline = healthyBaseline([before, diagnose({ ...weak, seed: 2 })]);
    expect(baseline?.bursts).toBe(2);
    const after = diagnose({ ...weak, seed: 3 }, { baseline });
    expect(after).toMatchObject({ verdict: 'healthy', grade: 'none' });
    expect(after.views[0]).toMatchObject({ vote: null, objection: 'below-baseline' });
  });

  test('does not silence a fault that has grown', () => {
    const baseline = healthyBaseline([diagnose({ seed: 1 }), diagnose({ seed: 2 })]);
    const grown = diagnose({ fault: 'outer-race', severity: 8 }, { baseline });
    expect(grown).toMatchObject({ verdict: 'outer-race', grade: 'clear' });
  });

  test('is not made of refused bursts', () => {
    expect(healthyBaseline([diagnose({ durationS: 0.1 })])).toBeNull();
  });
});

describe('a burst that cannot be used is refused with the reason', () => {
  const clean = syntheticBurst({ ...SPINDLE, durationS: 2 });
  const refuse = (samples: ArrayLike<number>, speedRpm: number | null = 1480, sampleRateHz = 25600) =>
    diagnoseBearing({ samples, sampleRateHz, unit: 'g', speedRpm }, { orders: ORDERS_6205, verified: true });

  test.each([
    ['no-samples', []],
    ['not-a-number', clean.map((x, i) => (i === 99 ? NaN : x))],
    ['stuck', new Float32Array(51200).fill(0.25)],
    ['dropout', clean.map((x, i) => (i > 5000 && i < 9000 ? 0 : x))],
    ['clipped', clean.map((x) => Math.max(-1.2, Math.min(1.2, x)))],
    ['sensor-bias', clean.map((x) => x + 100)],
    ['too-short', clean.slice(0, 12800)],
  ] as const)('%s', (reason, samples) => {
    const diagnosis = refuse(samples);
    expect(diagnosis).toMatchObject({ verdict: 'not-diagnosable', grade: 'none', reason, features: null });
    expect(bearingDiagnosisSchema.safeParse(diagnosis).success).toBe(true);
  });

  test('speed unknown, too low, and a sample rate that does not hold the harmonics', () => {
    expect(refuse(clean, null).reason).toBe('speed-unknown');
    expect(refuse(clean, 30).reason).toBe('speed-too-low');
    expect(refuse(clean, 1480, 2000).reason).toBe('sample-rate-too-low');
  });

  test('a few clipped peaks are only flagged', () => {
    const sine = syntheticBurst({ ...SPINDLE, durationS: 2, noise: 1e-4, shaftLines: [1] });
    const diagnosis = refuse(sine.map((x) => Math.min(0.9999, x)));
    expect(diagnosis.quality.clipped).toBe(true);
    expect(diagnosis.features).not.toBeNull();
  });

  test('a sample rate of zero is a mistake of the caller', () => {
    expect(() => refuse(clean, 1480, 0)).toThrow(RangeError);
  });
});

describe('the finding', () => {
  const diagnosis = diagnose({ fault: 'inner-race', severity: 8 }, { isoGroup: 'group-2-rigid' });

  test('survives JSON and its own schema unchanged', () => {
    const back: unknown = JSON.parse(JSON.stringify(diagnosis));
    expect(bearingDiagnosisSchema.parse(back)).toEqual(back);
    expect(JSON.stringify(diagnosis).length).toBeLessThan(100_000);
  });

  test('is the same for the same burst', () => {
    expect(diagnose({ fault: 'inner-race', severity: 8 }, { isoGroup: 'group-2-rigid' })).toEqual(diagnosis);
  });

  test('keeps the spectra with their peaks and marks the lines that were hit', () => {
    expect(diagnosis.evidence.spectra.map((s) => s.view)).toEqual(['raw', 'whitened', 'best-band']);
    const raw = diagnosis.evidence.spectra[0];
    expect(raw.frequencyHz.length).toBe(raw.depth.length);
    expect(raw.frequencyHz.length).toBeLessThanOrEqual(DEFAULT_BEARING_PARAMETERS.evidence.points);
    const bpfiHz = ORDERS_6205.bpfi * (1480 / 60);
    const first = diagnosis.evidence.lines.find(
      (l) => l.view === 'raw' && l.kind === 'inner-race' && l.harmonic === 1 && l.sideband === 0,
    );
    expect(first).toMatchObject({ hit: true });
    expect(Math.abs(first!.foundHz! / bpfiHz - 1)).toBeLessThan(0.01);
    const sidebands = diagnosis.evidence.lines.filter((l) => l.view === 'raw' && l.sideband !== 0);
    expect(sidebands.filter((l) => l.hit).length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...raw.depth)).toBeGreaterThanOrEqual(first!.depth);
  });

  test('carries velocity and zone, parameters and method version', () => {
    expect(diagnosis.features?.velocityRmsMmPerS).toBeGreaterThan(0);
    expect(diagnosis.severity).toMatchObject({ isoGroup: 'group-2-rigid' });
    expect(['A', 'B', 'C', 'D']).toContain(diagnosis.severity.isoZone);
    expect(diagnosis.parameters).toEqual(DEFAULT_BEARING_PARAMETERS);
    expect(diagnosis.method.version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('named bearings', () => {
  test('all have possible geometry and a source', () => {
    for (const bearing of NAMED_BEARINGS) {
      expect(bearingOrders(bearing).bpfo).toBeGreaterThan(1);
      expect(bearing.source).not.toBe('');
    }
  });

  test('are found by designation', () => {
    expect(namedBearing('6205-2RS JEM SKF')?.elements).toBe(9);
    expect(namedBearing('9999')).toBeUndefined();
  });
});
