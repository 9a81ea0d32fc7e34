import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fastLengthAbove, fastLengthBelow, fft, ifft, irfft, rfft } from './fft.ts';
import { REFERENCE } from './reference/scipy.ts';
import { referenceSignal } from './reference/signal.ts';

describe('the real transform', () => {
  test('agrees with numpy on a length of 15 times a power of two', () => {
    const bins = rfft(referenceSignal);
    for (const [k, [re, im]] of Object.entries(REFERENCE.rfft)) {
      expect(bins[2 * Number(k)]).toBeCloseTo(re, 9);
      expect(bins[2 * Number(k) + 1]).toBeCloseTo(im, 9);
    }
  });

  test.each([8, 12, 20, 28, 36, 60, 96, 240])('a cosine on bin 3 of %i samples has one line of N/2', (n) => {
    const bins = rfft(Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * 3 * i) / n)));
    for (let k = 0; k <= n / 2; k++) expect(bins[2 * k]).toBeCloseTo(k === 3 ? n / 2 : 0, 9);
  });

  test('the inverse gives any real signal back', () => {
    const length = fc.constantFrom(4, 8, 12, 20, 48, 56, 72, 120);
    const signals = length.chain((n) =>
      fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: n, maxLength: n }),
    );
    fc.assert(
      fc.property(signals, (signal) => {
        const back = irfft(rfft(signal), signal.length);
        signal.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 7));
      }),
    );
  });

  test('padding with zeros keeps the value at the same frequency', () => {
    const signal = referenceSignal.slice(0, 480);
    const [plain, padded] = [rfft(signal), rfft(signal, { length: 960 })];
    for (const k of [1, 20, 100]) expect(padded[4 * k]).toBeCloseTo(plain[2 * k], 9);
  });

  test('a length with another odd factor is refused with a hint', () => {
    expect(() => rfft(new Float64Array(44))).toThrow(/fastLengthBelow/);
    expect(() => irfft(new Float64Array(10), 16)).toThrow(/16 samples have 9 bins, got 5/);
  });
});

test('the complex transform and its inverse cancel', () => {
  const z = Float64Array.from({ length: 2 * 24 }, (_, i) => Math.sin(i * i));
  const back = ifft(fft(z));
  z.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 12));
});

describe('fast lengths', () => {
  test('lose at most a sixth going down, add at most a fifth going up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 2_000_000 }), (n) => {
        const [below, above] = [fastLengthBelow(n), fastLengthAbove(n)];
        expect(below).toBeLessThanOrEqual(n);
        expect(below).toBeGreaterThan((5 / 6) * n - 1);
        expect(above).toBeGreaterThanOrEqual(n);
        expect(above).toBeLessThanOrEqual(1.2 * n + 1);
      }),
    );
  });

  test('a fast length stays what it is', () => {
    for (const n of [64, 96, 122_880, 114_688]) {
      expect(fastLengthBelow(n)).toBe(n);
      expect(fastLengthAbove(n)).toBe(n);
    }
  });

  test('one sample is refused', () => {
    expect(() => fastLengthBelow(1)).toThrow(RangeError);
  });
});
