import {
  bandEnvelope,
  bandEnvelopeUpTo,
  bandTree,
  Room,
  squaredEnvelopeSpectrum,
  whitenedSpectrum,
} from '@linetwin/signal';
import type { Band, BearingOrders, ComplexArray, Spectrum } from '@linetwin/signal';
import type { PreparedBurst } from '../burst/prepared-burst.ts';
import type { ViewKind } from './faults.ts';
import type { BearingDiagnosisParameters } from './parameters.ts';
import { fitShaftFrequency } from './speed.ts';
import type { SpeedFit } from './speed.ts';

/** One look at a burst: the envelope spectrum (modulation depth) of the signal, or of a part of it. */
export type View = {
  readonly kind: ViewKind;
  readonly band: Band;
  readonly spectrum: Spectrum;
};

/** The lowest frequency of any use: below, accelerometers and their filters drift. */
const LOWEST_HZ = 10;

/** What is done with when the views of a burst are computed; each envelope is when its spectrum is. */
const rooms = { bins: new Room(), whitened: new Room(), envelope: new Room() };

/**
 * Computes the three views of a burst and, on the way, its shaft frequency.
 *
 * - raw: squared envelope spectrum of the whole band ("method 1" of Smith and Randall, MSSP 64-65, 2015, 100-131)
 * - whitened: the same after cepstrum pre-whitening ("method 2", their best single method)
 * - best-band: the node of the fast kurtogram's tree whose envelope spectrum is the sparsest
 */
export function computeViews(
  { spectrum, sampleRateHz }: PreparedBurst,
  nominalShaftHz: number,
  orders: BearingOrders,
  slipRange: number,
  parameters: BearingDiagnosisParameters,
): { views: View[]; speed: SpeedFit } {
  const bins = withoutDrift(spectrum, sampleRateHz);
  const whole = { lowHz: 0, highHz: sampleRateHz / 2 };
  const maximumHz = parameters.comb.maximumOrder * nominalShaftHz;
  const envelopeSpectrumOf = (source: ComplexArray, band: Band) => {
    const { squaredEnvelope, sampleRateHz: rateHz } = bandEnvelopeUpTo(
      source,
      sampleRateHz,
      band,
      maximumHz,
      rooms.envelope,
    );
    const segmentLength = Math.ceil((parameters.comb.segmentTurns / nominalShaftHz) * rateHz);
    return squaredEnvelopeSpectrum(squaredEnvelope, rateHz, { maximumHz, segmentLength });
  };
  const raw = envelopeSpectrumOf(bins, whole);
  const speed = fitShaftFrequency(
    magnitudes(bins, sampleRateHz, 12 * nominalShaftHz),
    raw,
    nominalShaftHz,
    orders,
    slipRange,
    parameters.speed,
  );
  const band = sparsestBand(bins, sampleRateHz, speed.shaftHz, orders, parameters);
  return {
    speed,
    views: [
      { kind: 'raw', band: whole, spectrum: raw },
      {
        kind: 'whitened',
        band: whole,
        spectrum: envelopeSpectrumOf(whitenedSpectrum(bins, rooms.whitened.of(bins.length)), whole),
      },
      { kind: 'best-band', band, spectrum: envelopeSpectrumOf(bins, band) },
    ],
  };
}

function withoutDrift(spectrum: ComplexArray, sampleRateHz: number): ComplexArray {
  const firstBin = Math.ceil((LOWEST_HZ * (spectrum.length - 2)) / sampleRateHz);
  const bins = rooms.bins.of(spectrum.length);
  bins.set(spectrum);
  return bins.fill(0, 0, 2 * firstBin);
}

/** Magnitudes of the low bins, Hann-windowed in the frequency domain; without unit, for finding lines only. */
function magnitudes(bins: ComplexArray, sampleRateHz: number, maximumHz: number): Spectrum {
  const resolutionHz = sampleRateHz / (bins.length - 2);
  const values = new Float64Array(Math.min(bins.length / 2 - 1, Math.ceil(maximumHz / resolutionHz)));
  for (let k = 1; k < values.length; k++) {
    const re = bins[2 * k] - (bins[2 * k - 2] + bins[2 * k + 2]) / 2;
    const im = bins[2 * k + 1] - (bins[2 * k - 1] + bins[2 * k + 3]) / 2;
    values[k] = Math.hypot(re, im);
  }
  return { resolutionHz, values };
}

/**
 * The band whose envelope spectrum has the highest kurtosis outside shaft lines: a few strong lines and little
 * else. Unlike the kurtosis of the envelope itself it does not fall for a single impulse, and it does not know
 * which lines a fault would have.
 */
function sparsestBand(
  bins: ComplexArray,
  sampleRateHz: number,
  shaftHz: number,
  orders: BearingOrders,
  parameters: BearingDiagnosisParameters,
): Band {
  const { minimumWidthBpfi, lowestHz, highestShareOfNyquist, rankingLowOrder, rankingHighOrder } =
    parameters.bestBand;
  const bands = bandTree(sampleRateHz, {
    minimumWidthHz: minimumWidthBpfi * orders.bpfi * shaftHz,
    lowestHz,
    highestHz: (highestShareOfNyquist * sampleRateHz) / 2,
  });
  let best = bands[0];
  let bestSparsity = -Infinity;
  for (const band of bands) {
    const { squaredEnvelope, sampleRateHz: rateHz } = bandEnvelope(
      bins,
      sampleRateHz,
      band,
      1,
      rooms.envelope,
    );
    const spectrum = squaredEnvelopeSpectrum(squaredEnvelope, rateHz, {
      maximumHz: rankingHighOrder * shaftHz,
    });
    const sparsity = sparsityBetweenShaftLines(spectrum, shaftHz, rankingLowOrder, parameters.comb);
    if (sparsity > bestSparsity) {
      bestSparsity = sparsity;
      best = band;
    }
  }
  return best;
}

/** mean v⁴ / (mean v²)² over the bins that are not shaft harmonics. */
function sparsityBetweenShaftLines(
  { resolutionHz, values }: Spectrum,
  shaftHz: number,
  lowOrder: number,
  parameters: BearingDiagnosisParameters['comb'],
): number {
  let m2 = 0;
  let m4 = 0;
  let count = 0;
  for (let i = Math.ceil((lowOrder * shaftHz) / resolutionHz); i < values.length; i++) {
    const f = i * resolutionHz;
    const harmonic = Math.round(f / shaftHz);
    const distanceBins = Math.abs(f - harmonic * shaftHz) / resolutionHz;
    const shaftBins = parameters.shaftHalfWidthBins + (parameters.shaftHalfWidthShare * f) / resolutionHz;
    if (distanceBins <= shaftBins) continue;
    const square = values[i] * values[i];
    m2 += square;
    m4 += square * square;
    count++;
  }
  return m2 === 0 ? -Infinity : (m4 * count) / (m2 * m2);
}
