import {
  angleGridFromSpeed,
  phaseTrack,
  resampleToAngle,
  samplesPerTurnFor,
  type SpeedTrace,
} from '@linetwin/signal';
import type { ShaftDiagnosisParameters } from './parameters.ts';
import { VelocityLines } from './velocity-lines.ts';

/** Where the angle of the shaft came from. */
export const ANGLE_SOURCES = ['given-speed', 'fitted-speed', 'speed-trace', 'shaft-line-phase'] as const;
export type AngleSource = (typeof ANGLE_SOURCES)[number];

export type ShaftAngle = {
  readonly source: AngleSource;
  readonly shaftHz: number;
  /** Highest less lowest speed over the mean within the burst; null where it cannot be told. */
  readonly variation: number | null;
  /** The trace that other directions are resampled by; null for a steady speed. */
  readonly trace: SpeedTrace | null;
  readonly lines: VelocityLines;
};

/**
 * Lines of a burst over the orders of its shaft: over the angle where a trace of the speed is given or the phase of the shaft's own line shows
 * that it varies, else at the fitted speed.
 */
export function shaftAngle(
  accelerationMPerS2: Float64Array,
  sampleRateHz: number,
  nominalHz: number,
  trace: SpeedTrace | null,
  parameters: ShaftDiagnosisParameters,
): ShaftAngle {
  if (trace !== null) {
    const lines = overAngle(accelerationMPerS2, sampleRateHz, trace, parameters);
    return { source: 'speed-trace', shaftHz: lines.shaftHz, variation: variationOf(trace), trace, lines };
  }
  const steady = VelocityLines.of(accelerationMPerS2, sampleRateHz / nominalHz, nominalHz, parameters.lines);
  const fit = fitOrder(steady, parameters);
  const shaftHz = nominalHz * fit.ratio;
  const lines = fit.fitted ? steady.ofShaft(shaftHz) : steady;
  const tracked = followPhase(accelerationMPerS2, sampleRateHz, shaftHz, lines, parameters);
  if (tracked) return tracked;
  return {
    source: fit.fitted ? 'fitted-speed' : 'given-speed',
    shaftHz,
    variation: null,
    trace: null,
    lines,
  };
}

/** Lines of another direction of the same burst, over the same angle. */
export function sameAngle(
  accelerationMPerS2: Float64Array,
  sampleRateHz: number,
  { trace, shaftHz }: ShaftAngle,
  parameters: ShaftDiagnosisParameters,
): VelocityLines {
  return trace === null
    ? VelocityLines.of(accelerationMPerS2, sampleRateHz / shaftHz, shaftHz, parameters.lines)
    : overAngle(accelerationMPerS2, sampleRateHz, trace, parameters);
}

function followPhase(
  signal: Float64Array,
  sampleRateHz: number,
  shaftHz: number,
  steady: VelocityLines,
  parameters: ShaftDiagnosisParameters,
): ShaftAngle | null {
  const { trackAbove, maximumClockSpread, trackHalfWidth, sharpening, tolerance } = parameters.speed;
  let track;
  try {
    track = phaseTrack(signal, sampleRateHz, shaftHz, { halfWidth: trackHalfWidth });
  } catch (error) {
    // Too few turns to follow: the speed is taken as steady.
    if (error instanceof RangeError) return null;
    throw error;
  }
  const mean = track.speedRpm.reduce((sum, v) => sum + v, 0) / track.speedRpm.length;
  const isClock = track.amplitudeSpread <= maximumClockSpread && track.speedRpm.every((v) => v > 0);
  const isShaft = Math.abs(mean / 60 / shaftHz - 1) <= tolerance + track.variation / 2;
  if (!isClock || !isShaft || track.variation <= trackAbove) return null;
  const lines = overAngle(signal, sampleRateHz, track, parameters);
  // The line that is followed becomes sharp whatever it is; the others only if it is their clock.
  if (sharpness(lines) < sharpening * sharpness(steady)) return null;
  return {
    source: 'shaft-line-phase',
    shaftHz: lines.shaftHz,
    variation: track.variation,
    trace: { timeS: track.timeS, speedRpm: track.speedRpm },
    lines,
  };
}

function overAngle(
  signal: Float64Array,
  sampleRateHz: number,
  trace: SpeedTrace,
  parameters: ShaftDiagnosisParameters,
): VelocityLines {
  const lowest = Math.min(...Array.from(trace.speedRpm)) / 60;
  // The band was cut to the orders that are read, so that few samples a turn hold it.
  const samplesPerTurn = samplesPerTurnFor(sampleRateHz, lowest, { least: 64 });
  const { values, meanSpeedRpm } = resampleToAngle(
    signal,
    sampleRateHz,
    angleGridFromSpeed(trace, samplesPerTurn),
  );
  return VelocityLines.of(values, samplesPerTurn, meanSpeedRpm / 60, parameters.lines);
}

function sharpness(lines: VelocityLines): number {
  let log = 0;
  for (let k = 2; k <= 8; k++) log += Math.log(Math.max(1, lines.at(k).prominence));
  return Math.exp(log / 7);
}

function variationOf({ speedRpm }: SpeedTrace): number {
  const speeds = Array.from(speedRpm);
  const mean = speeds.reduce((sum, v) => sum + v, 0) / speeds.length;
  return (Math.max(...speeds) - Math.min(...speeds)) / mean;
}

/** The ratio to the nominal speed at which the first harmonics stand highest above their floors. */
function fitOrder(
  lines: VelocityLines,
  {
    speed: { tolerance, harmonics, minimumProminence },
    lines: { minimumProminence: minimumLineProminence },
  }: ShaftDiagnosisParameters,
): { ratio: number; fitted: boolean } {
  // Steps of a third of a bin at the highest harmonic.
  const step = lines.resolution / (3 * harmonics);
  const steps = Math.max(1, Math.round(tolerance / step));
  let best = { ratio: 1, score: -Infinity };
  for (let i = -steps; i <= steps; i++) {
    const ratio = 1 + (tolerance * i) / steps;
    let score = 0;
    for (let k = 1; k <= harmonics; k++)
      score += Math.log(Math.min(50, Math.max(0.2, lines.at(k * ratio, 0.4 * lines.resolution).prominence)));
    if (score > best.score) best = { ratio, score };
  }
  const atEnd = Math.abs(best.ratio - 1) > tolerance * (1 - 1.5 / steps);
  const fitted = !atEnd && Math.exp(best.score / harmonics) >= minimumProminence;
  return fitted
    ? { ratio: refined(lines, best.ratio, harmonics, minimumLineProminence), fitted }
    : { ratio: 1, fitted };
}

/** Where the lines themselves lie between their bins tells the speed more finely than the steps do; higher ones more so. */
function refined(
  lines: VelocityLines,
  ratio: number,
  harmonics: number,
  minimumLineProminence: number,
): number {
  let weights = 0;
  let sum = 0;
  for (let k = 1; k <= harmonics; k++) {
    const { order, prominence, isSharp } = lines.at(k * ratio);
    if (!isSharp || prominence < minimumLineProminence) continue;
    const weight = k * Math.min(50, prominence);
    weights += weight;
    sum += (weight * order) / k;
  }
  return weights > 0 ? sum / weights : ratio;
}
