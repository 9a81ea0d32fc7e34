import type { Random } from './random.ts';

const { cos, PI, sin, sqrt } = Math;

/** What makes the current of an induction motor during a burst. */
export interface MotorCurrentState {
  /** Frequency of the supply at the beginning and at the end of the burst; it changes evenly. */
  supplyHz: readonly [number, number];
  /** RMS of the supply line. */
  currentA: number;
  /** 1 - n / n_sync. */
  slip: number;
  polePairs: number;
  /** Amplitude of f1 (1 - 2 s) against f1; the line above is 2 dB less, as the speed ripples that the first one makes (domain table 2.7). */
  barSideband: number;
  /** Negative over positive sequence. */
  negativeShare: number;
  /** Amplitudes of the third harmonic and of f1 +- f_r against f1. */
  thirdHarmonic: number;
  eccentricity: number;
}

/** What is left of the supply's harmonics in the current, against f1. */
const HARMONICS = [
  { order: 5, amplitude: 0.022 },
  { order: 7, amplitude: 0.013 },
  { order: 11, amplitude: 0.006 },
];
const UPPER_SIDEBAND = 10 ** (-2 / 20);
/** k = 2 of f1 (1 +- 2ks) against k = 1. */
const SECOND_SIDEBAND = 10 ** (-12 / 20);
/** Noise of transformer and converter against f1, and the slow ripple of the load. */
const NOISE = 0.002;
const RIPPLE = { share: 0.0015, tauS: 0.3 };

/**
 * Three phase currents over time, A: I0 cos(wt) (domain table 1.5) with the lines of domain table 2.7 around it, harmonics of the supply,
 * and noise.
 */
export function synthesizeMotorCurrent(
  state: MotorCurrentState,
  sampleRateHz: number,
  count: number,
  random: Random,
): [Float32Array, Float32Array, Float32Array] {
  const { slip, polePairs, barSideband, negativeShare, supplyHz } = state;
  const rotor = (1 - slip) / polePairs;
  const lines = [
    { order: 1 - 2 * slip, amplitude: barSideband },
    { order: 1 + 2 * slip, amplitude: barSideband * UPPER_SIDEBAND },
    { order: 1 - 4 * slip, amplitude: barSideband * SECOND_SIDEBAND },
    { order: 1 + 4 * slip, amplitude: barSideband * SECOND_SIDEBAND * UPPER_SIDEBAND },
    { order: 1 + rotor, amplitude: state.eccentricity },
    { order: Math.abs(1 - rotor), amplitude: state.eccentricity },
    // Without a neutral no third harmonic flows in all phases alike: what there is comes from windings that differ.
    { order: 3, amplitude: state.thirdHarmonic },
    // Of the supply's harmonics the phases lie as far apart as of the supply, each in periods of its own.
    ...HARMONICS.map((line) => ({ ...line, sequence: line.order })),
  ].map((line) => ({ sequence: 1, ...line, phase: 2 * PI * random.uniform() }));
  const turned = 2 * PI * random.uniform();
  const peak = state.currentA * sqrt(2);
  const phases = [0, 1, 2].map(() => new Float32Array(count)) as [Float32Array, Float32Array, Float32Array];
  const keep = Math.exp(-1 / sampleRateHz / RIPPLE.tauS);
  const push = RIPPLE.share * sqrt(1 - keep * keep);
  let ripple = 0;
  const span = count / sampleRateHz;
  for (let i = 0; i < count; i++) {
    const t = i / sampleRateHz;
    const angle = 2 * PI * t * (supplyHz[0] + ((supplyHz[1] - supplyHz[0]) * t) / (2 * span));
    ripple = ripple * keep + push * random.normal();
    for (let p = 0; p < 3; p++) {
      const third = (2 * PI * p) / 3;
      let x = (1 + ripple) * cos(angle - third) + negativeShare * cos(angle + third + turned);
      for (const { order, amplitude, phase, sequence } of lines)
        x += amplitude * cos(order * angle + phase - sequence * third);
      phases[p][i] = peak * (x + NOISE * random.normal());
    }
  }
  return phases;
}

/** The voltages between the phases at a motor's terminals. */
export interface MotorVoltageState extends Pick<MotorCurrentState, 'supplyHz'> {
  /** RMS between two phases, V. */
  volts: number;
  /** Negative over positive sequence, and the angle between the two at the beginning of a period. */
  unbalance: number;
  unbalanceAngle: number;
}

/** Harmonics of a voltage against f1: some 3 % in all, well below what a plant may have (domain table 2.7: 8 %). */
const VOLTAGE_HARMONICS = [
  { order: 5, amplitude: 0.024 },
  { order: 7, amplitude: 0.016 },
  { order: 11, amplitude: 0.008 },
];
const VOLTAGE_NOISE = 0.001;

/** Three voltages over time, V, of the same instants as the currents. */
export function synthesizeMotorVoltage(
  { supplyHz, volts, unbalance, unbalanceAngle }: MotorVoltageState,
  sampleRateHz: number,
  count: number,
  random: Random,
): [Float32Array, Float32Array, Float32Array] {
  const lag = 2 * PI * random.uniform();
  const harmonics = VOLTAGE_HARMONICS.map((line) => ({ ...line, phase: 2 * PI * random.uniform() }));
  const peak = volts * sqrt(2);
  const phases = [0, 1, 2].map(() => new Float32Array(count)) as [Float32Array, Float32Array, Float32Array];
  const span = count / sampleRateHz;
  for (let i = 0; i < count; i++) {
    const t = i / sampleRateHz;
    // Both sequences begin together somewhere in a period, so that their angle is that of the supply and not of the burst.
    const angle = 2 * PI * t * (supplyHz[0] + ((supplyHz[1] - supplyHz[0]) * t) / (2 * span)) + lag;
    for (let p = 0; p < 3; p++) {
      const third = (2 * PI * p) / 3;
      let x = cos(angle - third) + unbalance * cos(angle + third + unbalanceAngle);
      for (const { order, amplitude, phase } of harmonics)
        x += amplitude * sin(order * (angle - third) + phase);
      phases[p][i] = peak * (x + VOLTAGE_NOISE * random.normal());
    }
  }
  return phases;
}
