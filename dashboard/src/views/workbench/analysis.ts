import type { Burst } from '@linetwin/contracts';
import {
  amplitudeSpectrum,
  bandEnvelope,
  correlation,
  evenRun,
  fastLengthBelow,
  histogram,
  joinByTime,
  kurtogramMap,
  maxDecimate,
  rfft,
  squaredEnvelopeSpectrum,
  toOrders,
  type KurtogramCell,
  type TimedValues,
} from '@linetwin/signal';

export const ANALYSES = [
  'histogram',
  'xy',
  'spectrum',
  'envelope',
  'order',
  'waterfall',
  'kurtogram',
] as const;
export type AnalysisKind = (typeof ANALYSES)[number];

/** Why there is no result; the words for it are in the translations. */
export const ANALYSIS_PROBLEMS = [
  'tooMany',
  'noValues',
  'uneven',
  'noSpeed',
  'noPairs',
  'badBand',
  'failed',
] as const;
export class AnalysisProblem extends Error {
  override name = 'AnalysisProblem';
  readonly why: (typeof ANALYSIS_PROBLEMS)[number];

  constructor(why: (typeof ANALYSIS_PROBLEMS)[number], detail = '') {
    super(detail);
    this.why = why;
  }
}

/** What is analysed: values of one or two signals in time order, or bursts, the newest first. */
export type AnalysisInput =
  { type: 'values'; x: TimedValues; y?: TimedValues } | { type: 'bursts'; bursts: readonly Burst[] };

export interface AnalysisOptions {
  /** Of the envelope; without it the band of the greatest spectral kurtosis. */
  band?: { lowHz: number; highHz: number };
  /** Of the shaft, r/min; without it that of the burst. */
  speedRpm?: number;
}

export type AnalysisResult =
  | { kind: 'histogram'; from: number; width: number; counts: number[]; count: number }
  | { kind: 'xy'; x: number[]; y: number[]; count: number; correlation: number }
  | {
      kind: 'spectrum' | 'envelope' | 'order';
      /** Hz, or orders. */
      x: number[];
      y: number[];
      samples: number;
      sampleRateHz: number;
      /** Of the lines, in the unit of `x`. */
      resolution: number;
      band?: { lowHz: number; highHz: number };
      speedRpm: number | null;
    }
  | { kind: 'waterfall'; rows: { time: number; values: number[] }[]; maximumHz: number }
  | {
      kind: 'kurtogram';
      widthsHz: number[];
      cells: KurtogramCell[];
      best?: KurtogramCell;
      maximumHz: number;
    };

/** A chart has no more pixels than this. */
const MAX_LINE_POINTS = 3000;
const MAX_DOTS = 6000;
const WATERFALL_BINS = 400;
/** Envelope spectra are read where bearings draw their lines, Hz. */
const MAX_ENVELOPE_HZ = 1000;
/** Rows of the kurtogram go down to a 48th of the whole band, and hold at least so many samples. */
const KURTOGRAM_PARTS = 48;
const LEAST_SAMPLES = 64;

/** One analysis. Pure; takes up to a second for a long burst, so it belongs into a worker. @throws AnalysisProblem */
export function analyse(kind: AnalysisKind, input: AnalysisInput, options: AnalysisOptions): AnalysisResult {
  if (kind === 'histogram') return histogramOf(input);
  if (kind === 'xy') return xyOf(input);
  if (kind === 'waterfall') return waterfallOf(input);
  const { samples, sampleRateHz, speedRpm } = evenSamples(input);
  if (kind === 'kurtogram') return kurtogramOf(samples, sampleRateHz);
  const speed = options.speedRpm ?? speedRpm;
  if (kind === 'envelope') return envelopeOf(samples, sampleRateHz, speed, options.band);
  const spectrum = amplitudeSpectrum(samples, sampleRateHz);
  if (kind === 'spectrum')
    return lineOf('spectrum', spectrum.values, spectrum.resolutionHz, { samples, sampleRateHz, speed });
  if (speed === null || !(speed > 0)) throw new AnalysisProblem('noSpeed');
  const orders = toOrders(spectrum, speed);
  return lineOf('order', orders.values, orders.resolution, { samples, sampleRateHz, speed });
}

function histogramOf(input: AnalysisInput): AnalysisResult {
  const values = input.type === 'values' ? input.x.value : (input.bursts[0]?.samples ?? []);
  if (values.length === 0) throw new AnalysisProblem('noValues');
  const { from, width, counts } = histogram(values);
  return { kind: 'histogram', from, width, counts: [...counts], count: values.length };
}

/** Values of the second signal may be this many distances of the first away: half of one would lose every other of late senders. */
const JOIN_PERIODS = 1;

