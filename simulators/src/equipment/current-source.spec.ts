import { describe, expect, test } from '@jest/globals';
import { diagnoseMotor, healthyMotorBurst, type MotorBaseline } from '@linetwin/condition';
import type { Burst } from '@linetwin/contracts';
import type { Fault, FaultId } from '@linetwin/model/scenario';
import type { Equipment, MotorDefinition } from '@linetwin/model';
import { CurrentSource } from './current-source.ts';

const MOTOR: MotorDefinition = {
  name: { zh: '电机', en: 'Motor' },
  burstSignal: 'phase_current',
  polePairs: 1,
  ratedFrequencyHz: 50,
  ratedSpeedRpm: 2950,
  ratedPowerKw: 75,
  ratedCurrentA: 135,
  verified: false,
  source: 'test',
};

const STEP = { growth: 'step', tauS: 1, maxSeverity: 2 } as const;

/** Bursts of a motor at 2400 r/min and 70 % of its torque. */
function bursts(count: number, fault?: FaultId, severity = 1, { endRpm = 2400, load = 0.7 } = {}): Burst[] {
  const equipment = { address: 'site/area/line/c1' } as Equipment;
  const faults: Fault[] = fault
    ? [{ id: fault, equipment: equipment.address, onsetS: 0, endS: Infinity, severity, ...STEP }]
    : [];
  const source = new CurrentSource({ equipment, motor: MOTOR, faults, seed: 11 });
  const found: Burst[] = [];
  for (let timeS = 0; found.length < count; timeS++) {
    const rpm = 2400 + ((endRpm - 2400) * (timeS % 10)) / 10;
    source.step(timeS, rpm, (load * 75 * rpm) / 2950);
    found.push(...source.burstsDue(timeS, 1000 * timeS));
  }
  return found;
}

function judge(
  { samples, companions, sampleRateHz, speedRpm }: Burst,
  baseline: MotorBaseline | null = null,
) {
  const { L2, L3, U1, U2, U3 } = companions!;
  return diagnoseMotor(
    { phases: [samples, L2!, L3!], voltages: [U1!, U2!, U3!], sampleRateHz, speedRpm },
    { plate: MOTOR, baseline },
  );
}

const healthy = bursts(6);
const BASELINE = { bursts: healthy.map((one) => healthyMotorBurst(one.time, judge(one).features!)) };

describe('current of a simulated motor', () => {
  test('comes every five minutes as 10 s of three phases and voltages at 10 kHz, in A and V', () => {
    expect(healthy[1].time - healthy[0].time).toBe(300_000);
    expect(healthy[0]).toMatchObject({
      channel: 'phase_current',
      sampleRateHz: 10_000,
      unit: 'A',
      speedRpm: 2400,
    });
    expect(
      [healthy[0].samples, ...Object.values(healthy[0].companions!)].map(({ length }) => length),
    ).toEqual(Array(6).fill(100_000));
    const { currentA, load, supplyHz, voltage } = judge(healthy[0]).features!;
    // A drive that turns the motor slower gives it less.
    expect(voltage!.volts).toBeCloseTo((380 * supplyHz) / 50, 0);
    expect(voltage!.distortion).toBeCloseTo(0.03, 2);
    expect(currentA).toBeCloseTo(0.7 * 135, 0);
    expect(load).toBeCloseTo(0.7, 2);
    expect(supplyHz).toBeCloseTo((2400 + 0.7 * 50) / 60, 2);
  });

  test('of a sound motor is called healthy, burst after burst', () => {
    for (const one of healthy)
      expect(judge(one, BASELINE)).toMatchObject({ verdict: 'healthy', watch: false });
  });

  test.each<[FaultId, string]>([
    ['rotor-bar', 'clear'],
    ['stator-short', 'clear'],
    ['supply-unbalance', 'clear'],
    ['eccentricity', 'probable'],
  ])('with %s is named %s', (fault, grade) => {
    expect(judge(bursts(1, fault)[0], BASELINE)).toMatchObject({ verdict: fault, grade });
  });

  test('of a supply that is out of balance, but within its limit, is not taken for a bad winding', () => {
    const [unbalanced] = bursts(1, 'supply-unbalance', 0.5);
    const { verdict, features } = judge(unbalanced, BASELINE);
    expect(features!.negativeShare).toBeGreaterThan(0.05);
    expect(verdict).toBe('healthy');
  });

  test('shows bars that break only while the motor has load', () => {
    const [light] = bursts(1, 'rotor-bar', 1, { load: 0.4 });
    expect(judge(light)).toMatchObject({ verdict: 'not-diagnosable', reason: 'load-too-low' });
  });

  test('shows them while a drive changes its speed by two percent', () => {
    const [moving] = bursts(1, 'rotor-bar', 1, { endRpm: 2450 });
    expect(judge(moving)).toMatchObject({ verdict: 'rotor-bar', grade: 'clear' });
  });
});
