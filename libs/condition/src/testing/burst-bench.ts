import { bearingOrders } from '@linetwin/signal';
import type { BearingOrders } from '@linetwin/signal';
import { diagnoseBearing } from '../bearing/diagnose-bearing.ts';
import type { BearingDiagnosis } from '../bearing/diagnosis.schema.ts';
import type { BearingFault } from '../bearing/faults.ts';
import { NAMED_BEARINGS } from '../bearing/named-bearings.ts';
import type { NamedBearing } from '../bearing/named-bearings.ts';
import { DEFAULT_BEARING_PARAMETERS } from '../bearing/parameters.ts';
import { syntheticBurst } from './synthetic-bearing.ts';
import type { SyntheticBurst } from './synthetic-bearing.ts';

/** What is wrong with a machine of the bench: a bearing part, or something that is no bearing fault. */
export const BENCH_STATES = [
  'outer-race',
  'inner-race',
  'rolling-element',
  'cage',
  'healthy',
  'imbalance',
  'looseness',
  'gear',
  'foreign-impacts',
] as const;
export type BenchState = (typeof BENCH_STATES)[number];

export type BenchCase = {
  readonly seed: number;
  readonly state: BenchState;
  readonly bearing: NamedBearing;
  /** What the diagnosis is told about the geometry. */
  readonly verified: boolean;
  /** The real bearing's BPFO over the one the diagnosis is told, less 1. */
  readonly geometryOff: number;
  readonly burst: SyntheticBurst;
};

export type BenchResult = {
  readonly benchCase: BenchCase;
  readonly diagnosis: BearingDiagnosis;
  readonly outcome: 'right' | 'wrong' | 'called' | 'quiet' | 'missed';
};

const SPEEDS_RPM = [300, 500, 780, 960, 1480, 1797, 2400, 2960, 3600] as const;
const DURATIONS_S = [2.5, 4] as const;
/** Peak of one impact over the standard deviation of the noise, from hidden to plain. */
const SEVERITIES = [1, 2, 3, 5, 8, 14, 30] as const;
const FAULTS: readonly string[] = ['outer-race', 'inner-race', 'rolling-element', 'cage'];

/**
 * One case of the bench: everything about it follows from its seed. Unverified geometry is off by up to 4 %,
 * verified by up to 1 %, which is what slip does.
 *
 * @param only a state that is wanted; the rest of the case is drawn as ever
 */
