import { describe, expect, test } from '@jest/globals';
import {
  amplitudeSpectrum,
  analyticSignal,
  bearingOrders,
  squaredEnvelopeSpectrum,
  squaredMagnitude,
} from '@linetwin/signal';
import { synthesizeBurst, type VibrationState } from './bearing-vibration.ts';
import { Random } from './random.ts';

const RATE_HZ = 25_600;
const SPEED_RPM = 1750;
const orders = bearingOrders({
  elements: 9,
  elementDiameterMm: 7.94,
  pitchDiameterMm: 39.04,
  contactAngleDeg: 0,
});
const healthy: VibrationState = {
  speedRpm: SPEED_RPM,
  shaftLineMmPerS: 0.3,
  secondLineShare: 0.15,
  floorMPerS2: 0.45,
  resonanceHz: 4000,
  dampingRatio: 0.035,
  defects: [],
};

function envelopeSpectrum(state: VibrationState, seed = 1) {
  const samples = synthesizeBurst(state, RATE_HZ, 4 * RATE_HZ, new Random(seed));
  return squaredEnvelopeSpectrum(squaredMagnitude(analyticSignal(samples)), RATE_HZ, { maximumHz: 700 });
}

/** Highest line within 1.5 % of a frequency, against the median of the spectrum. */
function lineOverFloor(state: VibrationState, hz: number): number {
  const { values, resolutionHz } = envelopeSpectrum(state);
  const from = Math.floor((hz * 0.985) / resolutionHz);
  const to = Math.ceil((hz * 1.015) / resolutionHz);
  const median = [...values].sort((a, b) => a - b)[values.length >> 1];
  return Math.max(...values.slice(from, to + 1)) / median;
}

describe('a burst', () => {
  const shaftHz = SPEED_RPM / 60;

  test.each([
    ['outer', orders.bpfo],
    ['inner', orders.bpfi],
    ['ball', 2 * orders.bsf],
  ] as const)('with a defect on %s carries its line in the envelope spectrum', (place, order) => {
    const faulty = { ...healthy, defects: [{ place, hitMPerS2: 10, orders }] };
    expect(lineOverFloor(faulty, order * shaftHz)).toBeGreaterThan(12);
    expect(lineOverFloor(healthy, order * shaftHz)).toBeLessThan(6);
  });

  test('with an inner race defect has sidebands at the shaft speed', () => {
    const faulty: VibrationState = { ...healthy, defects: [{ place: 'inner', hitMPerS2: 10, orders }] };
    expect(lineOverFloor(faulty, (orders.bpfi - 1) * shaftHz)).toBeGreaterThan(8);
  });

  test('carries the velocity of the shaft line as acceleration', () => {
    const samples = synthesizeBurst(
      { ...healthy, floorMPerS2: 0.01, shaftLineMmPerS: 3 },
      RATE_HZ,
      4 * RATE_HZ,
      new Random(3),
    );
    const { values, resolutionHz } = amplitudeSpectrum(samples, RATE_HZ);
    const at = Math.round(shaftHz / resolutionHz);
    const peak = Math.max(...values.slice(at - 3, at + 4));
    // 3 mm/s RMS at 29.2 Hz: a = v sqrt(2) 2 pi f; a Hann line between two bins reads up to 15 % low.
    const expected = 3e-3 * Math.SQRT2 * 2 * Math.PI * shaftHz;
    expect(peak / expected).toBeGreaterThan(0.84);
    expect(peak / expected).toBeLessThan(1.02);
  });

  test('of a healthy machine is white and Gaussian, and no two are alike', () => {
    const quiet = { ...healthy, speedRpm: 0 };
    const random = new Random(5);
    const [one, two] = [1, 2].map(() => synthesizeBurst(quiet, RATE_HZ, 4 * RATE_HZ, random));
    const mean = (of: (i: number) => number) => one.reduce((sum, _x, i) => sum + of(i), 0) / one.length;
    const variance = mean((i) => one[i] ** 2);
    expect(Math.sqrt(variance)).toBeCloseTo(healthy.floorMPerS2, 2);
    expect(mean((i) => one[i] ** 4) / variance ** 2).toBeCloseTo(3, 0);
    for (const shift of [1, 2, 10, 100])
      expect(mean((i) => one[i] * (one[i + shift] ?? 0)) / variance).toBeCloseTo(0, 1);
    expect(mean((i) => one[i] * two[i]) / variance).toBeCloseTo(0, 1);
  });

  test('of a shaft that stands still is only noise', () => {
    const samples = synthesizeBurst(
      { ...healthy, speedRpm: 0, defects: [{ place: 'outer', hitMPerS2: 50, orders }] },
      RATE_HZ,
      1000,
      new Random(4),
    );
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(6 * healthy.floorMPerS2);
  });
});