function xyOf(input: AnalysisInput): AnalysisResult {
  if (input.type !== 'values' || !input.y) throw new AnalysisProblem('noPairs');
  const { time } = input.x;
  const distances = Array.from({ length: Math.max(0, time.length - 1) }, (_, i) => time[i + 1] - time[i]);
  distances.sort((a, b) => a - b);
  const tolerance = JOIN_PERIODS * (distances[Math.floor(distances.length / 2)] ?? 1000);
  const joined = joinByTime(input.x, input.y, tolerance);
  if (joined.x.length === 0) throw new AnalysisProblem('noPairs');
  const step = Math.ceil(joined.x.length / MAX_DOTS);
  const shown = Array.from({ length: Math.floor((joined.x.length - 1) / step) + 1 }, (_, i) => i * step);
  // In the order of x, as a chart wants it.
  shown.sort((a, b) => joined.x[a] - joined.x[b]);
  return {
    kind: 'xy',
    x: shown.map((i) => joined.x[i]),
    y: shown.map((i) => joined.y[i]),
    count: joined.x.length,
    correlation: correlation(joined.x, joined.y),
  };
}

function evenSamples(input: AnalysisInput): {
  samples: Float64Array;
  sampleRateHz: number;
  speedRpm: number | null;
} {
  if (input.type === 'bursts') {
    const [burst] = input.bursts;
    if (!burst) throw new AnalysisProblem('noValues');
    const { samples, sampleRateHz, speedRpm } = burst;
    return { samples: Float64Array.from(samples), sampleRateHz, speedRpm: speedRpm > 0 ? speedRpm : null };
  }
  if (input.x.time.length === 0) throw new AnalysisProblem('noValues');
  const run = evenRun(input.x);
  if (!run || run.samples.length < LEAST_SAMPLES) throw new AnalysisProblem('uneven');
  return { samples: run.samples, sampleRateHz: 1000 / run.period, speedRpm: null };
}

function lineOf(
  kind: 'spectrum' | 'envelope' | 'order',
  values: Float64Array,
  resolution: number,
  of: {
    samples: Float64Array;
    sampleRateHz: number;
    speed: number | null;
    band?: { lowHz: number; highHz: number };
  },
): AnalysisResult {
  const x = Float64Array.from(values, (_, k) => k * resolution);
  const line = maxDecimate(x, values, MAX_LINE_POINTS);
  return {
    kind,
    x: [...line.x],
    y: [...line.y],
    samples: of.samples.length,
    sampleRateHz: of.sampleRateHz,
    resolution,
    band: of.band,
    speedRpm: of.speed,
  };
}

function envelopeOf(
  samples: Float64Array,
  sampleRateHz: number,
  speed: number | null,
  asked: AnalysisOptions['band'],
): AnalysisResult {
  const band = asked ?? bestBand(samples, sampleRateHz);
  const isBand = band.lowHz >= 0 && band.highHz > band.lowHz && band.highHz <= sampleRateHz / 2;
  if (!isBand) throw new AnalysisProblem('badBand');
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  const spectrum = rfft(samples.subarray(0, fastLengthBelow(samples.length)).map((x) => x - mean));
  const envelope = bandEnvelope(spectrum, sampleRateHz, band);
  const { resolutionHz, values } = squaredEnvelopeSpectrum(envelope.squaredEnvelope, envelope.sampleRateHz, {
    maximumHz: Math.min(MAX_ENVELOPE_HZ, band.highHz - band.lowHz),
  });
  return lineOf('envelope', values, resolutionHz, { samples, sampleRateHz, speed, band });
}

function mapOf(samples: Float64Array, sampleRateHz: number) {
  return kurtogramMap(samples, sampleRateHz, { minimumWidthHz: sampleRateHz / 2 / KURTOGRAM_PARTS });
}

function bestBand(samples: Float64Array, sampleRateHz: number): { lowHz: number; highHz: number } {
  const { best } = mapOf(samples, sampleRateHz);
  return best
    ? { lowHz: best.lowHz, highHz: best.highHz }
    : { lowHz: sampleRateHz / 8, highHz: sampleRateHz / 4 };
}

function kurtogramOf(samples: Float64Array, sampleRateHz: number): AnalysisResult {
  const { widthsHz, cells, best } = mapOf(samples, sampleRateHz);
  return {
    kind: 'kurtogram',
    widthsHz: [...widthsHz],
    cells: [...cells],
    best,
    maximumHz: sampleRateHz / 2,
  };
}

function waterfallOf(input: AnalysisInput): AnalysisResult {
  if (input.type !== 'bursts' || input.bursts.length === 0) throw new AnalysisProblem('noValues');
  const maximumHz = Math.min(...input.bursts.map(({ sampleRateHz }) => sampleRateHz / 2));
  const rows = input.bursts.map(({ time, samples, sampleRateHz }) => {
    const { resolutionHz, values } = amplitudeSpectrum(samples, sampleRateHz);
    const part = values.subarray(0, Math.max(1, Math.floor(maximumHz / resolutionHz)));
    const bins = new Array<number>(WATERFALL_BINS).fill(0);
    part.forEach((value, k) => {
      const bin = Math.min(WATERFALL_BINS - 1, Math.floor((k * WATERFALL_BINS) / part.length));
      bins[bin] = Math.max(bins[bin], value);
    });
    return { time, values: bins };
  });
  return { kind: 'waterfall', rows, maximumHz };
}
