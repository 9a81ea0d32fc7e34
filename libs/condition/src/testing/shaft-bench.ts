import { bearingOrders } from '@linetwin/signal';
import { NAMED_BEARINGS } from '../bearing/named-bearings.ts';
import { healthyShaftBurst, type ShaftBaseline } from '../shaft/baseline.ts';
import { diagnoseShaft } from '../shaft/diagnose-shaft.ts';
import type { ShaftDiagnosis } from '../shaft/diagnosis.schema.ts';
import type { DriveTrain } from '../shaft/drive-train.ts';
import { SHAFT_FAULTS } from '../shaft/faults.ts';
import { remember, type ShaftHistory } from '../shaft/history.ts';
import { DEFAULT_SHAFT_PARAMETERS } from '../shaft/parameters.ts';
import { syntheticBurst } from './synthetic-bearing.ts';
import { mulberry32, syntheticShaft, type SyntheticShaft } from './synthetic-shaft.ts';

/** What is wrong with a machine of the bench: a fault of shaft or drive, or something that is none of them. */
export const SHAFT_BENCH_STATES = [
  ...SHAFT_FAULTS,
  'healthy',
  'louder-process',
  'neighbour',
  'bearing',
  'beating',
  'resonance-at-one-speed',
] as const;
export type ShaftBenchState = (typeof SHAFT_BENCH_STATES)[number];

export type ShaftBenchCase = {
  readonly seed: number;
  readonly state: ShaftBenchState;
  /** Strength, from hidden (below the rules' thresholds) to plain. */
  readonly strength: number;
  readonly drive: DriveTrain;
  readonly hasBaseline: boolean;
  /** Burst under test. */
  readonly burst: SyntheticShaft;
  readonly axial: SyntheticShaft | null;
  readonly baseline: ShaftBaseline;
  readonly history: ShaftHistory;
  readonly bearingHit: number;
};

export type ShaftBenchResult = {
  readonly benchCase: ShaftBenchCase;
  readonly diagnosis: ShaftDiagnosis;
  readonly outcome: 'right' | 'wrong' | 'called' | 'quiet' | 'missed';
};

const SPEEDS_RPM = [450, 740, 1200, 1480, 1750, 2700, 2950] as const;
const STRENGTHS = [0.3, 0.6, 1, 1.5, 2.5, 4] as const;
const HEALTHY_BURSTS = 6;

