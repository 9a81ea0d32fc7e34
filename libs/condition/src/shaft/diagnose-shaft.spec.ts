import { describe, expect, test } from '@jest/globals';
import { syntheticShaft, type SyntheticShaft } from '../testing/synthetic-shaft.ts';
import { healthyShaftBurst, type ShaftBaseline } from './baseline.ts';
import { diagnoseShaft, type ShaftDiagnosisOptions } from './diagnose-shaft.ts';
import { shaftDiagnosisSchema } from './diagnosis.schema.ts';
import { PLAIN_SHAFT, type DriveTrain } from './drive-train.ts';
import { remember, type ShaftHistory } from './history.ts';
import { DEFAULT_SHAFT_PARAMETERS, type ShaftDiagnosisParameters } from './parameters.ts';

const SPEED_RPM = 1750;
const HEALTHY: SyntheticShaft = {
  sampleRateHz: 6400,
  durationS: 4,
  speedRpm: SPEED_RPM,
  seed: 1,
  noise: 0.2,
  lines: [
    { order: 1, mmPerS: 0.4 },
    { order: 2, mmPerS: 0.06 },
    { order: 3, mmPerS: 0.03 },
    { order: 7, mmPerS: 0.02 },
    { order: 0.31, mmPerS: 0.03 },
    { order: 19, mmPerS: 0.05 },
  ],
};
const DRIVE: DriveTrain = {
  ...PLAIN_SHAFT,
  belts: [{ id: 'fan', order: 0.31, verified: true }],
  gears: [{ id: 'reducer', meshOrder: 19, shaftOrders: [1, 0.24], verified: true }],
};

let baseline: ShaftBaseline | null = null;
const diagnose = (
  change: Partial<SyntheticShaft>,
  options: ShaftDiagnosisOptions = {},
  axial?: Partial<SyntheticShaft>,
) =>
  diagnoseShaft(
    {
      samples: syntheticShaft({ ...HEALTHY, ...change }),
      axial: axial && syntheticShaft({ ...HEALTHY, seed: 99, ...axial }),
      sampleRateHz: HEALTHY.sampleRateHz,
      unit: 'm/s2',
      speedRpm: change.speedRpm ?? SPEED_RPM,
    },
    { drive: DRIVE, baseline, isoGroup: 'small', ...options },
  );
const withLines = (...lines: { order: number; mmPerS: number }[]) => ({
  lines: [...HEALTHY.lines.filter(({ order }) => !lines.some((line) => line.order === order)), ...lines],
});
const BASELINE: ShaftBaseline = {
  bursts: Array.from({ length: 6 }, (_, i) =>
    healthyShaftBurst(i, diagnose({ seed: 10 + i }, { baseline: null }).features!),
  ),
};
baseline = BASELINE;
const historyOf = (...bursts: Partial<SyntheticShaft>[]): ShaftHistory =>
  bursts.reduce<ShaftHistory>(
    (history, burst, i) => remember(history, i, diagnose(burst).features!, DEFAULT_SHAFT_PARAMETERS),
    [],
  );
/** A rotor out of balance at another speed: velocity with the square of it. */
const unbalancedAt = (speedRpm: number) => ({
  speedRpm,
  ...withLines({ order: 1, mmPerS: 2 * (speedRpm / SPEED_RPM) ** 2.5 }),
});

