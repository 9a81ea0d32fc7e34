import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  angleGridFromSpeed,
  angleGridFromTacho,
  phaseTrack,
  resampleToAngle,
  samplesPerTurnFor,
} from './order-tracking.ts';
import { ORDER_TRACKING_REFERENCE as REFERENCE } from './reference/order-tracking.ts';
import { REFERENCE_RATE_HZ, referenceSignal } from './reference/signal.ts';
import { amplitudeSpectrum } from './spectrum.ts';

const RATE_HZ = 8192;

/** A shaft that runs up evenly, with a line at each order given: order, amplitude. */
function runUp(
  fromHz: number,
  toHz: number,
  durationS: number,
  lines: readonly (readonly [number, number])[],
) {
  const turnsAt = (t: number) => fromHz * t + ((toHz - fromHz) * t * t) / (2 * durationS);
  const signal = Float64Array.from({ length: durationS * RATE_HZ }, (_, i) => {
    const turns = turnsAt(i / RATE_HZ);
    return lines.reduce((sum, [order, a]) => sum + a * Math.sin(2 * Math.PI * order * turns + order), 0);
  });
  return { signal, turnsAt };
}

function atOrder(values: Float64Array, samplesPerTurn: number, order: number): number {
  const { resolutionHz, values: spectrum } = amplitudeSpectrum(values, samplesPerTurn);
  const near = Math.round(order / resolutionHz);
  return Math.max(...spectrum.subarray(Math.max(0, near - 2), near + 3));
}

describe('angles from a tacho', () => {
  test('agree with scipy', () => {
    const { pulseTimesS, length, timeS } = REFERENCE.tacho;
    const grid = angleGridFromTacho(pulseTimesS, 2, 8);
    expect(grid.timeS).toHaveLength(length);
    for (const [k, value] of Object.entries(timeS)) expect(grid.timeS[Number(k)]).toBeCloseTo(value, 12);
  });

  test('of a shaft that accelerates evenly are exact, whatever the speeds and the pulses', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 50, noNaN: true }),
        fc.double({ min: -0.6, max: 3, noNaN: true }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 16, max: 256 }),
        (hz, share, pulsesPerTurn, samplesPerTurn) => {
          const slope = share * hz;
          const timeOf = (turns: number) =>
            (2 * turns) / (hz + Math.sqrt(Math.max(0, hz * hz + 2 * slope * turns)));
          // 0.6 s ahead of a stop at the steepest braking.
          const turns = Math.floor((hz + slope / 2) * pulsesPerTurn) / pulsesPerTurn;
          fc.pre(turns * pulsesPerTurn >= 3);
          const pulses = Float64Array.from({ length: turns * pulsesPerTurn + 1 }, (_, i) =>
            timeOf(i / pulsesPerTurn),
          );
          const { timeS } = angleGridFromTacho(pulses, pulsesPerTurn, samplesPerTurn);
          const off = timeS.map((t, k) => Math.abs(t - timeOf(k / samplesPerTurn)));
          expect(Math.max(...off)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  test('rise, and pass through every pulse, while a turn is within a twentieth of the one before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.0488, max: 0.0512, noNaN: true }), { minLength: 3, maxLength: 30 }),
        (gaps) => {
          const pulses = [0];
          for (const gap of gaps) pulses.push(pulses[pulses.length - 1] + gap);
          const { timeS } = angleGridFromTacho(pulses, 1, 32);
          expect(timeS.findIndex((t, k) => k > 0 && !(t > timeS[k - 1]))).toBe(-1);
          pulses.forEach((pulse, i) => expect(timeS[32 * i]).toBeCloseTo(pulse, 9));
        },
      ),
    );
  });

  test('need three pulses that rise', () => {
    expect(() => angleGridFromTacho([0, 1], 1, 16)).toThrow(/three pulses/);
    expect(() => angleGridFromTacho([0, 1, 1, 2], 1, 16)).toThrow(/rise/);
    expect(() => angleGridFromTacho([0, 1, 2], 0, 16)).toThrow(/positive pulses a turn/);
  });
});

describe('angles from a speed', () => {
  test('agree with scipy', () => {
    const { gridS, turns, ...trace } = REFERENCE.speed;
    const { timeS } = angleGridFromSpeed(trace, 16);
    expect(timeS).toHaveLength(Math.floor(turns * 16) + 1);
    for (const [k, value] of Object.entries(gridS)) expect(timeS[Number(k)]).toBeCloseTo(value, 9);
  });

  test('are even in time where the speed is', () => {
    fc.assert(
      fc.property(fc.double({ min: 60, max: 6000, noNaN: true }), (speedRpm) => {
        const { timeS } = angleGridFromSpeed(
          { timeS: [0, 0.4, 1.5], speedRpm: [speedRpm, speedRpm, speedRpm] },
          64,
        );
        const off = timeS.map((t, k) => Math.abs(t - (k * 60) / (64 * speedRpm)));
        expect(Math.max(...off)).toBeLessThan(1e-9);
      }),
    );
  });

  test('need a speed that is positive', () => {
    expect(() => angleGridFromSpeed({ timeS: [0, 1], speedRpm: [100, 0] }, 16)).toThrow(/positive speed/);
    expect(() => angleGridFromSpeed({ timeS: [0], speedRpm: [100] }, 16)).toThrow(/two points/);
  });
});

