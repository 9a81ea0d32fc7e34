import type { BearingOrders } from '@linetwin/signal';
import { fillWithNoise } from './noise-floor.ts';
import type { Random } from './random.ts';

/** A point defect in a rolling bearing: where, and how hard each hit rings. */
export interface BearingDefect {
  place: 'outer' | 'inner' | 'ball';
  /** Peak acceleration of one hit in the load zone, m/s2. */
  hitMPerS2: number;
  orders: BearingOrders;
}

export interface VibrationState {
  speedRpm: number;
  /** Velocity of the shaft line, mm/s RMS: unbalance. */
  shaftLineMmPerS: number;
  /** Second and third shaft line against the first. */
  secondLineShare: number;
  /** Broadband floor, m/s2 RMS. */
  floorMPerS2: number;
  /** Structure resonance that the hits ring, Hz, and its damping ratio. */
  resonanceHz: number;
  dampingRatio: number;
  defects: BearingDefect[];
  /** Further lines that belong to no shaft, such as chatter: frequency and amplitude. */
  extraLines?: { hz: number; mPerS2: number }[];
  /** Further lines tied to the shaft, of gears, belts and loose parts: multiple of its speed and velocity, mm/s RMS. */
  orderLines?: readonly OrderLine[];
  /** Hits of a loose part at random times: how many a second, and their peak, m/s2. */
  randomHits?: { perSecond: number; mPerS2: number };
  /** Natural frequency of a support that lifts the shaft's lines near it, and its damping ratio. */
  support?: { hz: number; dampingRatio: number };
}

export interface OrderLine {
  order: number;
  mmPerS: number;
}

/** Scatter of the time between hits (domain table 1.5): 1 %, added up as a random walk. */
const SLIP_SHARE = 0.01;
/** Load zone: eps 0.5, half the bearing carries. */
const LOAD_EPSILON = 0.5;

/**
 * Vibration of a spindle (domain table 1.5):
 * x(t) = sum_i A m(theta_i) h(t - T_i) + shaft, gear and belt lines + noise,
 * h(t) = exp(-2 pi zeta f_n t) sin(2 pi f_n t), T_(i+1) = T_i + (1 + N(0, 0.01)) / f_fault.
 *
 * @returns acceleration, m/s2
 */
export function synthesizeBurst(
  state: VibrationState,
  sampleRateHz: number,
  samples: number,
  random: Random,
): Float32Array {
  const x = new Float32Array(samples);
  fillWithNoise(x, state.floorMPerS2, random);
  const shaftHz = state.speedRpm / 60;
  if (shaftHz > 0) {
    const first = peakMPerS2(state.shaftLineMmPerS, shaftHz);
    const lifted = (k: number) => (state.support ? magnification(k * shaftHz, state.support) : 1);
    addLine(x, shaftHz, first * lifted(1), sampleRateHz, random);
    addLine(x, 2 * shaftHz, first * 2 * state.secondLineShare * lifted(2), sampleRateHz, random);
    addLine(x, 3 * shaftHz, first * 1.5 * state.secondLineShare * lifted(3), sampleRateHz, random);
    for (const { order, mmPerS } of state.orderLines ?? []) {
      const hz = order * shaftHz;
      // A phase of its own for each order, drawn from nothing, so that machines with such lines draw like those without.
      addPhasedLine(x, hz, peakMPerS2(mmPerS, hz), sampleRateHz, 2 * Math.PI * ((order * 0.618) % 1));
    }
    if (state.randomHits) addRandomHits(x, state.randomHits, sampleRateHz, random);
    for (const defect of state.defects) addDefect(x, state, defect, sampleRateHz, random);
  }
  for (const line of state.extraLines ?? []) addLine(x, line.hz, line.mPerS2, sampleRateHz, random);
  return x;
}

/** Peak acceleration of a sine of this velocity, mm/s RMS. */
function peakMPerS2(mmPerS: number, hz: number): number {
  return mmPerS * Math.SQRT2 * 2 * Math.PI * hz * 1e-3;
}

/** Response of a support with one natural frequency over that of a stiff one: 1 / |1 - r² + 2 i zeta r|, r = f / f_n. */
function magnification(
  hz: number,
  { hz: natural, dampingRatio }: { hz: number; dampingRatio: number },
): number {
  const r = hz / natural;
  return 1 / Math.hypot(1 - r * r, 2 * dampingRatio * r);
}