export function benchCase(seed: number, only?: BenchState): BenchCase {
  const random = generator(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const between = (low: number, high: number) => low + random() * (high - low);
  const drawn = pick(BENCH_STATES);
  const state = only ?? drawn;
  const bearing = pick(NAMED_BEARINGS);
  const { verified } = bearing;
  const geometryOff = pick(verified ? [0, -0.01, 0.01] : [0, -0.01, 0.01, -0.02, 0.02, -0.04, 0.04]);
  const orders = ordersOff(bearing, geometryOff);
  const severity = pick(SEVERITIES);
  const common: SyntheticBurst = {
    sampleRateHz: 25600,
    durationS: pick(DURATIONS_S),
    speedRpm: pick(SPEEDS_RPM),
    orders,
    seed,
    noise: 1,
    shaftLines: [between(0.1, 2), between(0, 1), between(0, 0.5)],
    severity,
    slip: between(-0.008, 0.002),
    jitter: pick([0.001, 0.005, 0.01, 0.015]),
    loadEpsilon: between(0.35, 1),
    raceRatio: between(0, 1),
    turnModulation: pick([0, 0, 0.2, 0.4]),
    resonances: pick([1, 2]) === 1 ? [resonance(between)] : [resonance(between), resonance(between)],
  };
  const foreignOrder = foreignRate(bearing, verified, pick, between);
  const gear = {
    hz: between(400, 3000),
    amplitude: between(0.5, 6),
    order: between(0.3, 3),
    depth: between(0, 0.5),
  };
  const burst = ((): SyntheticBurst => {
    switch (state) {
      case 'healthy':
        return common;
      case 'imbalance':
        return { ...common, shaftLines: [between(3, 20), between(0, 2), between(0, 0.5)] };
      case 'looseness':
        return {
          ...common,
          shaftLines: Array.from({ length: 10 }, () => between(0.2, 3)),
          foreignOrder: pick([0.5, 1, 1, 2]),
          severity: severity / 2,
          jitter: 0.002,
        };
      case 'gear':
        return { ...common, gear };
      case 'foreign-impacts':
        return { ...common, foreignOrder };
      case 'cage':
        return { ...common, fault: state, severity: Math.min(0.6, severity / 20) };
      default:
        return { ...common, fault: state };
    }
  })();
  return { seed, state, bearing, verified, geometryOff, burst };
}

/** Diagnoses one case with what a plant would know: nominal geometry and speed. */
export function runBenchCase(benchCase: BenchCase): BenchResult {
  const { burst, bearing, verified, state } = benchCase;
  const diagnosis = diagnoseBearing(
    {
      samples: syntheticBurst(burst),
      sampleRateHz: burst.sampleRateHz,
      unit: 'm/s2',
      speedRpm: burst.speedRpm,
    },
    { orders: bearingOrders(bearing), designation: bearing.designation, verified },
  );
  const named = diagnosis.grade !== 'none';
  const faulty = FAULTS.includes(state);
  const outcome = faulty
    ? !named
      ? 'missed'
      : diagnosis.verdict === (state as BearingFault)
        ? 'right'
        : 'wrong'
    : named
      ? 'called'
      : 'quiet';
  return { benchCase, diagnosis, outcome };
}

/** One line that says which case it was and what came out, enough to run it again. */
export function describeResult({ benchCase, diagnosis, outcome }: BenchResult): string {
  const { seed, state, bearing, geometryOff, burst } = benchCase;
  return [
    `seed ${seed}`,
    outcome,
    `${state} -> ${diagnosis.verdict} (${diagnosis.grade}${diagnosis.reason ? `, ${diagnosis.reason}` : ''})`,
    `${bearing.designation}${bearing.verified ? '' : ' unverified'} ${(100 * geometryOff).toFixed(0)} %`,
    `${burst.speedRpm} rpm ${burst.durationS} s severity ${burst.severity}`,
    ...(burst.foreignOrder ? [`struck at ${burst.foreignOrder.toFixed(3)}`] : []),
  ].join('; ');
}

/** The real bearing: another pitch circle, so that BPFO moves by `off`, and all other orders with it. */
function ordersOff(bearing: NamedBearing, off: number): BearingOrders {
  const { elements, elementDiameterMm, contactAngleDeg } = bearing;
  const g = 1 - (2 * bearingOrders(bearing).bpfo * (1 + off)) / elements;
  const pitchDiameterMm = (elementDiameterMm * Math.cos((contactAngleDeg * Math.PI) / 180)) / g;
  return bearingOrders({ elements, elementDiameterMm, pitchDiameterMm, contactAngleDeg });
}

function resonance(between: (low: number, high: number) => number) {
  return { hz: between(1500, 9000), damping: between(0.01, 0.06) };
}

/**
 * A rate of impacts that no part of the bearing can have: any, or a half, a third, one and a half of a fault's
 * rate. Not within the slip search of a fault's rate, where it could not be told from it by anyone.
 */
function foreignRate(
  bearing: NamedBearing,
  verified: boolean,
  pick: <T>(from: readonly T[]) => T,
  between: (low: number, high: number) => number,
): number {
  const { bpfo, bpfi, bsf } = bearingOrders(bearing);
  const own = [bpfo, bpfi, 2 * bsf, bsf];
  const { slipVerified, slipUnverified } = DEFAULT_BEARING_PARAMETERS.comb;
  const margin = (verified ? slipVerified : slipUnverified) + 0.01;
  for (;;) {
    const rate = pick([0, 1]) === 0 ? between(1.3, 9) : pick(own) * pick([1 / 3, 1 / 2, 2 / 3, 3 / 2, 2]);
    const taken = own.some((order) => Math.abs(rate / order - 1) < margin);
    if (!taken && rate > 1.1) return rate;
  }
}

/** Small seeded generator, 0 <= x < 1. */
function generator(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
