import { describe, expect, test } from '@jest/globals';
import { syntheticCurrent, type SyntheticCurrent } from '../testing/synthetic-current.ts';
import { mulberry32, normal } from '../testing/synthetic-shaft.ts';
import { healthyMotorBurst, type MotorBaseline } from './baseline.ts';
import { diagnoseMotor, type CurrentBurst } from './diagnose-motor.ts';
import { motorDiagnosisSchema } from './diagnosis.schema.ts';

/** Two pole pairs, 1465 r/min at 50 Hz: rated slip 2.33 %. */
const PLATE = { polePairs: 2, ratedFrequencyHz: 50, ratedSpeedRpm: 1465 };
const RATE = 10_000;
const db = (x: number) => 10 ** (x / 20);

/** A sound motor at 90 % of its load, as class C delivers it: 10 s at 10 kHz. */
const SOUND: SyntheticCurrent = {
  sampleRateHz: RATE,
  durationS: 10,
  seed: 1,
  supplyHz: 50.03,
  slip: 0.021,
  sidebands: [db(-62), db(-63)],
  negative: 0.008,
  harmonics: [
    { order: 3, amplitude: db(-58) },
    { order: 5, amplitude: 0.02 },
    { order: 7, amplitude: 0.012 },
    { order: 1 + 0.979 / 2, amplitude: db(-66) },
    { order: 1 - 0.979 / 2, amplitude: db(-66) },
  ],
  noise: 0.003,
};

function burst(what: Partial<SyntheticCurrent> = {}, phases = 3): CurrentBurst {
  const whole = { ...SOUND, ...what };
  return {
    phases: syntheticCurrent(whole).slice(0, phases),
    sampleRateHz: RATE,
    speedRpm: ((60 * whole.supplyHz) / PLATE.polePairs) * (1 - whole.slip),
  };
}

const BASELINE: MotorBaseline = {
  bursts: Array.from({ length: 6 }, (_, i) =>
    healthyMotorBurst(i, diagnoseMotor(burst({ seed: 100 + i }), { plate: PLATE }).features!),
  ),
};

