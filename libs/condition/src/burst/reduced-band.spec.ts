import { expect, test } from '@jest/globals';
import { PreparedBurst } from './prepared-burst.ts';

const RATE_HZ = 25_600;
const tone = (hz: number, rateHz: number, count: number) =>
  Float64Array.from({ length: count }, (_, i) => 3 + Math.sin((2 * Math.PI * hz * i) / rateHz));
const below = (limitHz: number, samples: Float64Array, sampleRateHz: number) =>
  PreparedBurst.of({ samples, sampleRateHz, unit: 'm/s2', speedRpm: 1500 }).accelerationBelow(limitHz);

test('what lies below the limit is as before without its mean, at fewer samples', () => {
  const { samples, sampleRateHz } = below(1100, tone(450, RATE_HZ, 2 * RATE_HZ), RATE_HZ);
  expect(sampleRateHz).toBe(3200);
  // 2 s, cut to a length that transforms fast.
  expect(samples).toHaveLength(49_152 / 8);
  const same = tone(450, sampleRateHz, samples.length).map((x) => x - 3);
  // Away from the ends, where the cut spectrum rings.
  const off = samples.subarray(200, -200).map((x, i) => Math.abs(x - same[i + 200]));
  expect(Math.max(...off)).toBeLessThan(0.01);
});

test('what lies above the new rate is gone and does not fold back', () => {
  const { samples } = below(1100, tone(3100, RATE_HZ, 2 * RATE_HZ), RATE_HZ);
  expect(Math.max(...samples.subarray(200, -200))).toBeLessThan(0.02);
});

test('a rate that is low already stays, and so do all samples', () => {
  const { samples, sampleRateHz } = below(1100, tone(100, 2560, 2560), 2560);
  expect(sampleRateHz).toBe(2560);
  expect(samples).toHaveLength(2560);
});
