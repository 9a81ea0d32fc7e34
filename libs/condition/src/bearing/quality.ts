import { signalStatistics } from '@linetwin/signal';
import type { BearingDiagnosisParameters } from './parameters.ts';

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

/** Shaft and bearing figures the gate needs. */
export type QualityContext = {
  readonly sampleRateHz: number;
  readonly speedRpm: number | null;
  readonly bpfi: number;
};

/**
 * Checks a burst before anything is concluded from it: clipping, dropout, a stuck or biased sensor, too short, too
 * slow. (Gates of ISO 13373-2 data validation; limits in `parameters.quality`.)
 *
 * @returns the figures, and the first reason to refuse the burst or null
 */
export function checkQuality(
  samples: ArrayLike<number>,
  context: QualityContext,
  limits: BearingDiagnosisParameters['quality'],
): { quality: BurstQuality; refusal: QualityReason | null } {
  const durationS = samples.length / context.sampleRateHz;
  const unusable = { durationS, clippedShare: 0, dropoutShare: 0, dcRatio: 0, clipped: false };
  if (samples.length === 0) return { quality: unusable, refusal: 'no-samples' };
  for (let i = 0; i < samples.length; i++) {
    if (!Number.isFinite(samples[i])) return { quality: unusable, refusal: 'not-a-number' };
  }
  const { mean, standardDeviation } = signalStatistics(samples);
  if (standardDeviation <= Math.abs(mean) * 1e-9) return { quality: unusable, refusal: 'stuck' };
  const dcRatio = Math.abs(mean) / standardDeviation;
  const clippedShare = shareAtRail(samples);
  const dropoutShare = shareInFlatRuns(samples, Math.max(8, limits.dropoutRunS * context.sampleRateHz));
  const quality = {
    durationS,
    clippedShare,
    dropoutShare,
    dcRatio,
    clipped: clippedShare > limits.clippedShareFlag,
  };
  return { quality, refusal: refusalOf(quality, context, limits) };
}

function refusalOf(
  quality: BurstQuality,
  { sampleRateHz, speedRpm, bpfi }: QualityContext,
  limits: BearingDiagnosisParameters['quality'],
): QualityReason | null {
  if (quality.dropoutShare > limits.dropoutShareReject) return 'dropout';
  if (quality.clippedShare > limits.clippedShareReject) return 'clipped';
  if (quality.dcRatio > limits.dcRatioReject) return 'sensor-bias';
  if (speedRpm === null || !Number.isFinite(speedRpm)) return 'speed-unknown';
  if (speedRpm < limits.minimumSpeedRpm) return 'speed-too-low';
  const shaftHz = speedRpm / 60;
  if (quality.durationS < limits.minimumDurationS || quality.durationS * shaftHz < limits.minimumTurns) {
    return 'too-short';
  }
  if (sampleRateHz / 2 < limits.minimumBpfiHarmonicsInBand * bpfi * shaftHz) return 'sample-rate-too-low';
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