describe('a signal over the angle', () => {
  test('is read by the spline that scipy reads it by', () => {
    // 2 samples to each of the signal's: nothing is filtered off.
    const timeS = Float64Array.from({ length: 1900 }, (_, k) => 0.00025 + 0.0005 * k);
    const { values } = resampleToAngle(referenceSignal, REFERENCE_RATE_HZ, { samplesPerTurn: 100, timeS });
    for (const [k, value] of Object.entries(REFERENCE.spline))
      expect(values[Number(k)]).toBeCloseTo(value, 9);
  });

  test('has every line of a shaft that changes its speed at its order, with its amplitude', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 10, max: 30, noNaN: true }),
        fc.double({ min: 0.7, max: 1.5, noNaN: true }),
        (fromHz, ratio) => {
          const toHz = fromHz * ratio;
          const { signal } = runUp(fromHz, toHz, 3, [
            [1, 2],
            [3.5, 1],
            [8, 0.5],
          ]);
          const grid = angleGridFromSpeed({ timeS: [0, 3], speedRpm: [60 * fromHz, 60 * toHz] }, 256);
          const { values, samplesPerTurn, meanSpeedRpm } = resampleToAngle(signal, RATE_HZ, grid);
          expect(meanSpeedRpm / (30 * (fromHz + toHz))).toBeCloseTo(1, 2);
          for (const [order, amplitude] of [
            [1, 2],
            [3.5, 1],
            [8, 0.5],
          ])
            // Between two bins a Hann window reads 15 % low.
            expect(atOrder(values, samplesPerTurn, order) / amplitude).toBeGreaterThan(0.83);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('does not fold what the grid cannot hold into its orders', () => {
    const signal = Float64Array.from({ length: 2 * RATE_HZ }, (_, i) =>
      Math.sin((2 * Math.PI * 1010 * i) / RATE_HZ),
    );
    // 10 turns a second, 64 samples a turn: 640 samples a second, which would fold 1010 Hz to 270 Hz, order 27.
    const grid = angleGridFromSpeed({ timeS: [0, 2], speedRpm: [600, 600] }, 64);
    const { values } = resampleToAngle(signal, RATE_HZ, grid);
    expect(Math.max(...values.subarray(100, 1100))).toBeLessThan(0.02);
  });

  test('needs a turn inside of the signal', () => {
    const grid = angleGridFromSpeed({ timeS: [0, 2], speedRpm: [60, 60] }, 64);
    expect(() => resampleToAngle(new Float64Array(RATE_HZ / 2), RATE_HZ, grid)).toThrow(/less than a turn/);
  });

  test('takes enough samples a turn to lose nothing', () => {
    expect(samplesPerTurnFor(25_600, 24)).toBe(2048);
    expect(samplesPerTurnFor(25_600, 50)).toBe(1024);
    expect(samplesPerTurnFor(25_600, 2)).toBe(4096);
    expect(samplesPerTurnFor(3200, 29, { least: 64 })).toBe(128);
  });
});

describe('the phase of the shaft line', () => {
  test('gives the speed of a shaft that runs up', () => {
    const { signal } = runUp(20, 22, 4, [
      [1, 1],
      [2, 0.7],
      [3, 0.4],
    ]);
    const track = phaseTrack(signal, RATE_HZ, 21);
    track.timeS.forEach((t, i) => expect(track.speedRpm[i] / (60 * (20 + 0.5 * t))).toBeCloseTo(1, 2));
    expect(track.variation).toBeGreaterThan(0.06);
    expect(track.amplitudeSpread).toBeLessThan(0.1);
  });

  test('puts the smeared lines back into their orders', () => {
    const { signal } = runUp(20, 22, 4, [
      [1, 1],
      [10, 1],
    ]);
    const steady = atOrder(signal, RATE_HZ / 21, 10);
    const track = phaseTrack(signal, RATE_HZ, 21);
    const { values, samplesPerTurn } = resampleToAngle(signal, RATE_HZ, angleGridFromSpeed(track, 512));
    expect(steady).toBeLessThan(0.35);
    expect(atOrder(values, samplesPerTurn, 10)).toBeGreaterThan(0.8);
  });

  test('of a steady shaft does not vary', () => {
    const { signal } = runUp(25, 25, 4, [
      [1, 1],
      [2, 1],
    ]);
    expect(phaseTrack(signal, RATE_HZ, 25).variation).toBeLessThan(0.002);
  });

  test('needs turns to follow', () => {
    expect(() => phaseTrack(new Float64Array(800).fill(1), RATE_HZ, 20)).toThrow(/too few turns/);
    expect(() => phaseTrack(new Float64Array(8000).fill(1), RATE_HZ, 4000)).toThrow(/does not fit/);
  });
});
