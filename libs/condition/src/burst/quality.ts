import type { SignalStatistics } from '@linetwin/signal';
import type { BearingDiagnosisParameters } from '../bearing/parameters.ts';

/** Limits of the gates. */
export type QualityLimits = BearingDiagnosisParameters['quality'];

/** Why a burst cannot be used at all. */
export const QUALITY_REASONS = [
  'no-samples',
  'not-a-number',
  'stuck',
  'dropout',
  'clipped',
  'sensor-bias',
  'too-short',
  'speed-unknown',
  'speed-too-low',
  'sample-rate-too-low',
  /** The sensor's mount resonates within its band: what it shows is not the machine. */
  'accelerometer-loose',
] as const;
export type QualityReason = (typeof QUALITY_REASONS)[number];

/** Figures the quality gate decided by. */
export type BurstQuality = {
  readonly durationS: number;
  /** Share of samples sitting repeatedly at the largest or smallest value. */
  readonly clippedShare: number;
  /** Share of samples in runs without change. */
  readonly dropoutShare: number;
  /** |mean| over standard deviation. */
  readonly dcRatio: number;
  /** The burst is usable, but amplitudes read low. */
  readonly clipped: boolean;
};

/** What is asked of a burst. */
export type QualityContext = {
  readonly sampleRateHz: number;
  readonly speedRpm: number | null;
  /** BPFI of a bearing, 1 for the shaft itself. */
  readonly highestOrder: number;
};

/** Figures of a burst, and what is wrong with it whatever is asked of it. */
export type JudgedSamples = { readonly quality: BurstQuality; readonly refusal: QualityReason | null };

/**
 * Judges the samples of a burst before anything is concluded from them: clipping, dropout, a stuck or biased sensor. (Gates of
 * ISO 13373-2 data validation.)
 *
 * @param statisticsOf of samples that are all numbers, at least one
 */
export function judgeSamples(
  samples: ArrayLike<number>,
  sampleRateHz: number,
  statisticsOf: () => SignalStatistics,
  limits: QualityLimits,
): JudgedSamples {
  const durationS = samples.length / sampleRateHz;
  const unusable = { durationS, clippedShare: 0, dropoutShare: 0, dcRatio: 0, clipped: false };
  if (samples.length === 0) return { quality: unusable, refusal: 'no-samples' };
  for (let i = 0; i < samples.length; i++) {
    if (!Number.isFinite(samples[i])) return { quality: unusable, refusal: 'not-a-number' };
  }
  const { mean, standardDeviation } = statisticsOf();
  if (standardDeviation <= Math.abs(mean) * 1e-9) return { quality: unusable, refusal: 'stuck' };
  const clippedShare = shareAtRail(samples);
  const quality = {
    durationS,
    clippedShare,
    dropoutShare: shareInFlatRuns(samples, Math.max(8, limits.dropoutRunS * sampleRateHz)),
    dcRatio: Math.abs(mean) / standardDeviation,
    clipped: clippedShare > limits.clippedShareFlag,
  };
  return { quality, refusal: faultOfSamples(quality, limits) };
}

function faultOfSamples(quality: BurstQuality, limits: QualityLimits): QualityReason | null {
  if (quality.dropoutShare > limits.dropoutShareReject) return 'dropout';
  if (quality.clippedShare > limits.clippedShareReject) return 'clipped';
  if (quality.dcRatio > limits.dcRatioReject) return 'sensor-bias';
  return null;
}

/**
 * Whether a burst is long and fine enough for what turns at `speedRpm`: at least so many turns, and a band that holds so many
 * multiples of the highest order that is looked for.
 */
export function refusalAtSpeed(
  durationS: number,
  { sampleRateHz, speedRpm, highestOrder }: QualityContext,
  limits: QualityLimits,
): QualityReason | null {
  if (speedRpm === null || !Number.isFinite(speedRpm)) return 'speed-unknown';
  if (speedRpm < limits.minimumSpeedRpm) return 'speed-too-low';
  const shaftHz = speedRpm / 60;
  if (durationS < limits.minimumDurationS || durationS * shaftHz < limits.minimumTurns) return 'too-short';
  if (sampleRateHz / 2 < limits.minimumBpfiHarmonicsInBand * highestOrder * shaftHz)
    return 'sample-rate-too-low';
  return null;
}

/** A signal that merely peaks touches its extreme once; a clipped one stays there for two samples and more. */
function shareAtRail(samples: ArrayLike<number>): number {
  let high = -Infinity;
  let low = Infinity;
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] > high) high = samples[i];
    if (samples[i] < low) low = samples[i];
  }
  // Converters dither by a step or two at the rail.
  const slack = (high - low) * 1e-4;
  let atRail = 0;
  for (let i = 1; i < samples.length; i++) {
    const bothHigh = samples[i] >= high - slack && samples[i - 1] >= high - slack;
    const bothLow = samples[i] <= low + slack && samples[i - 1] <= low + slack;
    if (bothHigh || bothLow) atRail++;
  }
  return atRail / samples.length;
}

function shareInFlatRuns(samples: ArrayLike<number>, minimumRun: number): number {
  let flat = 0;
  let run = 1;
  for (let i = 1; i <= samples.length; i++) {
    if (i < samples.length && samples[i] === samples[i - 1]) {
      run++;
      continue;
    }
    if (run >= minimumRun) flat += run;
    run = 1;
  }
  return flat / samples.length;
}
