import { fastestLengthAbove, fastLengthAbove } from './fft.ts';
import type { ComplexArray } from './fft.ts';
import { bandSquaredEnvelope } from './envelope.ts';
import type { Room } from './room.ts';

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
 * @param room for an envelope that is read before the room's next use
 */
export function bandEnvelope(
  spectrum: ComplexArray,
  sampleRateHz: number,
  band: Band,
  oversampling = 2,
  room?: Room,
): BandEnvelope {
  const { lowBin, highBin } = binsOf(band, spectrum, sampleRateHz);
  const outLength = Math.max(4, fastLengthAbove(Math.ceil(oversampling * (highBin - lowBin))));
  return envelopeOf(spectrum, sampleRateHz, band, outLength, room);
}

/**
 * Squared envelope of one band whose own spectrum is free of aliasing up to `maximumHz` only, which takes fewer samples than
 * all of it: a line of the squared envelope at f is the beat of two bins f apart, and of a band of B the highest come back at
 * the sample rate less B.
 *
 * @param spectrum bins of `rfft` of the whole signal
 * @param room for an envelope that is read before the room's next use
 */
export function bandEnvelopeUpTo(
  spectrum: ComplexArray,
  sampleRateHz: number,
  band: Band,
  maximumHz: number,
  room?: Room,
): BandEnvelope {
  const { lowBin, highBin } = binsOf(band, spectrum, sampleRateHz);
  const width = highBin - lowBin;
  const resolutionHz = sampleRateHz / (spectrum.length - 2);
  // Two more for the neighbour that a window of the spectrum needs.
  const wanted = Math.min(width, Math.ceil(maximumHz / resolutionHz) + 2);
  const outLength = Math.min(fastestLengthAbove(width + wanted), fastLengthAbove(2 * width));
  return envelopeOf(spectrum, sampleRateHz, band, Math.max(4, outLength), room);
}

function binsOf(
  { lowHz, highHz }: Band,
  spectrum: ComplexArray,
  sampleRateHz: number,
): { lowBin: number; highBin: number } {
  const resolutionHz = sampleRateHz / (spectrum.length - 2);
  return { lowBin: Math.round(lowHz / resolutionHz), highBin: Math.round(highHz / resolutionHz) };
}

function envelopeOf(
  spectrum: ComplexArray,
  sampleRateHz: number,
  band: Band,
  outLength: number,
  room: Room | undefined,
): BandEnvelope {
  const { lowBin, highBin } = binsOf(band, spectrum, sampleRateHz);
  return {
    ...band,
    squaredEnvelope: bandSquaredEnvelope(spectrum, lowBin, highBin, outLength, room?.of(outLength)),
    sampleRateHz: (outLength * sampleRateHz) / (spectrum.length - 2),
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