/** One case of the bench: everything about it follows from its seed. */
export function shaftBenchCase(seed: number, only?: ShaftBenchState): ShaftBenchCase {
  const random = mulberry32(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const between = (low: number, high: number) => low + random() * (high - low);
  const drawn = pick(SHAFT_BENCH_STATES);
  const state = only ?? drawn;
  const strength = pick(STRENGTHS);
  const level = between(0.2, 0.9);
  const speedRpm = pick(SPEEDS_RPM) * between(0.99, 1.01);
  const noise = between(0.1, 0.6);
  const hasAxial = random() < 0.3;
  const hasBaseline = random() < 0.85;
  const drive = drawDrive(pick, between, random);
  // What the plant file says may be off: unverified belts by 4 %, teeth never.
  const beltOrder =
    (drive.belts[0]?.order ?? 0.31) * (1 + (drive.belts[0]?.verified ? 0.01 : 0.035) * between(-1, 1));
  const gear = drive.gears[0];
  const own = (scale: number): { order: number; mmPerS: number }[] => [
    { order: 1, mmPerS: level * scale },
    { order: 2, mmPerS: level * 0.15 * scale },
    { order: 3, mmPerS: level * 0.07 * scale },
    { order: 4, mmPerS: level * 0.03 * scale },
    ...[1, 2, 3].map((k) => ({ order: k * beltOrder, mmPerS: (level * 0.06) / k })),
    ...(gear
      ? [
          { order: gear.meshOrder, mmPerS: level * 0.12 * scale },
          ...gear.shaftOrders.flatMap((s) =>
            [-1, 1].map((k) => ({ order: gear.meshOrder + k * s, mmPerS: level * 0.02 })),
          ),
        ]
      : []),
  ];
  const mains = { hz: 100, mmPerS: between(0, 0.1) };
  const process = { hz: between(150, 600), mmPerS: between(0, 0.1) };
  const healthy = (s: number): SyntheticShaft => ({
    sampleRateHz: 4096,
    durationS: 4,
    speedRpm: speedRpm * between(0.995, 1.005),
    seed: s,
    noise: noise * between(0.9, 1.1),
    lines: own(between(0.85, 1.15)),
    fixed: [mains, process],
  });
  const baseline = {
    bursts: Array.from({ length: HEALTHY_BURSTS }, (_, i) => {
      const { features } = diagnose(healthy(seed * 31 + i), null, drive, null, []);
      return healthyShaftBurst(i, features!);
    }),
  };
  const base: SyntheticShaft = {
    ...healthy(seed * 31 + 20),
    variation: pick([0, 0, 0, 0.003, 0.02, 0.06]),
  };
  /** What an axial sensor gets of the lines of a radial burst. */
  const axialOf = (burst: SyntheticShaft, share1: number, share2: number): SyntheticShaft | null =>
    hasAxial
      ? {
          ...burst,
          seed: seed * 31 + 21,
          lines: burst.lines.map(({ order, mmPerS }) => ({
            order,
            mmPerS: mmPerS * (order === 1 ? share1 : order === 2 ? share2 : 0.3),
          })),
        }
      : null;
  const add = (lines: readonly { order: number; mmPerS: number }[], rest: Partial<SyntheticShaft> = {}) => ({
    ...base,
    ...rest,
    lines: [...base.lines, ...lines],
  });
  const scaled = (factors: Record<number, number>): SyntheticShaft => ({
    ...base,
    lines: base.lines.map((line) => ({ ...line, mmPerS: line.mmPerS * (factors[line.order] ?? 1) })),
  });
  const common = {
    seed,
    state,
    strength,
    drive,
    hasBaseline,
    baseline,
    history: [] as ShaftHistory,
    bearingHit: 0,
  };
  // A fault of strength 1 stands between the least that a rule asks for and three times as much.
  const rise = 2 + 2 * strength;
  const seen = (burst: SyntheticShaft, axial1 = 0.25, axial2 = 0.25): ShaftBenchCase => ({
    ...common,
    burst,
    axial: axialOf(burst, axial1, axial2),
  });
  switch (state) {
    case 'imbalance':
      return seen(scaled({ 1: rise }));
    case 'bent-shaft':
      return seen(scaled({ 1: rise }), between(0.6, 1.5));
    case 'misalignment': {
      const burst = scaled({ 1: between(1, 1.8), 2: 8 * strength * between(0.8, 1.6), 3: 4 * strength });
      return seen(burst, between(0.3, 1), between(0.6, 1.4));
    }
    case 'looseness':
      return seen(
        add(
          [3, 4, 5, 6, 7, 8, 9, 10, 0.5, 1.5, 2.5].map((order) => ({
            order,
            mmPerS: level * strength * between(0.1, 0.7),
          })),
          { hits: { perSecond: 20, peak: 2 * strength }, noise: base.noise * (1 + 0.3 * strength) },
        ),
      );
    case 'belt':
      return seen(
        add([1, 2, 3].map((k) => ({ order: k * beltOrder, mmPerS: level * strength * between(0.2, 0.8) }))),
      );
    case 'gear': {
      const mesh = gear?.meshOrder ?? 23;
      const spacing = gear?.shaftOrders[pick([0, 1] as const)] ?? 1;
      return seen(
        add([
          { order: mesh, mmPerS: level * 0.2 * strength * between(0.5, 2) },
          ...[-2, -1, 1, 2].map((k) => ({
            order: mesh + k * spacing,
            mmPerS: (level * 0.3 * strength * between(0.6, 1.2)) / Math.abs(k),
          })),
        ]),
      );
    }
    case 'resonance': {
      // A support mode near 1x that is passed while the speed moves up and down.
      const mode = { hz: speedRpm / 60, damping: between(0.02, 0.06) };
      const at = (share: number, s: number): SyntheticShaft => ({
        ...healthy(s),
        variation: 0,
        speedRpm: speedRpm * share,
        lines: own(0.6 * share ** 2),
        mode,
      });
      const shares = [1, 0.88, 1, 1.12, ...(random() < 0.5 ? [0.9] : [])];
      return {
        ...common,
        burst: at(1, seed * 31 + 20),
        axial: null,
        history: historyOf(
          shares.map((s, i) => at(s, seed * 31 + 40 + i)),
          drive,
        ),
      };
    }
    case 'resonance-at-one-speed':
      return seen({
        ...base,
        variation: 0,
        mode: { hz: (speedRpm / 60) * pick([1.01, 2.02]), damping: 0.05 },
      });
    case 'chatter': {
      const hz = between(180, 900);
      const line = { hz, mmPerS: level * 1.2 * strength };
      const history =
        random() < 0.4
          ? historyOf([{ ...base, speedRpm: speedRpm * 1.06, fixed: [...base.fixed!, line] }], drive)
          : [];
      return { ...seen({ ...base, fixed: [...base.fixed!, line] }), history };
    }
    case 'louder-process':
      return seen({ ...base, noise: base.noise * (1 + strength), lines: own(1 + 0.15 * strength) });
    case 'neighbour': {
      const hz = (speedRpm / 60) * pick([0.93, 1.07, 1.31, 1.93, 2.13, 3.3]);
      return seen({ ...base, fixed: [...base.fixed!, { hz, mmPerS: level * strength * 1.5 }] });
    }
    case 'beating': {
      // A machine beside it, of nearly the same speed, within a line's width of it or a little beyond.
      const hz = (burst1x: number) => burst1x + between(0.1, 1) * pick([-1, 1]);
      const line = { hz: hz(base.speedRpm / 60), mmPerS: level * rise * between(0.5, 1) };
      return seen({ ...base, fixed: [...base.fixed!, line], variation: 0 });
    }
    case 'bearing':
      return { ...seen(base), bearingHit: 4 * strength };
    default:
      return seen(base);
  }
}

/** Diagnoses one case with what a plant would know. */
export function runShaftBenchCase(benchCase: ShaftBenchCase): ShaftBenchResult {
  const { burst, axial, drive, hasBaseline, baseline, history, state, bearingHit } = benchCase;
  const diagnosis = diagnose(burst, axial, drive, hasBaseline ? baseline : null, history, bearingHit);
  const named = diagnosis.grade !== 'none';
  const isFault = (SHAFT_FAULTS as readonly string[]).includes(state);
  // What a finding says it cannot exclude it has not denied.
  const isTold =
    diagnosis.verdict === state ||
    (diagnosis.grade === 'probable' && (diagnosis.cannotExclude as string[]).includes(state)) ||
    (state === 'resonance-at-one-speed' &&
      diagnosis.grade === 'probable' &&
      diagnosis.cannotExclude.includes('resonance')) ||
    (state === 'neighbour' &&
      diagnosis.grade === 'probable' &&
      diagnosis.cannotExclude.includes('other-rotor'));
  const outcome = isFault
    ? !named
      ? 'missed'
      : isTold
        ? 'right'
        : 'wrong'
    : named
      ? isTold
        ? 'right'
        : 'called'
      : 'quiet';
  return { benchCase, diagnosis, outcome };
}

/** One line that says which case it was and what came out, enough to run it again. */
export function describeShaftResult({ benchCase, diagnosis, outcome }: ShaftBenchResult): string {
  const { seed, state, strength, burst, axial, hasBaseline } = benchCase;
  return [
    `seed ${seed}`,
    outcome,
    `${state} ${strength} -> ${diagnosis.verdict} (${[diagnosis.grade, diagnosis.reason, ...diagnosis.cannotExclude].filter(Boolean).join(', ')})`,
    `${burst.speedRpm.toFixed(0)} rpm, varies ${burst.variation ?? 0}${axial ? ', axial' : ''}${hasBaseline ? '' : ', no baseline'}`,
  ].join('; ');
}

function diagnose(
  burst: SyntheticShaft,
  axial: SyntheticShaft | null,
  drive: DriveTrain,
  baseline: ShaftBaseline | null,
  history: ShaftHistory,
  bearingHit = 0,
): ShaftDiagnosis {
  const samples = syntheticShaft(burst);
  const { sampleRateHz, durationS, speedRpm, seed } = burst;
  if (bearingHit > 0 && drive.bearings.length > 0) {
    const hits = syntheticBurst({
      sampleRateHz,
      durationS,
      speedRpm,
      orders: drive.bearings[0],
      seed,
      noise: 0,
      fault: (['outer-race', 'inner-race', 'rolling-element'] as const)[seed % 3],
      severity: bearingHit,
      resonances: [{ hz: 1800, damping: 0.04 }],
    });
    for (let i = 0; i < samples.length; i++) samples[i] += hits[i];
  }
  return diagnoseShaft(
    {
      samples,
      axial: axial && syntheticShaft(axial),
      sampleRateHz,
      unit: 'm/s2',
      // Drives tell the speed to a few tenths of a per cent.
      speedRpm: speedRpm * (1 + 0.002 * Math.sin(seed)),
    },
    { drive, baseline, history, isoGroup: 'small' },
  );
}

function historyOf(bursts: readonly SyntheticShaft[], drive: DriveTrain): ShaftHistory {
  return bursts.reduce<ShaftHistory>((history, burst, i) => {
    const { features } = diagnose(burst, null, drive, null, []);
    return remember(history, i, features!, DEFAULT_SHAFT_PARAMETERS);
  }, []);
}

function drawDrive(
  pick: <T>(from: readonly T[]) => T,
  between: (low: number, high: number) => number,
  random: () => number,
): DriveTrain {
  const teeth = pick([17, 19, 23, 29]);
  const ratio = 1 / pick([2.3, 3.1, 4.7]);
  return {
    machining: random() < 0.5,
    belts: random() < 0.5 ? [{ id: 'belt', order: between(0.22, 0.46), verified: random() < 0.5 }] : [],
    gears:
      random() < 0.5
        ? [{ id: 'gear', meshOrder: teeth, shaftOrders: [1, ratio], verified: random() < 0.5 }]
        : [],
    otherRotors: [],
    bearings: [bearingOrders(pick(NAMED_BEARINGS))],
  };
}
