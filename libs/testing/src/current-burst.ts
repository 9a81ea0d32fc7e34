import type { Burst } from '@linetwin/contracts';

export interface CurrentOptions {
  time: number;
  channel?: string;
  supplyHz?: number;
  /** Of a motor with two pole pairs. */
  slip?: number;
  /** Of f1 (1 - 2 s), dB against the supply line; f1 (1 + 2 s) is 2 dB less. */
  sidebandDb?: number;
  /** Negative-sequence current against the positive one. */
  negative?: number;
  thirdDb?: number;
  /** Negative over positive sequence of the voltages; left out, they are not measured. */
  voltageUnbalance?: number;
  /** Of the noise, a whole number from 1. */
  seed?: number;
}

// Looked up once: in a test's own context every look-up of a global is slow.
const { cos, PI, SQRT2 } = Math;

const RATE_HZ = 10_000;
const DURATION_S = 10;

/** Three phase currents of 20 A of a motor, and its voltages where they are measured, as acquisition class C delivers them. Deterministic. */
export function currentBurst(options: CurrentOptions): Burst {
  const { time, channel = 'phase_current', supplyHz = 50, slip = 0.021 } = options;
  const { sidebandDb = -62, negative = 0.008, thirdDb = -58, seed = 1, voltageUnbalance } = options;
  const amplitude = (db: number) => 10 ** (db / 20);
  let state = seed * 7_919;
  const random = () => (state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647) / 2_147_483_647;
  const lines = [
    [1, 1],
    [1 - 2 * slip, amplitude(sidebandDb)],
    [1 + 2 * slip, amplitude(sidebandDb - 2)],
    [3, amplitude(thirdDb)],
  ];
  const [samples, L2, L3] = [0, 1, 2].map((phase) => {
    const third = (2 * PI * phase) / 3;
    return Float32Array.from({ length: RATE_HZ * DURATION_S }, (_, i) => {
      const angle = (2 * PI * supplyHz * i) / RATE_HZ;
      const sum = lines.reduce((all, [order, a]) => all + a * cos(order * angle - third), 0);
      return 20 * SQRT2 * (sum + negative * cos(angle + third) + 0.01 * (random() - 0.5));
    });
  });
  const voltages = (unbalance: number) =>
    [0, 1, 2].map((phase) => {
      const third = (2 * PI * phase) / 3;
      return Float32Array.from({ length: RATE_HZ * DURATION_S }, (_, i) => {
        const angle = (2 * PI * supplyHz * i) / RATE_HZ + 0.5;
        return 380 * SQRT2 * (cos(angle - third) + unbalance * cos(angle + third));
      });
    });
  const [U1, U2, U3] = voltageUnbalance === undefined ? [] : voltages(voltageUnbalance);
  return {
    channel,
    time,
    sampleRateHz: RATE_HZ,
    speedRpm: 30 * supplyHz * (1 - slip),
    unit: 'A',
    samples,
    companions: { L2, L3, ...(voltageUnbalance !== undefined && { U1, U2, U3 }) },
  };
}