describe('the current of a motor', () => {
  test('of a sound one at load says healthy, with the lines where they were put', () => {
    const found = diagnoseMotor(burst(), { plate: PLATE, baseline: BASELINE });
    expect(motorDiagnosisSchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({ verdict: 'healthy', grade: 'none', watch: false, reason: null });
    const { supplyHz, slip, load, lower, upper, negativeShare } = found.features!;
    expect(supplyHz).toBeCloseTo(50.03, 3);
    expect(slip).toBeCloseTo(0.021, 4);
    expect(load).toBeCloseTo((0.021 * 1500.9) / 35, 2);
    expect(lower.db).toBeCloseTo(-62, 0);
    expect(upper.db).toBeCloseTo(-63, 0);
    expect(negativeShare).toBeCloseTo(0.008, 3);
  });

  test.each([
    [-43, 'rotor-bar', 'clear', false],
    [-46.5, 'rotor-bar', 'probable', false],
    [-51, 'healthy', 'none', true],
    [-57, 'healthy', 'none', false],
  ])(
    'with sidebands of %d dB says %s, %s, in the bands of the standard table',
    (level, verdict, grade, watch) => {
      const found = diagnoseMotor(burst({ sidebands: [db(level), db(level - 2)] }), { plate: PLATE });
      expect(found).toMatchObject({ verdict, grade, watch });
      expect(Math.abs(found.features!.lower.db - level)).toBeLessThan(0.5);
    },
  );

  test('of one phase alone shows broken bars too', () => {
    const found = diagnoseMotor(burst({ sidebands: [db(-41), db(-44)] }, 1), { plate: PLATE });
    expect(found).toMatchObject({ verdict: 'rotor-bar', grade: 'clear' });
    expect(found.features!.negativeShare).toBeNull();
  });

  test.each([0.002, 0.01, 0.03])(
    'whose supply drifts by %d within the burst still shows its sidebands sharp',
    (drift) => {
      // The speed that a drive tells belongs to the middle of the burst.
      const found = diagnoseMotor(burst({ drift, sidebands: [db(-42), db(-43)] }), { plate: PLATE });
      expect(found).toMatchObject({ verdict: 'rotor-bar', grade: 'clear' });
      expect(Math.abs(found.features!.lower.db + 42)).toBeLessThan(1);
    },
  );

  test('at a third of its load says nothing of its bars, however strong the sidebands', () => {
    const found = diagnoseMotor(burst({ slip: 0.0078, sidebands: [db(-40), db(-40)] }), { plate: PLATE });
    expect(found).toMatchObject({ verdict: 'not-diagnosable', reason: 'load-too-low' });
  });

  test('that drives a swinging load is not taken for one with broken bars', () => {
    const swing = { hz: 2 * 0.021 * 50.03 * 0.8, amplitude: db(-38) };
    const found = diagnoseMotor(burst({ swing }), { plate: PLATE });
    expect(found).toMatchObject({ verdict: 'not-diagnosable', reason: 'load-swings' });
  });

  test('with more negative sequence than while it was sound says a short of the winding, or the supply', () => {
    const found = diagnoseMotor(burst({ negative: 0.045, harmonics: [{ order: 3, amplitude: db(-46) }] }), {
      plate: PLATE,
      baseline: BASELINE,
    });
    expect(found).toMatchObject({
      verdict: 'stator-short',
      grade: 'probable',
      cannotExclude: ['supply-unbalance'],
    });
    expect(found.signs.every(({ holds }) => holds)).toBe(true);
  });

  describe('whose voltages are measured', () => {
    const drawn = (voltage: number, angle: number, what: Partial<SyntheticCurrent> = {}): CurrentBurst => ({
      ...burst(what),
      voltages: syntheticCurrent({ ...SOUND, ...what, negative: 0, sidebands: [0, 0], harmonics: [] }).map(
        (_, phase, all) =>
          // A third voltage of the other direction is the first with two phases exchanged.
          all[phase].map((x, i) => 310 * (x + voltage * turnedBack(all, phase, i, angle))),
      ),
    });
    const usual = (i: number) => drawn(0.004, 0.3, { seed: 200 + i });
    const WITH_VOLTAGES: MotorBaseline = {
      bursts: Array.from({ length: 5 }, (_, i) =>
        healthyMotorBurst(i, diagnoseMotor(usual(i), { plate: PLATE }).features!),
      ),
    };
    const said = (of: CurrentBurst, baseline = WITH_VOLTAGES) =>
      diagnoseMotor(of, { plate: PLATE, baseline });

    test('reads them, whenever in a period the burst begins', () => {
      for (const seed of [1, 2]) {
        const { voltage } = said(drawn(0.03, 0.3, { seed })).features!;
        expect(voltage!.volts).toBeCloseTo(310 / Math.SQRT2, 0);
        expect(voltage!.unbalance).toBeCloseTo(0.03, 4);
        expect(Math.atan2(voltage!.negative.im, voltage!.negative.re)).toBeCloseTo(0.3, 1);
        expect(voltage!.distortion).toBeLessThan(0.01);
      }
    });

    test('has a short of the winding for sure where they stayed as they were', () => {
      const found = said(drawn(0.004, 0.3, { negative: 0.045 }));
      expect(motorDiagnosisSchema.parse(found)).toEqual(found);
      expect(found).toMatchObject({ verdict: 'stator-short', grade: 'clear', cannotExclude: [] });
    });

    test('has no short where they changed enough for what the current did', () => {
      // Six times 0.6 points: as a motor draws it; only the angle of the negative sequence has changed.
      const found = said(drawn(0.004, 2, { negative: 0.045 }));
      expect(found.verdict).toBe('healthy');
      const { missing } = found.rejected.find(({ fault }) => fault === 'stator-short')!;
      expect(missing).toMatchObject([{ quantity: 'current-per-voltage', holds: false }]);
    });

    test('leaves it open where they changed by more than nothing', () => {
      const found = said(drawn(0.0065, 0.3, { negative: 0.045 }));
      expect(found).toMatchObject({
        verdict: 'stator-short',
        grade: 'probable',
        cannotExclude: ['supply-unbalance'],
      });
    });

    test('has an unbalanced supply from two percent on, with and without healthy bursts', () => {
      const unbalanced = drawn(0.025, 0.3, { negative: 0.17 });
      expect(said(unbalanced)).toMatchObject({ verdict: 'supply-unbalance', grade: 'clear' });
      expect(diagnoseMotor(unbalanced, { plate: PLATE })).toMatchObject({ verdict: 'supply-unbalance' });
      expect(said(drawn(0.015, 0.3, { negative: 0.09 })).verdict).toBe('healthy');
    });

    test('but were not while it was sound, leaves the supply open', () => {
      expect(said(drawn(0.004, 0.3, { negative: 0.045 }), BASELINE)).toMatchObject({
        verdict: 'stator-short',
        grade: 'probable',
        cannotExclude: ['supply-unbalance'],
      });
    });

    test('needs three of them', () => {
      expect(() => said({ ...usual(0), voltages: usual(0).voltages!.slice(1) })).toThrow('three voltages');
    });
  });

  test('without healthy bursts says nothing of winding and air gap', () => {
    const found = diagnoseMotor(burst({ negative: 0.045 }), { plate: PLATE });
    expect(found).toMatchObject({ verdict: 'healthy', evidence: { comparedWith: 0, reference: null } });
  });

  test('with risen lines at the turn of the rotor says it runs out of centre, or is thrown there', () => {
    const found = diagnoseMotor(burst({ harmonics: [{ order: 1 + 0.979 / 2, amplitude: db(-48) }] }), {
      plate: PLATE,
      baseline: BASELINE,
    });
    expect(found).toMatchObject({ verdict: 'eccentricity', grade: 'probable' });
    expect(found.cannotExclude).toEqual(['imbalance', 'misalignment']);
    expect(found.features!.eccentricityHz).toBeCloseTo(50.03 * (1 + 0.979 / 2), 1);
  });

  test.each<[string, CurrentBurst, string]>([
    [
      'of a motor that stands',
      { phases: [noise(100_000)], sampleRateHz: RATE, speedRpm: 1469 },
      'no-supply-line',
    ],
    ['without a speed', { ...burst(), speedRpm: null }, 'speed-unknown'],
    ['faster than its field', { ...burst(), speedRpm: 1502 }, 'slip-impossible'],
    ['of two seconds', burst({ durationS: 2 }), 'too-short'],
    [
      'with a dead phase',
      { ...burst(), phases: [...burst().phases.slice(0, 2), new Float64Array(100_000)] },
      'stuck',
    ],
    ['of a drive that runs up', burst({ drift: 0.2 }), 'speed-unsteady'],
  ])('%s is not judged, and says why', (_what, current, reason) => {
    expect(diagnoseMotor(current, { plate: PLATE })).toMatchObject({ verdict: 'not-diagnosable', reason });
  });

  test('asks for a plate that an induction motor can have, a phase, and a sample rate', () => {
    const plate = { ...PLATE, ratedSpeedRpm: 1500 };
    expect(() => diagnoseMotor(burst(), { plate })).toThrow('turns slower than 1500 r/min');
    expect(() => diagnoseMotor({ ...burst(), phases: [] }, { plate: PLATE })).toThrow('current of a phase');
    expect(() => diagnoseMotor({ ...burst(), sampleRateHz: 0 }, { plate: PLATE })).toThrow('positive');
  });
});

/** What turns against a balanced system of three, by `angle` before it: its mirror image, turned. */
function turnedBack([a, b, c]: readonly Float64Array[], phase: number, i: number, angle: number): number {
  // The quadrature of the first phase follows from the two others.
  const quadrature = (b[i] - c[i]) / Math.sqrt(3);
  const at = angle + (2 * Math.PI * phase) / 3;
  return a[i] * Math.cos(at) - quadrature * Math.sin(at);
}

/** White noise of a sensor that carries no current. */
function noise(count: number): Float64Array {
  const random = mulberry32(9);
  return Float64Array.from({ length: count }, () => normal(random));
}