describe('the reading of a burst', () => {
  test('gives each line its velocity', () => {
    const { features } = diagnose({ noise: 0.02 });
    const read = (key: string) => features!.lines.find((line) => line.key === key)!.mmPerS;
    expect(read('1x')).toBeCloseTo(0.4, 2);
    expect(read('2x')).toBeCloseTo(0.06, 2);
    expect(read('gear:reducer:mesh')).toBeCloseTo(0.05, 2);
  });

  test('gives them the same where the speed varies by a twentieth within the burst', () => {
    const { features } = diagnose({
      variation: 0.05,
      ...withLines({ order: 1, mmPerS: 1 }, { order: 7, mmPerS: 0.3 }),
    });
    expect(features!.angle).toBe('shaft-line-phase');
    expect(features!.variation).toBeGreaterThan(0.03);
    const read = (key: string) => features!.lines.find((line) => line.key === key)!.mmPerS;
    expect(read('1x')).toBeCloseTo(1, 1);
    expect(read('7x') / 0.3).toBeGreaterThan(0.85);
  });

  test('takes the speed within the burst from a trace where one is given', () => {
    const burst = { ...HEALTHY, variation: 0.15, ...withLines({ order: 7, mmPerS: 0.3 }) };
    const { features } = diagnoseShaft({
      samples: syntheticShaft(burst),
      sampleRateHz: burst.sampleRateHz,
      unit: 'm/s2',
      speedRpm: SPEED_RPM,
      speedTrace: { timeS: [0, 4], speedRpm: [SPEED_RPM * 0.925, SPEED_RPM * 1.075] },
    });
    expect(features!.angle).toBe('speed-trace');
    expect(features!.lines.find(({ key }) => key === '7x')!.mmPerS / 0.3).toBeGreaterThan(0.85);
  });

  test.each([
    ['speed-unknown', { speedRpm: null }],
    ['unit-unknown', { unit: null }],
    ['too-short', { samples: new Float64Array(3200).map((_, i) => Math.sin(i)) }],
  ] as const)('is refused with a reason (%s)', (reason, change) => {
    const burst = {
      samples: syntheticShaft(HEALTHY),
      sampleRateHz: 6400,
      unit: 'm/s2' as const,
      speedRpm: 1750,
    };
    expect(diagnoseShaft({ ...burst, ...change })).toMatchObject({
      verdict: 'not-diagnosable',
      grade: 'none',
      reason,
    });
  });

  test('reads g as what it is', () => {
    const samples = syntheticShaft({ ...HEALTHY, noise: 0.02 }).map((x) => x / 9.80665);
    const { features } = diagnoseShaft({ samples, sampleRateHz: 6400, unit: 'g', speedRpm: SPEED_RPM });
    expect(features!.lines[0].mmPerS).toBeCloseTo(0.4, 2);
  });
});

describe('a healthy machine', () => {
  test('is healthy, and says why each fault was not named', () => {
    const diagnosis = diagnose({ seed: 77 });
    expect(diagnosis).toMatchObject({ verdict: 'healthy', grade: 'none', confidence: 0, reason: null });
    expect(diagnosis.rejected).toHaveLength(8);
    expect(diagnosis.evidence.comparedWith).toBe(6);
  });

  test('is healthy while it has no baseline, if it is quiet', () => {
    expect(diagnose({}, { baseline: null }).verdict).toBe('healthy');
    const loud = diagnose(withLines({ order: 1, mmPerS: 4 }), { baseline: null });
    expect(loud).toMatchObject({
      verdict: 'not-diagnosable',
      reason: 'no-baseline',
      severity: { isoZone: 'C' },
    });
  });

  test('is not compared with bursts of another speed', () => {
    const diagnosis = diagnose({ speedRpm: 1200, ...withLines({ order: 1, mmPerS: 4 }) });
    expect(diagnosis).toMatchObject({ verdict: 'not-diagnosable', reason: 'no-baseline' });
  });

  test('whose sensor lost the shaft is not acquitted', () => {
    const diagnosis = diagnose({ lines: [] });
    expect(diagnosis).toMatchObject({ verdict: 'not-diagnosable', reason: 'shaft-lines-lost' });
  });
});

