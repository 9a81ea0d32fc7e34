import { mulberry32, normal } from './synthetic-shaft.ts';

// Looked up once: in a test's own context every look-up of a global is slow.
const { cos, PI, round } = Math;

/** Current of an induction motor to synthesise: three phases of amplitude 1 and what disturbs them. */
export type SyntheticCurrent = {
  readonly sampleRateHz: number;
  readonly durationS: number;
  readonly seed: number;
  readonly supplyHz: number;
  /** Frequency runs evenly from 1 - drift/2 to 1 + drift/2 of the mean. */
  readonly drift?: number;
  readonly slip: number;
  /** Amplitudes against the supply line of f1 (1 - 2 s) and f1 (1 + 2 s). */
  readonly sidebands?: readonly [number, number];
  readonly secondSidebands?: number;
  /** Negative-sequence current. */
  readonly negative?: number;
  readonly harmonics?: readonly { readonly order: number; readonly amplitude: number }[];
  /** Lines of a frequency of their own beside the supply line, Hz from it to each side. */
  readonly swing?: { readonly hz: number; readonly amplitude: number };
  readonly noise: number;
};

/** @returns three phases, A */
export function syntheticCurrent(what: SyntheticCurrent): Float64Array[] {
  const { sampleRateHz, durationS, supplyHz, drift = 0, slip, noise, swing } = what;
  const random = mulberry32(what.seed);
  const [lower, upper] = what.sidebands ?? [0, 0];
  const second = what.secondSidebands ?? 0;
  const lines = [
    { order: 1 - 2 * slip, amplitude: lower },
    { order: 1 + 2 * slip, amplitude: upper },
    { order: 1 - 4 * slip, amplitude: second },
    { order: 1 + 4 * slip, amplitude: second },
    ...(what.harmonics ?? []),
  ]
    .filter(({ amplitude }) => amplitude > 0)
    .map((line) => ({ ...line, phase: 2 * PI * random() }));
  const turned = 2 * PI * random();
  const phases = [0, 1, 2].map(() => new Float64Array(round(sampleRateHz * durationS)));
  for (let i = 0; i < phases[0].length; i++) {
    const t = i / sampleRateHz;
    const angle = 2 * PI * supplyHz * (t * (1 - drift / 2) + (drift * t * t) / (2 * durationS));
    for (let p = 0; p < 3; p++) {
      const third = (2 * PI * p) / 3;
      let x = cos(angle - third) + noise * normal(random);
      x += (what.negative ?? 0) * cos(angle + third + turned);
      // Whatever rides on the supply turns with it.
      for (const { order, amplitude, phase } of lines) x += amplitude * cos(order * angle + phase - third);
      if (swing)
        for (const side of [-1, 1]) x += swing.amplitude * cos(angle + side * 2 * PI * swing.hz * t - third);
      phases[p][i] = x;
    }
  }
  return phases;
}
