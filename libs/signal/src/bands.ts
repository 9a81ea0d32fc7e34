import { fastLengthAbove } from './fft.ts';
import type { ComplexArray } from './fft.ts';
import { bandSquaredEnvelope } from './envelope.ts';

/** One node of the band tree. */
export type Band = {
  readonly lowHz: number;
  readonly highHz: number;
};

/** A band and its decimated squared envelope. */
export type BandEnvelope = Band & {
  readonly squaredEnvelope: Float64Array;
  readonly sampleRateHz: number;
};

/**
 * The 1/3-binary tree of the fast kurtogram: the band from 0 to half the sample rate cut into
 * 1, 2, 3, 4, 6, 8, 12, ... equal parts (Antoni, MSSP 21, 2007, 108-124).
 *
 * @param options.minimumWidthHz narrower nodes are left out
 * @param options.lowestHz nodes that reach below are left out, the whole band excepted
 * @param options.highestHz nodes that reach above are left out, the whole band excepted
 */
export function bandTree(
  sampleRateHz: number,
  options: { minimumWidthHz: number; lowestHz?: number; highestHz?: number },
): Band[] {
  const nyquistHz = sampleRateHz / 2;
  const { minimumWidthHz, lowestHz = 0, highestHz = nyquistHz } = options;
  const bands: Band[] = [{ lowHz: 0, highHz: nyquistHz }];
  for (let level = 1; nyquistHz / 2 ** level >= minimumWidthHz; level++) {
    for (const parts of [2 ** level, 3 * 2 ** (level - 1)]) {
      const width = nyquistHz / parts;
      if (width < minimumWidthHz) continue;
      for (let i = 0; i < parts; i++) {
        const band = { lowHz: i * width, highHz: (i + 1) * width };
        if (band.lowHz >= lowestHz && band.highHz <= highestHz) bands.push(band);
      }
    }
  }
  return bands;
}

/**
 * Squared envelope of one band of a spectrum, decimated to about `oversampling` times the band's width.
 *
 * @param spectrum bins of `rfft` of the whole signal
 * @param oversampling 1 is enough to compare bands; 2 keeps the envelope free of aliasing
 */
export function bandEnvelope(
  spectrum: ComplexArray,
  sampleRateHz: number,
  band: Band,
  oversampling = 2,
): BandEnvelope {
  const length = spectrum.length - 2;
  const resolutionHz = sampleRateHz / length;
  const lowBin = Math.round(band.lowHz / resolutionHz);
  const highBin = Math.round(band.highHz / resolutionHz);
  const outLength = Math.max(4, fastLengthAbove(Math.ceil(oversampling * (highBin - lowBin))));
  return {
    ...band,
    squaredEnvelope: bandSquaredEnvelope(spectrum, lowBin, highBin, outLength),
    sampleRateHz: outLength * resolutionHz,
  };
}

/**
 * Spectral kurtosis of a band from its squared envelope: mean |z|⁴ / (mean |z|²)² - 2; 0 for stationary normal
 * noise, larger for impulses (Antoni 2007).
 */
export function spectralKurtosis(squaredEnvelope: Float64Array): number {
  let m2 = 0;
  let m4 = 0;
  for (const e of squaredEnvelope) {
    m2 += e;
    m4 += e * e;
  }
  return m2 === 0 ? 0 : (m4 * squaredEnvelope.length) / (m2 * m2) - 2;
}

/**
 * Fast kurtogram: the spectral kurtosis of every node of {@link bandTree}, highest first. One single impulse can
 * win it, so confirm the band by its envelope spectrum.
 */
export function kurtogram(
  spectrum: ComplexArray,
  sampleRateHz: number,
  options: { minimumWidthHz: number; lowestHz?: number; highestHz?: number },
): (Band & { readonly kurtosis: number })[] {
  return bandTree(sampleRateHz, options)
    .map((band) => {
      const { squaredEnvelope } = bandEnvelope(spectrum, sampleRateHz, band, 1);
      return { ...band, kurtosis: spectralKurtosis(squaredEnvelope) };
    })
    .sort((a, b) => b.kurtosis - a.kurtosis);
}
