import { expect, test } from '@jest/globals';
import { reduceBand } from './reduced-band.ts';

const RATE_HZ = 25_600;
const tone = (hz: number, rateHz: number, count: number) =>
  Float64Array.from({ length: count }, (_, i) => 3 + Math.sin((2 * Math.PI * hz * i) / rateHz));

test('what lies below the limit is as before, at fewer samples', () => {
  const { samples, sampleRateHz } = reduceBand(tone(450, RATE_HZ, 2 * RATE_HZ), RATE_HZ, 1100);
  expect(sampleRateHz).toBe(3200);
  expect(samples).toHaveLength(6400);
  const same = tone(450, sampleRateHz, samples.length).map((x) => x - 3);
  // Away from the ends, where the cut spectrum rings.
  const off = samples.subarray(200, -200).map((x, i) => Math.abs(x - same[i + 200]));
  expect(Math.max(...off)).toBeLessThan(0.01);
});

test('what lies above the new rate is gone and does not fold back', () => {
  const { samples } = reduceBand(tone(3100, RATE_HZ, 2 * RATE_HZ), RATE_HZ, 1100);
  expect(Math.max(...samples.subarray(200, -200))).toBeLessThan(0.02);
});

test('a rate that is low already stays', () => {
  expect(reduceBand(tone(100, 2560, 2560), 2560, 1100)).toMatchObject({ sampleRateHz: 2560 });
});
