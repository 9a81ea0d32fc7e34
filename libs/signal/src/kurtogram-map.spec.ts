import { describe, expect, test } from '@jest/globals';
import { kurtogramMap } from './kurtogram-map.ts';
import { REFERENCE_RATE_HZ, referenceSignal } from './reference/signal.ts';

/**
 * mean |z|^4 / (mean |z|^2)^2 - 2 of the reference signal without its mean, z = numpy.fft.ifft of the band's bins of numpy.fft.rfft
 * times 2 (times 1 at both ends of the spectrum), at the full rate; numpy 2.4.6.
 */
const REFERENCE: [lowHz: number, highHz: number, kurtosis: number][] = [
  [0, 500, -0.596688334103143],
  [125, 250, 1.7172398715409303],
  [500 / 3, 1000 / 3, 0.74961494887161],
  [62.5, 125, 2.0505498619191354],
];

describe('the kurtogram as a picture', () => {
  const map = kurtogramMap(referenceSignal, REFERENCE_RATE_HZ, { minimumWidthHz: 60 });

  test('has rows of 1, 2, 3, 4, 6 and 8 bands that each cover the whole', () => {
    expect(map.widthsHz.map((width) => Math.round(500 / width))).toEqual([1, 2, 3, 4, 6, 8]);
    for (const [row, width] of map.widthsHz.entries()) {
      const bands = map.cells.filter((cell) => cell.row === row);
      expect(bands.reduce((sum, { lowHz, highHz }) => sum + highHz - lowHz, 0)).toBeCloseTo(500, 9);
      for (const { lowHz, highHz } of bands) expect(highHz - lowHz).toBeCloseTo(width, 9);
    }
  });

  test.each(REFERENCE)('has the kurtosis that numpy finds from %d to %d Hz', (lowHz, highHz, kurtosis) => {
    const cell = map.cells.find(
      (one) => Math.abs(one.lowHz - lowHz) < 1e-6 && Math.abs(one.highHz - highHz) < 1e-6,
    );
    expect(cell?.kurtosis).toBeCloseTo(kurtosis, 9);
  });

  test('names the band of a resonance that is struck', () => {
    const rate = 20_000;
    let state = 7;
    const noise = () => ((state = (state * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5) * 0.2;
    const signal = Float64Array.from({ length: 40_000 }, noise);
    for (let start = 300; start < signal.length - 300; start += 900)
      for (let i = 0; i < 300; i++)
        signal[start + i] += Math.exp(-i / 30) * Math.sin((2 * Math.PI * 4000 * i) / rate);
    const { best } = kurtogramMap(signal, rate, { minimumWidthHz: 300 });
    expect(best!.lowHz).toBeLessThanOrEqual(4000);
    expect(best!.highHz).toBeGreaterThanOrEqual(4000);
    expect(best!.kurtosis).toBeGreaterThan(3);
  });
});
