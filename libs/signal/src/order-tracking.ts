import { bandAnalyticSignal } from './envelope.ts';
import { bandPass } from './filter.ts';
import { fastLengthAbove, rfft } from './fft.ts';

/** Speed of a shaft over time; between two points it changes evenly. */
export type SpeedTrace = {
  /** Rising, seconds from the first sample of the signal. */
  readonly timeS: ArrayLike<number>;
  readonly speedRpm: ArrayLike<number>;
};

/** Times at which a shaft stood at even angles: `timeS[k]` lies `k / samplesPerTurn` turns after the first. */
export type AngleGrid = {
  readonly samplesPerTurn: number;
  readonly timeS: Float64Array;
};

/** A signal over the angle of a shaft, at even angles. */
export type AngularSignal = {
  readonly samplesPerTurn: number;
  readonly values: Float64Array;
  /** r/min, mean over the turns that are covered. */
  readonly meanSpeedRpm: number;
};

/**
 * Times of even angles from the pulses of a tacho (computed order tracking: Fyfe and Munck, MSSP 11, 1997, 187-205). Between pulses the
 * shaft is taken to accelerate evenly: theta(t) = b0 + b1 t + b2 t² through three pulses in a row, of which the middle half is used, and
 * t = (sqrt(4 b2 (theta - b0) + b1²) - b1) / (2 b2).
 *
 * @param pulseTimesS rising, seconds
 * @param pulsesPerTurn evenly spaced around the shaft
 * @returns grid from the first pulse to the last
 * @throws RangeError for fewer than three pulses, or times that do not rise
 */
export function angleGridFromTacho(
  pulseTimesS: ArrayLike<number>,
  pulsesPerTurn: number,
  samplesPerTurn: number,
): AngleGrid {
  const n = pulseTimesS.length;
  if (n < 3) throw new RangeError(`order tracking needs three pulses of the tacho, got ${n}`);
  requirePositive(pulsesPerTurn, 'pulses a turn');
  requirePositive(samplesPerTurn, 'samples a turn');
  requireRising(pulseTimesS, 'pulse times');
  const step = pulsesPerTurn / samplesPerTurn;
  const count = Math.floor((n - 1) / step + 1e-9) + 1;
  const timeS = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    // In pulses: 1 is the angle between two of them.
    const angle = k * step;
    const middle = Math.min(n - 2, Math.max(1, Math.round(angle)));
    timeS[k] = timeAtAngle(pulseTimesS, middle, angle - middle);
  }
  return { samplesPerTurn, timeS };
}

/**
 * Time at `angle` pulses after the middle one of three, by the parabola through them. Times are taken from the middle pulse, where b0 is 0.
 */
function timeAtAngle(pulses: ArrayLike<number>, middle: number, angle: number): number {
  const t0 = pulses[middle];
  const before = pulses[middle - 1] - t0;
  const after = pulses[middle + 1] - t0;
  // b1 t + b2 t² is -1 at `before` and 1 at `after`.
  const b2 = (before + after) / (before * after * (after - before));
  const b1 = (1 - b2 * after * after) / after;
  // The usual root, in the form that holds for b2 = 0 too.
  return t0 + (2 * angle) / (b1 + Math.sqrt(Math.max(0, b1 * b1 + 4 * b2 * angle)));
}

/**
 * Times of even angles from a trace of the speed, which between two points changes evenly, so that the angle is the area under it.
 *
 * @returns grid from the first point of the trace to the last
 * @throws RangeError for fewer than two points, times that do not rise or a speed that is not positive
 */
export function angleGridFromSpeed({ timeS, speedRpm }: SpeedTrace, samplesPerTurn: number): AngleGrid {
  const n = Math.min(timeS.length, speedRpm.length);
  if (n < 2) throw new RangeError(`order tracking needs two points of the speed, got ${n}`);
  requirePositive(samplesPerTurn, 'samples a turn');
  requireRising(timeS, 'times of the speed');
  for (let i = 0; i < n; i++) requirePositive(speedRpm[i], 'speed of the shaft');
  const turns = new Float64Array(n);
  for (let i = 1; i < n; i++)
    turns[i] = turns[i - 1] + ((speedRpm[i] + speedRpm[i - 1]) / 120) * (timeS[i] - timeS[i - 1]);
  const count = Math.floor(turns[n - 1] * samplesPerTurn + 1e-9) + 1;
  const grid = new Float64Array(count);
  let i = 0;
  for (let k = 0; k < count; k++) {
    const turn = k / samplesPerTurn;
    while (i < n - 2 && turns[i + 1] < turn) i++;
    const left = turn - turns[i];
    const hz = speedRpm[i] / 60;
    const slope = (speedRpm[i + 1] / 60 - hz) / (timeS[i + 1] - timeS[i]);
    grid[k] = timeS[i] + (2 * left) / (hz + Math.sqrt(Math.max(0, hz * hz + 2 * slope * left)));
  }
  return { samplesPerTurn, timeS: grid };
}