/** Where a loose part strikes the frame, it rings low and dies soon. */
const FRAME_HZ = 900;
const FRAME_DAMPING = 0.06;

function addRandomHits(
  x: Float32Array,
  { perSecond, mPerS2 }: { perSecond: number; mPerS2: number },
  sampleRateHz: number,
  random: Random,
): void {
  const response = impulseResponse(FRAME_HZ, FRAME_DAMPING, sampleRateHz);
  const hits = Math.round((perSecond * x.length) / sampleRateHz);
  for (let i = 0; i < hits; i++)
    addHit(x, response, random.uniform() * (x.length - 1), mPerS2 * random.between(0.3, 1));
}

function addLine(x: Float32Array, hz: number, amplitude: number, sampleRateHz: number, random: Random): void {
  addPhasedLine(x, hz, amplitude, sampleRateHz, random.between(0, 2 * Math.PI));
}

function addPhasedLine(
  x: Float32Array,
  hz: number,
  amplitude: number,
  sampleRateHz: number,
  phase: number,
): void {
  // Above a tenth of the Nyquist band's edge the line would alias; a real acquisition card filters it out.
  if (hz > 0.45 * sampleRateHz || amplitude === 0) return;
  // Rotation by a complex factor instead of a sine per sample.
  const step = (2 * Math.PI * hz) / sampleRateHz;
  const cosStep = Math.cos(step);
  const sinStep = Math.sin(step);
  let c = Math.cos(phase) * amplitude;
  let s = Math.sin(phase) * amplitude;
  for (let i = 0; i < x.length; i++) {
    x[i] += s;
    const next = c * cosStep - s * sinStep;
    s = s * cosStep + c * sinStep;
    c = next;
  }
}

function addDefect(
  x: Float32Array,
  state: VibrationState,
  defect: BearingDefect,
  sampleRateHz: number,
  random: Random,
): void {
  const shaftHz = state.speedRpm / 60;
  const { bpfo, bpfi, bsf, ftf } = defect.orders;
  const hitHz = shaftHz * (defect.place === 'outer' ? bpfo : defect.place === 'inner' ? bpfi : 2 * bsf);
  const turnHz = defect.place === 'inner' ? shaftHz : defect.place === 'ball' ? shaftHz * ftf : 0;
  const response = impulseResponse(state.resonanceHz, state.dampingRatio, sampleRateHz);
  const durationS = x.length / sampleRateHz;
  const startAngle = random.between(0, 2 * Math.PI);
  let t = random.uniform() / hitHz;
  while (t < durationS) {
    const strength = turnHz > 0 ? loadZone(startAngle + 2 * Math.PI * turnHz * t) : 1;
    addHit(x, response, t * sampleRateHz, defect.hitMPerS2 * strength);
    t += (1 + SLIP_SHARE * random.boundedNormal()) / hitHz;
  }
}

/** Load zone (1 - (1 - cos theta) / (2 eps))^1.5, 0 outside of it. */
function loadZone(angle: number): number {
  const q = 1 - (1 - Math.cos(angle)) / (2 * LOAD_EPSILON);
  return q > 0 ? Math.pow(q, 1.5) : 0;
}

function addHit(x: Float32Array, response: Float32Array, at: number, amplitude: number): void {
  if (amplitude === 0) return;
  const start = Math.floor(at);
  const late = at - start;
  // Linear interpolation puts the hit between samples, so that the hit rate is not bound to the sample grid.
  const a = amplitude * (1 - late);
  const b = amplitude * late;
  const end = Math.min(response.length, x.length - start);
  for (let i = 0; i < end; i++) x[start + i] += a * response[i] + (i > 0 ? b * response[i - 1] : 0);
}

function impulseResponse(resonanceHz: number, zeta: number, sampleRateHz: number): Float32Array {
  const decay = 2 * Math.PI * zeta * resonanceHz;
  // Seven time constants: the rest is below 0.1 %.
  const h = new Float32Array(Math.ceil((7 / decay) * sampleRateHz));
  for (let i = 0; i < h.length; i++) {
    const t = i / sampleRateHz;
    h[i] = Math.exp(-decay * t) * Math.sin(2 * Math.PI * resonanceHz * t);
  }
  return h;
}
