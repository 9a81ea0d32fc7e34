import { bandEnvelope, bandTree, spectralKurtosis, type Band } from './bands.ts';
import { fastLengthBelow, rfft } from './fft.ts';

/** A cell of the kurtogram's picture. */
export type KurtogramCell = Band & { readonly row: number; readonly kurtosis: number };

/** The kurtogram as it is drawn: rows of bands that are narrower from row to row, and the band of the most impulsive one. */
export type KurtogramMap = {
  /** Width of the bands of each row, Hz. */
  readonly widthsHz: readonly number[];
  readonly cells: readonly KurtogramCell[];
  /** The cell with the greatest kurtosis that is narrower than the whole. */
  readonly best: KurtogramCell | undefined;
};

/**
 * Kurtogram of a signal: the spectral kurtosis of all bands of the 1/3-binary tree, 1, 2, 3, 4, 6, 8, 12, ... to a row (Antoni, MSSP 21,
 * 2007, 108-124), from the complex envelope of ideal bands rather than a filter bank. Stationary normal noise has 0, a sine -1; a
 * band that holds impulses is positive. Bands that begin at zero or end at half the sample rate hold the real ends of the
 * spectrum and are left out of `best`.
 *
 * @param options.minimumWidthHz narrower bands are left out
 */
export function kurtogramMap(
  signal: ArrayLike<number>,
  sampleRateHz: number,
  options: { minimumWidthHz: number },
): KurtogramMap {
  const length = fastLengthBelow(signal.length);
  const part = Float64Array.from({ length }, (_, i) => signal[i]);
  const mean = part.reduce((sum, x) => sum + x, 0) / length;
  const spectrum = rfft(part.map((x) => x - mean));
  const bands = bandTree(sampleRateHz, options);
  const widths = [
    ...new Set(bands.map(({ lowHz, highHz }) => Math.round(sampleRateHz / 2 / (highHz - lowHz)))),
  ].sort((a, b) => a - b);
  const cells = bands.map((band): KurtogramCell => ({
    ...band,
    row: widths.indexOf(Math.round(sampleRateHz / 2 / (band.highHz - band.lowHz))),
    kurtosis: spectralKurtosis(bandEnvelope(spectrum, sampleRateHz, band, 2).squaredEnvelope),
  }));
  const inner = cells.filter(({ lowHz, highHz }) => lowHz > 0 && highHz < sampleRateHz / 2);
  const best = inner.reduce<KurtogramCell | undefined>(
    (most, cell) => (!most || cell.kurtosis > most.kurtosis ? cell : most),
    undefined,
  );
  return { widthsHz: widths.map((parts) => sampleRateHz / 2 / parts), cells, best };
}