describe('imbalance', () => {
  test('is probable by a radial sensor at one speed, and says what else it may be', () => {
    const diagnosis = diagnose(withLines({ order: 1, mmPerS: 2 }));
    expect(diagnosis).toMatchObject({
      verdict: 'imbalance',
      grade: 'probable',
      cannotExclude: ['bent-shaft', 'resonance'],
      severity: { isoZone: 'C' },
    });
    expect(
      diagnosis.signs.filter(({ role }) => role === 'required').every(({ holds }) => holds !== false),
    ).toBe(true);
  });

  test('is clear once other speeds show that it goes with the speed as a force does', () => {
    const history = historyOf(
      unbalancedAt(SPEED_RPM),
      unbalancedAt(SPEED_RPM * 1.1),
      unbalancedAt(SPEED_RPM * 0.85),
    );
    expect(diagnose(unbalancedAt(SPEED_RPM), { history })).toMatchObject({
      verdict: 'imbalance',
      grade: 'clear',
      cannotExclude: [],
    });
  });

  test('is none where 1x moves along the shaft: that is a bent one', () => {
    const bent = withLines({ order: 1, mmPerS: 2 });
    const along = { lines: [{ order: 1, mmPerS: 1.5 }] };
    expect(diagnose(bent, {}, along)).toMatchObject({ verdict: 'bent-shaft', grade: 'probable' });
  });

  test('is none where 1x has not doubled', () => {
    expect(diagnose(withLines({ order: 1, mmPerS: 0.7 })).grade).toBe('none');
  });

  test('is none where a neighbour of nearly the same speed beats with it', () => {
    const diagnosis = diagnose({ fixed: [{ hz: SPEED_RPM / 60 + 0.3, mmPerS: 1.5 }] });
    expect(diagnosis.grade).toBe('none');
  });
});

describe('other faults of the shaft', () => {
  test('misalignment is probable by 2x alone and clear by 2x along the shaft', () => {
    const lines = withLines({ order: 1, mmPerS: 0.6 }, { order: 2, mmPerS: 1.2 });
    expect(diagnose(lines)).toMatchObject({
      verdict: 'misalignment',
      grade: 'probable',
      cannotExclude: ['looseness', 'resonance'],
    });
    expect(diagnose(lines, {}, lines)).toMatchObject({
      verdict: 'misalignment',
      grade: 'clear',
      cannotExclude: [],
    });
  });

  test('looseness is clear by its many harmonics with half orders', () => {
    const harmonics = [2, 3, 4, 5, 6, 7, 8, 9].map((order) => ({ order, mmPerS: 0.3 }));
    const lines = withLines(...harmonics, { order: 0.5, mmPerS: 0.3 }, { order: 1.5, mmPerS: 0.2 });
    expect(diagnose(lines)).toMatchObject({ verdict: 'looseness', grade: 'clear' });
    expect(diagnose(withLines(...harmonics))).toMatchObject({
      verdict: 'looseness',
      grade: 'probable',
      cannotExclude: ['misalignment'],
    });
  });

  test('a resonance is clear once it was passed from both sides and again', () => {
    const mode = { hz: SPEED_RPM / 60, damping: 0.04 };
    const at = (share: number) => ({ speedRpm: SPEED_RPM * share, mode });
    const history = historyOf(at(1), at(0.85), at(1), at(1.15));
    expect(diagnose(at(1), { history })).toMatchObject({ verdict: 'resonance', grade: 'clear' });
    expect(diagnose(at(1), { history }).fixedHz).toBeCloseTo(SPEED_RPM / 60, 1);
    expect(diagnose(at(1), { history: historyOf(at(1), at(0.85)) })).toMatchObject({
      verdict: 'resonance',
      grade: 'probable',
      cannotExclude: ['imbalance'],
    });
  });

  test('a fault that came while the speed was another is no resonance', () => {
    const quiet = (share: number) => ({ speedRpm: SPEED_RPM * share });
    const history = historyOf(quiet(1), quiet(0.85), quiet(1.15));
    expect(diagnose(unbalancedAt(SPEED_RPM), { history }).verdict).toBe('imbalance');
  });
});

