import type { BearingOrders } from '@linetwin/signal';
import type { BearingFault } from '../bearing/faults.ts';

// Looked up once: in a test's own context every look-up of a global is slow.
const { ceil, cos, exp, imul, log: ln, max, min, PI, round, sin, sqrt } = Math;

/** What to synthesise; amplitudes in the unit of the result. */
export type SyntheticBurst = {
  readonly sampleRateHz: number;
  readonly durationS: number;
  readonly speedRpm: number;
  readonly orders: BearingOrders;
  readonly seed: number;
  /** Standard deviation of the white noise. */
  readonly noise: number;
  /** Amplitudes of the shaft lines 1x, 2x, ... */
  readonly shaftLines?: readonly number[];
  readonly fault?: BearingFault;
  /** Peak of one impact, or depth 0..1 of the noise's modulation for the cage. */
  readonly severity?: number;
  /** Mean deviation of the fault's rate from kinematics. */
  readonly slip?: number;
  /** Standard deviation of one interval between impacts, as a share of it. */
  readonly jitter?: number;
  /** Structural resonances rung by each impact. */
  readonly resonances?: readonly { readonly hz: number; readonly damping: number }[];
  readonly offset?: number;
  /** Stribeck load parameter: 0.3 for a loose bearing with a narrow load zone, 1 and more for a preloaded one. */
  readonly loadEpsilon?: number;
  /** Strength of an element's impact on the inner race over that on the outer, 0..1: below 1 odd multiples of BSF appear. */
  readonly raceRatio?: number;
  /** Once-per-turn modulation 0..1 of an outer race's impacts: a ring that creeps, or a rotating load. */
  readonly turnModulation?: number;
  /** Impacts at a rate that is none of the bearing's, in orders, as strong as `severity`. A multiple of a half is
   * looseness: locked to the shaft, so the intervals' deviations do not add up. */
  readonly foreignOrder?: number;
  /** A gear or blower: carrier frequency (Hz), its amplitude, and the order and depth of its modulation. */
  readonly gear?: {
    readonly hz: number;
    readonly amplitude: number;
    readonly order: number;
    readonly depth: number;
  };
};

const DEFAULT_RESONANCES = [
  { hz: 3100, damping: 0.03 },
  { hz: 4700, damping: 0.04 },
] as const;

/**
 * Vibration of a bearing with one local fault: x(t) = sum_i A m(theta_i) h(t - T_i) + shaft lines + noise with
 * h = exp(-2 pi zeta f t) sin(2 pi f t) and random-walk impact times (McFadden and Smith 1984; Randall and Antoni
 * 2011). The inner race passes the load zone once a turn, an element once a cage turn.
 */
export function syntheticBurst(burst: SyntheticBurst): Float64Array {
  const { sampleRateHz, speedRpm, noise, shaftLines = [], offset = 0 } = burst;
  const random = mulberry32(burst.seed);
  const n = round(burst.durationS * sampleRateHz);
  const shaftHz = speedRpm / 60;
  const out = new Float64Array(n);
  const cage = burst.fault === 'cage' ? (burst.severity ?? 0) : 0;
  for (let i = 0; i < n; i++) {
    const t = i / sampleRateHz;
    const cagePhase = 2 * PI * burst.orders.ftf * (1 + (burst.slip ?? 0)) * shaftHz * t;
    out[i] = offset + noise * normal(random) * exp(cage * (cos(cagePhase) + cos(2 * cagePhase)));
    for (let k = 0; k < shaftLines.length; k++) {
      out[i] += shaftLines[k] * sin(2 * PI * (k + 1) * shaftHz * t + k);
    }
  }
  if (burst.gear) addGear(out, burst.gear, shaftHz, sampleRateHz);
  if ((burst.fault && burst.fault !== 'cage') || burst.foreignOrder) addImpacts(out, burst, random);
  return out;
}

/** A tone whose amplitude pulsates with a shaft of its own, not as a sine but as meshing does. */
function addGear(
  out: Float64Array,
  gear: NonNullable<SyntheticBurst['gear']>,
  shaftHz: number,
  sampleRateHz: number,
): void {
  const step = (2 * PI) / sampleRateHz;
  for (let i = 0; i < out.length; i++) {
    const pulse = exp(2 * (cos(step * gear.order * shaftHz * i) - 1));
    out[i] += gear.amplitude * (1 + gear.depth * (2 * pulse - 1)) * sin(step * gear.hz * i);
  }
}

function addImpacts(out: Float64Array, burst: SyntheticBurst, random: () => number): void {
  const { orders, sampleRateHz, severity = 1, slip = 0, jitter = 0.01 } = burst;
  const shaftHz = burst.speedRpm / 60;
  const { loadEpsilon = 0.8, raceRatio = 1, turnModulation = 0 } = burst;
  const order = { 'outer-race': orders.bpfo, 'inner-race': orders.bpfi, 'rolling-element': 2 * orders.bsf };
  const fault = burst.fault as keyof typeof order;
  const rateHz = (burst.foreignOrder ?? order[fault] * (1 + slip)) * shaftHz;
  const turn = 2 * PI * shaftHz;
  let race = 1;
  const locked = burst.foreignOrder !== undefined && Number.isInteger(2 * burst.foreignOrder);
  let due = random() / rateHz;
  let t = due;
  while (t < burst.durationS) {
    let strength = severity;
    if (fault === 'outer-race') strength *= 1 + turnModulation * cos(turn * t);
    if (fault === 'inner-race') strength *= loadZone(turn * t, loadEpsilon);
    if (fault === 'rolling-element') strength *= race * loadZone(orders.ftf * turn * t, loadEpsilon);
    ring(out, t, strength, burst.resonances ?? DEFAULT_RESONANCES, sampleRateHz);
    race = race === 1 ? raceRatio : 1;
    due = (locked ? due : t) + 1 / rateHz;
    t = due + (jitter * normal(random)) / rateHz;
  }
}

/** Stribeck load distribution; below an epsilon of 1 a part of the turn is without load. */
function loadZone(angle: number, epsilon: number): number {
  return max(0, 1 - (1 - cos(angle)) / (2 * epsilon)) ** 1.5;
}

function ring(
  out: Float64Array,
  start: number,
  amplitude: number,
  resonances: readonly { hz: number; damping: number }[],
  sampleRateHz: number,
): void {
  for (const { hz, damping } of resonances) {
    const decay = 2 * PI * damping * hz;
    const first = ceil(start * sampleRateHz);
    const last = min(out.length, first + ceil((7 / decay) * sampleRateHz));
    for (let i = first; i < last; i++) {
      const t = i / sampleRateHz - start;
      out[i] += amplitude * exp(-decay * t) * sin(2 * PI * hz * t);
    }
  }
}

/** Small seeded generator, 0 <= x < 1. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = imul(state ^ (state >>> 15), 1 | state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(random: () => number): number {
  return sqrt(-2 * ln(1 - random())) * cos(2 * PI * random());
}
