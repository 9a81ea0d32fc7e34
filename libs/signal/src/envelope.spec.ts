import { describe, expect, test } from '@jest/globals';
import { bandEnvelope, bandTree, kurtogram, spectralKurtosis } from './bands.ts';
import { analyticSignal, envelope, squaredEnvelopeSpectrum, squaredMagnitude } from './envelope.ts';
import { rfft } from './fft.ts';
import { bandPass } from './filter.ts';
import { cepstrumPrewhiten } from './whitening.ts';
import { REFERENCE } from './reference/scipy.ts';
import { REFERENCE_RATE_HZ, referenceSignal } from './reference/signal.ts';

const RATE_HZ = 8192;

/** A carrier whose power pulsates as 1 + depth cos(2 pi f t). */
function pulsating(depth: number, modulationHz: number, carrierHz: number, samples = 8192): Float64Array {
  return Float64Array.from({ length: samples }, (_, i) => {
    const t = i / RATE_HZ;
    const power = 1 + depth * Math.cos(2 * Math.PI * modulationHz * t);
    return Math.sqrt(power) * Math.cos(2 * Math.PI * carrierHz * t);
  });
}

describe('the envelope', () => {
  test('agrees with scipy', () => {
    const env = envelope(referenceSignal);
    for (const [i, value] of Object.entries(REFERENCE.envelope)) expect(env[Number(i)]).toBeCloseTo(value, 9);
  });

  test('of a modulated carrier is its modulation', () => {
    const z = analyticSignal(pulsating(0.5, 16, 2048));
    const squared = squaredMagnitude(z);
    for (const i of [0, 100, 777]) {
      expect(squared[i]).toBeCloseTo(1 + 0.5 * Math.cos((2 * Math.PI * 16 * i) / RATE_HZ), 3);
    }
  });

  test('of one band, decimated, is the modulation of that band alone', () => {
    const other = pulsating(0.9, 10, 3500);
    const signal = pulsating(0.4, 16, 1200).map((x, i) => x + 3 * other[i]);
    const band = bandEnvelope(rfft(signal), RATE_HZ, { lowHz: 1000, highHz: 1500 });
    expect(band.sampleRateHz).toBe(1024);
    const { resolutionHz, values } = squaredEnvelopeSpectrum(band.squaredEnvelope, band.sampleRateHz);
    expect(values[Math.round(16 / resolutionHz)]).toBeCloseTo(0.4, 2);
    expect(values[Math.round(10 / resolutionHz)]).toBeLessThan(0.01);
  });
});

describe('the squared envelope spectrum', () => {
  test('agrees with numpy', () => {
    const squared = squaredMagnitude(analyticSignal(referenceSignal));
    const { values } = squaredEnvelopeSpectrum(squared, REFERENCE_RATE_HZ);
    for (const [k, value] of Object.entries(REFERENCE.ses)) expect(values[Number(k)]).toBeCloseTo(value, 9);
  });

  test.each([1, 1000])('reads the modulation depth whatever the scale (%i)', (scale) => {
    const squared = envelope(pulsating(0.3, 20, 2000).map((x) => scale * x)).map((e) => e * e);
    const { values } = squaredEnvelopeSpectrum(squared, RATE_HZ);
    expect(values[20]).toBeCloseTo(0.3, 2);
  });

  test('averaging segments keeps the depth of a line and lowers the resolution', () => {
    const squared = envelope(pulsating(0.3, 32, 2000, 32768)).map((e) => e * e);
    const { resolutionHz, values } = squaredEnvelopeSpectrum(squared, RATE_HZ, {
      segmentLength: 4096,
      maximumHz: 100,
    });
    expect(resolutionHz).toBe(2);
    expect(values.length).toBe(51);
    expect(values[16]).toBeCloseTo(0.3, 2);
  });

  test('a silent signal has no lines', () => {
    const { values } = squaredEnvelopeSpectrum(new Float64Array(64), 64);
    expect(values.every((v) => v === 0)).toBe(true);
  });
});

describe('cepstrum pre-whitening', () => {
  test('agrees with numpy', () => {
    const white = cepstrumPrewhiten(referenceSignal);
    for (const [i, value] of Object.entries(REFERENCE.whitened))
      expect(white[Number(i)]).toBeCloseTo(value, 9);
  });

  test('leaves every bin with magnitude 1', () => {
    const bins = rfft(cepstrumPrewhiten(referenceSignal));
    for (let k = 0; k < bins.length; k += 2) expect(Math.hypot(bins[k], bins[k + 1])).toBeCloseTo(1, 8);
  });
});

describe('bands', () => {
  test('the band-pass agrees with numpy', () => {
    const filtered = bandPass(referenceSignal, REFERENCE_RATE_HZ, 20, 60);
    for (const [i, value] of Object.entries(REFERENCE.bandPass20to60)) {
      expect(filtered[Number(i)]).toBeCloseTo(value, 9);
    }
    expect(() => bandPass(referenceSignal, 1000, 60, 60)).toThrow(/empty band/);
  });

  test('the tree halves and thirds the band down to the narrowest width', () => {
    const widths = new Set(
      bandTree(12000, { minimumWidthHz: 1000 }).map((b) => Math.round(b.highHz - b.lowHz)),
    );
    expect([...widths]).toEqual([6000, 3000, 2000, 1500, 1000]);
    const limited = bandTree(12000, { minimumWidthHz: 1500, lowestHz: 500, highestHz: 5700 });
    expect(limited.slice(1).every((b) => b.lowHz >= 500 && b.highHz <= 5700)).toBe(true);
  });

  test('the kurtogram finds the band that holds the impulses', () => {
    let state = 1;
    const noise = () => ((state = (state * 16807) % 2147483647) / 2147483647 - 0.5) * 0.4;
    const signal = Float64Array.from({ length: 32768 }, noise);
    for (let start = 500; start < signal.length - 200; start += 1024) {
      for (let i = 0; i < 200; i++) {
        signal[start + i] += Math.exp(-i / 40) * Math.sin((2 * Math.PI * 3000 * i) / 16384);
      }
    }
    const [best] = kurtogram(rfft(signal), 16384, { minimumWidthHz: 500, lowestHz: 500 });
    expect(best.lowHz).toBeLessThanOrEqual(3000);
    expect(best.highHz).toBeGreaterThanOrEqual(3000);
    expect(best.kurtosis).toBeGreaterThan(5);
  });

  test('a constant envelope has spectral kurtosis -1', () => {
    expect(spectralKurtosis(new Float64Array(10).fill(2))).toBeCloseTo(-1, 12);
  });
});