/** Shaft speed over time, read off the phase of one of its lines. */
export type PhaseTrack = SpeedTrace & {
  readonly timeS: Float64Array;
  readonly speedRpm: Float64Array;
  /** Highest less lowest speed over the mean. */
  readonly variation: number;
  /** Standard deviation over mean of the line's amplitude; a line that drowns or beats is no clock. */
  readonly amplitudeSpread: number;
};

/**
 * Speed of a shaft from the phase of its own line, where there is neither tacho nor trace: the band around the line is demodulated and the
 * slope of its phase is the speed (Bonnardot, El Badaoui, Randall, Danière and Guillet, MSSP 19, 2005, 766-785). Holds while
 * the speed stays inside the band, and no other line does.
 *
 * @param nominalHz about the shaft's frequency
 * @param options.order of the line that is followed, default 1
 * @param options.halfWidth of the band as a share of the line's frequency, default 0.25
 * @returns a point every quarter period of the band; its two ends, where the filter rings, are left out
 * @throws RangeError if the band does not fit below half the sample rate, or the signal holds too few turns
 */
export function phaseTrack(
  signal: ArrayLike<number>,
  sampleRateHz: number,
  nominalHz: number,
  { order = 1, halfWidth = 0.25 }: { order?: number; halfWidth?: number } = {},
): PhaseTrack {
  requirePositive(nominalHz, 'frequency of the shaft');
  const length = fastLengthAbove(signal.length);
  const resolutionHz = sampleRateHz / length;
  const lineHz = order * nominalHz;
  const lowBin = Math.max(1, Math.round((lineHz * (1 - halfWidth)) / resolutionHz));
  const highBin = Math.round((lineHz * (1 + halfWidth)) / resolutionHz) + 1;
  if (highBin > length / 2)
    throw new RangeError(`${lineHz} Hz does not fit below half of ${sampleRateHz} Hz`);
  const bins = highBin - lowBin;
  const outLength = fastLengthAbove(4 * bins);
  const z = bandAnalyticSignal(rfft(centred(signal), { length }), lowBin, highBin, outLength);
  const outStepS = length / sampleRateHz / outLength;
  const used = Math.floor(signal.length / sampleRateHz / outStepS);
  const edge = Math.ceil(outLength / bins);
  if (used < 2 * edge + 3) throw new RangeError('the signal holds too few turns to follow their phase');
  const [phase, amplitude] = unwrapped(z, used);
  const timeS: number[] = [];
  const speedRpm: number[] = [];
  // Slope over a whole period of the band: what changes faster is noise.
  const half = Math.max(1, Math.round(edge / 2));
  for (let i = edge; i < used - edge; i++) {
    const slope = (phase[i + half] - phase[i - half]) / (2 * half * outStepS);
    timeS.push(i * outStepS);
    speedRpm.push((60 * (slope / (2 * Math.PI) + lowBin * resolutionHz)) / order);
  }
  const speeds = Float64Array.from(speedRpm);
  const inner = amplitude.subarray(edge, used - edge);
  const mean = meanOf(speeds);
  const level = meanOf(inner);
  const spread = Math.sqrt(meanOf(inner.map((a) => (a - level) ** 2))) / (level || 1);
  return {
    timeS: Float64Array.from(timeS),
    speedRpm: speeds,
    variation: (Math.max(...speeds) - Math.min(...speeds)) / mean,
    amplitudeSpread: spread,
  };
}

/**
 * A signal resampled to even angles, by a cubic spline as Fyfe and Munck (1997) found best. Where the grid is coarser than the samples, what it
 * cannot hold is filtered off before.
 *
 * @param grid times outside of the signal are left out
 * @throws RangeError if less than one turn of the grid lies in the signal
 */
