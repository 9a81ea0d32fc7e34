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
  /** Of the noise, a whole number from 1. */
  seed?: number;
}

const RATE_HZ = 10_000;
const DURATION_S = 10;

/** Three phase currents of 20 A of a motor, as acquisition class C delivers them. Deterministic. */
export function currentBurst(options: CurrentOptions): Burst {
  const { time, channel = 'phase_current', supplyHz = 50, slip = 0.021 } = options;
  const { sidebandDb = -62, negative = 0.008, thirdDb = -58, seed = 1 } = options;
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
    const third = (2 * Math.PI * phase) / 3;
    return Float32Array.from({ length: RATE_HZ * DURATION_S }, (_, i) => {
      const angle = (2 * Math.PI * supplyHz * i) / RATE_HZ;
      const sum = lines.reduce((all, [order, a]) => all + a * Math.cos(order * angle - third), 0);
      return 20 * Math.SQRT2 * (sum + negative * Math.cos(angle + third) + 0.01 * (random() - 0.5));
    });
  });
  return {
    channel,
    time,
    sampleRateHz: RATE_HZ,
    speedRpm: 30 * supplyHz * (1 - slip),
    unit: 'A',
    samples,
    companions: { L2, L3 },
  };
}