describe('faults of the drive', () => {
  const belt = withLines(
    { order: 0.31 * 1.01, mmPerS: 0.5 },
    { order: 0.62 * 1.01, mmPerS: 0.4 },
    { order: 0.93 * 1.01, mmPerS: 0.2 },
  );
  const gear = withLines(
    { order: 19, mmPerS: 0.3 },
    ...[-2, -1, 1, 2].map((k) => ({ order: 19 + 0.24 * k, mmPerS: 0.2 })),
  );

  test('a belt is named by its own rate where the plant knows it', () => {
    expect(diagnose(belt)).toMatchObject({ verdict: 'belt', grade: 'clear', part: 'fan' });
    const unverified = { ...DRIVE, belts: [{ id: 'fan', order: 0.31, verified: false }] };
    expect(diagnose(belt, { drive: unverified })).toMatchObject({
      verdict: 'belt',
      grade: 'probable',
      cannotExclude: ['unverified-drive'],
    });
    expect(diagnose(belt, { drive: PLAIN_SHAFT }).grade).toBe('none');
  });

  test('a gear is named with the shaft whose spacing its sidebands have', () => {
    expect(diagnose(gear)).toMatchObject({ verdict: 'gear', grade: 'clear', part: 'reducer:1' });
    expect(diagnose(gear, { drive: PLAIN_SHAFT }).grade).toBe('none');
  });

  test('two faults at once are not guessed at', () => {
    expect(diagnose(withLines(...belt.lines, { order: 1, mmPerS: 6 }))).toMatchObject({
      verdict: 'not-diagnosable',
      reason: 'several-faults',
    });
  });
});

describe('a line that belongs to no shaft', () => {
  const line = { fixed: [{ hz: 617, mmPerS: 1.2 }] };
  const machining = { ...DRIVE, machining: true };

  test('is probable chatter where a tool cuts, and clear where it stays while the speed changes', () => {
    expect(diagnose(line, { drive: machining })).toMatchObject({
      verdict: 'chatter',
      grade: 'probable',
      cannotExclude: ['other-rotor'],
      fixedHz: expect.closeTo(617, 0),
    });
    const history = historyOf({ ...line, speedRpm: SPEED_RPM * 1.08 });
    expect(diagnose(line, { drive: machining, history })).toMatchObject({
      verdict: 'chatter',
      grade: 'clear',
    });
  });

  test.each([
    ['nothing is cut', DRIVE],
    [
      'another rotor turns at that rate',
      { ...machining, otherRotors: [{ id: 'wheel', lowHz: 600, highHz: 640 }] },
    ],
    [
      'a bearing has an order there',
      { ...machining, bearings: [{ bpfo: 21.16, bpfi: 27, bsf: 5, ftf: 0.4 }] },
    ],
  ])('is not named where %s', (_, drive) => {
    expect(diagnose(line, { drive })).toMatchObject({ verdict: 'not-diagnosable', reason: 'foreign-line' });
  });
});

test.each([
  { seed: 5 },
  withLines({ order: 1, mmPerS: 2 }),
  { variation: 0.04, ...withLines({ order: 1, mmPerS: 2 }) },
])('a kept finding gives the same answer from its window and what it keeps (%#)', (change) => {
  const history = historyOf({ seed: 3 }, { speedRpm: 1500 });
  const samples = Float32Array.from(syntheticShaft({ ...HEALTHY, ...change }));
  const burst = { samples, sampleRateHz: 6400, unit: 'm/s2' as const };
  const first = diagnoseShaft(
    { ...burst, speedRpm: SPEED_RPM },
    { drive: DRIVE, baseline: BASELINE, history, isoGroup: 'small' },
  );
  const kept = shaftDiagnosisSchema.parse(JSON.parse(JSON.stringify(first)));
  const references = JSON.parse(JSON.stringify({ BASELINE, history })) as {
    BASELINE: ShaftBaseline;
    history: ShaftHistory;
  };
  const again = diagnoseShaft(
    { ...burst, speedRpm: kept.shaft.givenRpm },
    {
      drive: kept.drive,
      baseline: references.BASELINE,
      history: references.history,
      parameters: kept.parameters as ShaftDiagnosisParameters,
      isoGroup: kept.severity.isoGroup,
    },
  );
  expect(again).toEqual(kept);
});
