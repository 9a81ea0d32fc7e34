import { describe, expect, test } from '@jest/globals';
import { amplitudeSpectrum, welch } from './spectrum.ts';
import { coherentGain, makeWindow, noiseBandwidthBins } from './windows.ts';
import type { WindowKind } from './windows.ts';
import { REFERENCE } from './reference/scipy.ts';
import { REFERENCE_RATE_HZ, referenceSignal } from './reference/signal.ts';

describe('windows', () => {
  test.each(Object.entries(REFERENCE.windows))('%s agrees with scipy', (kind, values) => {
    const window = makeWindow(kind as WindowKind, 8);
    values.forEach((value, i) => expect(window[i]).toBeCloseTo(value, 9));
  });

  test('Hann has gain 1/2 and noise bandwidth 1.5 bins, rectangular 1 and 1', () => {
    expect(coherentGain(makeWindow('hann', 64))).toBeCloseTo(0.5, 12);
    expect(noiseBandwidthBins(makeWindow('hann', 64))).toBeCloseTo(1.5, 12);
    expect(noiseBandwidthBins(makeWindow('rectangular', 64))).toBeCloseTo(1, 12);
  });

  test('an empty window is refused', () => {
    expect(() => makeWindow('hann', 0)).toThrow(RangeError);
  });
});

describe('spectra', () => {
  test.each(['rectangular', 'hann', 'flat-top'] as const)(
    'a sine of amplitude 3 reads 3 under %s',
    (window) => {
      const sine = Float64Array.from(
        { length: 1024 },
        (_, i) => 7 + 3 * Math.sin((2 * Math.PI * 64 * i) / 1024),
      );
      const { resolutionHz, values } = amplitudeSpectrum(sine, 2048, { window });
      expect(resolutionHz).toBe(2);
      expect(values[64]).toBeCloseTo(3, 9);
      expect(values[0]).toBeCloseTo(0, 9);
    },
  );

  test('the power density agrees with scipy', () => {
    const { values } = welch(referenceSignal, REFERENCE_RATE_HZ, { segmentLength: 256 });
    for (const [k, value] of Object.entries(REFERENCE.welch))
      expect(values[Number(k)] / value).toBeCloseTo(1, 9);
  });

  test('the power density sums to the variance', () => {
    const sine = Float64Array.from({ length: 8192 }, (_, i) => 2 * Math.sin((2 * Math.PI * 100 * i) / 1024));
    const { resolutionHz, values } = welch(sine, 1024);
    expect(values.reduce((a, b) => a + b) * resolutionHz).toBeCloseTo(2, 6);
  });

  test('a signal shorter than a segment is refused', () => {
    expect(() => welch(new Float64Array(100), 1000)).toThrow(/100 samples are less than one segment of 1024/);
  });
});