export function resampleToAngle(
  signal: ArrayLike<number>,
  sampleRateHz: number,
  grid: AngleGrid,
): AngularSignal {
  const endS = (signal.length - 1) / sampleRateHz;
  const inside = within(grid.timeS, endS);
  const { samplesPerTurn } = grid;
  if (inside.length <= samplesPerTurn)
    throw new RangeError(`less than a turn of the shaft lies in the ${endS} s of the signal`);
  let longest = 0;
  for (let k = 1; k < inside.length; k++) longest = Math.max(longest, inside[k] - inside[k - 1]);
  const limitHz = 0.45 / longest;
  const held =
    limitHz < 0.45 * sampleRateHz ? bandPass(signal, sampleRateHz, 0, limitHz) : Float64Array.from(signal);
  return {
    samplesPerTurn,
    values: splineAt(held, sampleRateHz, inside),
    meanSpeedRpm: (60 * (inside.length - 1)) / samplesPerTurn / (inside[inside.length - 1] - inside[0]),
  };
}

/** Those of some rising times that are not before 0 nor after the end. */
function within(timeS: Float64Array, endS: number): Float64Array {
  let from = 0;
  while (from < timeS.length && timeS[from] < 0) from++;
  let to = timeS.length;
  while (to > from && timeS[to - 1] > endS) to--;
  return timeS.subarray(from, to);
}

/**
 * Samples a turn that lose nothing of a signal: a power of two, at least the sample rate over the lowest speed.
 *
 * @param options.least default 1024, as is usual for a signal whose band is not known
 * @param options.most default 4096; what is above is filtered off
 */
export function samplesPerTurnFor(
  sampleRateHz: number,
  lowestHz: number,
  { least = 1024, most = 4096 }: { least?: number; most?: number } = {},
): number {
  return Math.min(most, Math.max(least, 2 ** Math.ceil(Math.log2(sampleRateHz / lowestHz))));
}

/** Natural cubic spline through even samples, read at any times inside of them. */
function splineAt(samples: Float64Array, sampleRateHz: number, timeS: ArrayLike<number>): Float64Array {
  const curvature = naturalCurvature(samples);
  const out = new Float64Array(timeS.length);
  for (let k = 0; k < out.length; k++) {
    const at = timeS[k] * sampleRateHz;
    const i = Math.min(samples.length - 2, Math.floor(at));
    const b = at - i;
    const a = 1 - b;
    out[k] =
      a * samples[i] +
      b * samples[i + 1] +
      ((a * a * a - a) * curvature[i] + (b * b * b - b) * curvature[i + 1]) / 6;
  }
  return out;
}

/** Second differences of the natural spline at the samples: m[i-1] + 4 m[i] + m[i+1] = 6 (y[i-1] - 2 y[i] + y[i+1]), 0 at both ends. */
function naturalCurvature(y: Float64Array): Float64Array {
  const n = y.length;
  const m = new Float64Array(n);
  const factor = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    const pivot = 4 - factor[i - 1];
    factor[i] = 1 / pivot;
    m[i] = (6 * (y[i - 1] - 2 * y[i] + y[i + 1]) - m[i - 1]) / pivot;
  }
  for (let i = n - 2; i > 0; i--) m[i] -= factor[i] * m[i + 1];
  return m;
}

function unwrapped(z: Float64Array, count: number): [Float64Array, Float64Array] {
  const phase = new Float64Array(count);
  const amplitude = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    amplitude[i] = Math.hypot(z[2 * i], z[2 * i + 1]);
    const wrapped = Math.atan2(z[2 * i + 1], z[2 * i]);
    if (i === 0) phase[i] = wrapped;
    else {
      const turn = (wrapped - phase[i - 1]) / (2 * Math.PI);
      phase[i] = phase[i - 1] + 2 * Math.PI * (turn - Math.round(turn));
    }
  }
  return [phase, amplitude];
}

function centred(signal: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(signal);
  const mean = meanOf(out);
  for (let i = 0; i < out.length; i++) out[i] -= mean;
  return out;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function requirePositive(value: number, what: string): void {
  if (!(value > 0)) throw new RangeError(`order tracking needs a positive ${what}, got ${value}`);
}

function requireRising(times: ArrayLike<number>, what: string): void {
  for (let i = 1; i < times.length; i++)
    if (!(times[i] > times[i - 1]))
      throw new RangeError(`${what} must rise, got ${times[i]} after ${times[i - 1]}`);
}
