import type { BearingOrders } from '@linetwin/signal';
import type { BearingFault } from '../bearing/faults.ts';

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
  const n = Math.round(burst.durationS * sampleRateHz);
  const shaftHz = speedRpm / 60;
  const out = new Float64Array(n);
  const cage = burst.fault === 'cage' ? (burst.severity ?? 0) : 0;
  for (let i = 0; i < n; i++) {
    const t = i / sampleRateHz;
    const cagePhase = 2 * Math.PI * burst.orders.ftf * (1 + (burst.slip ?? 0)) * shaftHz * t;
    out[i] =
      offset + noise * normal(random) * Math.exp(cage * (Math.cos(cagePhase) + Math.cos(2 * cagePhase)));
    for (let k = 0; k < shaftLines.length; k++) {
      out[i] += shaftLines[k] * Math.sin(2 * Math.PI * (k + 1) * shaftHz * t + k);
    }
  }
  if (burst.fault && burst.fault !== 'cage') addImpacts(out, burst, random);
  return out;
}

function addImpacts(out: Float64Array, burst: SyntheticBurst, random: () => number): void {
  const { orders, sampleRateHz, severity = 1, slip = 0, jitter = 0.01 } = burst;
  const shaftHz = burst.speedRpm / 60;
  const order = { 'outer-race': orders.bpfo, 'inner-race': orders.bpfi, 'rolling-element': 2 * orders.bsf };
  const rateHz = order[burst.fault as keyof typeof order] * (1 + slip) * shaftHz;
  const zoneHz = { 'outer-race': 0, 'inner-race': shaftHz, 'rolling-element': orders.ftf * shaftHz };
  for (let t = random() / rateHz; t < burst.durationS; t += (1 + jitter * normal(random)) / rateHz) {
    const angle = 2 * Math.PI * zoneHz[burst.fault as keyof typeof zoneHz] * t;
    ring(out, t, severity * loadZone(angle), burst.resonances ?? DEFAULT_RESONANCES, sampleRateHz);
  }
}

/** Stribeck load distribution with epsilon 0.8, so that a part of the turn is without load. */
function loadZone(angle: number): number {
  const epsilon = 0.8;
  return Math.max(0, 1 - (1 - Math.cos(angle)) / (2 * epsilon)) ** 1.5;
}

function ring(
  out: Float64Array,
  start: number,
  amplitude: number,
  resonances: readonly { hz: number; damping: number }[],
  sampleRateHz: number,
): void {
  for (const { hz, damping } of resonances) {
    const decay = 2 * Math.PI * damping * hz;
    const first = Math.ceil(start * sampleRateHz);
    const last = Math.min(out.length, first + Math.ceil((7 / decay) * sampleRateHz));
    for (let i = first; i < last; i++) {
      const t = i / sampleRateHz - start;
      out[i] += amplitude * Math.exp(-decay * t) * Math.sin(2 * Math.PI * hz * t);
    }
  }
}

/** Small seeded generator, 0 <= x < 1. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
