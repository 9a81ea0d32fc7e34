import {
  BEARING_METHOD_VERSION,
  DEFAULT_DEGRADATION,
  DegradationWatch,
  healthyBaseline,
  remainingLife,
  type BaselineSource,
  type BearingDiagnosis,
  type BearingSeries,
  type DegradationSnapshot,
  type HealthyBaseline,
  type RemainingLife,
} from '@linetwin/condition';
import type { BearingPoint } from '@linetwin/contracts';

/**
 * Healthy bursts that a baseline is learned from. Of n healthy bursts one more exceeds the highest of a value with probability
 * 1 / (n + 1), so that 20 leave less than 5 % to each gate, of which a fault has to pass several; at the usual burst every
 * few minutes that is a shift.
 */
export const BASELINE_BURSTS = 20;
/** A longer silence between two bursts was a standstill: a bearing does not age while it stands. */
const LONGEST_PAUSE_MS = 3_600_000;

const WATCH = { ...DEFAULT_DEGRADATION, baseline: BASELINE_BURSTS };

export type Spectra = BearingDiagnosis['evidence']['spectra'];

/** One burst's envelope spectra, to be laid under those of another. */
export interface ReferenceSpectra {
  at: number;
  shaftRpm: number | null;
  spectra: Spectra;
}

/** A baseline as it is kept, for ever: evidence names its version. */
export interface KeptBaseline {
  component: string;
  version: number;
  /** Source time of the burst that completed it, and of the first burst. */
  learnedAt: number;
  from: number;
  to: number;
  by: string | null;
  reason: string | null;
  /** Version of the method that diagnosed its bursts. */
  method: string;
  levels: HealthyBaseline;
  /** Of the newest of its bursts. */
  reference: ReferenceSpectra;
}

interface Learning {
  since: number;
  by: string | null;
  reason: string | null;
  bursts: { at: number; source: BaselineSource; rms: number; kurtosis: number }[];
}

/** All that is carried from burst to burst of one bearing. */
export interface BearingState {
  component: string;
  /** Newest burst; 0 before the first. */
  at: number;
  learning: Learning | null;
  /** Version of the baseline in use; 0 before the first. */
  version: number;
  watch: DegradationSnapshot | null;
  stage: 1 | 2 | 3 | 4 | null;
  levelRatio: number;
  impulseRatio: number;
  /** Running time that the bearing was watched for, and that at the first stage 3. */
  runningMs: number;
  calledAtMs: number | null;
  /** Spectra of the newest burst that had some. */
  newest: ReferenceSpectra | null;
  /** What the bursts showed together, a series for each running state; missing in what was kept before there were any. */
  series?: readonly BearingSeries[];
}

/** What else is known when a burst is folded in. */
export interface Circumstances {
  /** The machine has an open finding, of whatever kind. */
  findingOpen: boolean;
  /** An alarm of the machine is active. */
  alarmActive: boolean;
}

export interface HealthChange {
  state: BearingState;
  point: BearingPoint;
  /** Set when this burst completed one. */
  baseline?: KeptBaseline;
}

export function newBearingState(component: string, since: number): BearingState {
  return {
    component,
    at: 0,
    learning: { since, by: null, reason: null, bursts: [] },
    version: 0,
    watch: null,
    stage: null,
    levelRatio: 1,
    impulseRatio: 1,
    runningMs: 0,
    calledAtMs: null,
    newest: null,
  };
}

/** A person asks for a new baseline; the one in use stays until the new one is learned. */
export function learnAnew(state: BearingState, since: number, by: string, reason: string): BearingState {
  return { ...state, learning: { since, by, reason, bursts: [] } };
}

/**
 * Folds the word of one burst into what is known of its bearing: learns the baseline from the machine's own healthy
 * bursts, follows the stage against it.
 *
 * A baseline takes healthy words only, and none of a machine with an active alarm. A finding takes all of it back: what came
 * shortly before a fault was seen may have been the fault. One that a person asked for, who vouches for the machine, also takes bursts
 * that nothing can be said about: a machine that is always like that needs a baseline most. A burst older than the newest is
 * drawn and changes nothing.
 */
export function foldBurst(
  before: BearingState,
  at: number,
  diagnosis: BearingDiagnosis,
  around: Circumstances,
): HealthChange {
  if (at <= before.at) return { state: before, point: pointOf(before, at, diagnosis) };
  const pause = before.at === 0 ? 0 : Math.min(at - before.at, LONGEST_PAUSE_MS);
  let state: BearingState = { ...before, at, runningMs: before.runningMs + pause };
  if (diagnosis.evidence.spectra.length > 0) state.newest = referenceOf(at, diagnosis);
  let baseline: KeptBaseline | undefined;
  if (state.learning) ({ state, baseline } = learn(state, at, diagnosis, around));
  else state = follow(state, diagnosis);
  return { state, point: pointOf(state, at, diagnosis), baseline };
}

/** What is left, for a bearing that its watch has called. */
export function remainingOf(state: BearingState): RemainingLife | null {
  if (state.calledAtMs === null) return null;
  return remainingLife({
    stage: state.stage,
    ageAtCallMs: state.calledAtMs,
    sinceCallMs: state.runningMs - state.calledAtMs,
  });
}

function learn(
  state: BearingState,
  at: number,
  diagnosis: BearingDiagnosis,
  { findingOpen, alarmActive }: Circumstances,
): { state: BearingState; baseline?: KeptBaseline } {
  const learning = state.learning!;
  // The watch of the baseline in use goes on while a new one is learned.
  const followed =
    state.version > 0 ? follow(state, diagnosis) : { ...state, stage: stageWithout(diagnosis) };
  if (findingOpen || diagnosis.grade !== 'none')
    return { state: { ...followed, learning: { ...learning, bursts: [] } } };
  const { features, views, verdict } = diagnosis;
  const healthy = verdict === 'healthy' || learning.by !== null;
  if (at < learning.since || alarmActive || !healthy || features === null || !(features.rms > 0))
    return { state: followed };
  const source: BaselineSource = {
    features: { rms: features.rms },
    views: views.map(({ kind, candidates }) => ({
      kind,
      candidates: candidates.map(({ fault, prominence, depth }) => ({ fault, prominence, depth })),
    })),
  };
  const bursts = [...learning.bursts, { at, source, rms: features.rms, kurtosis: features.kurtosis }];
  if (bursts.length < BASELINE_BURSTS) return { state: { ...followed, learning: { ...learning, bursts } } };
  const watch = new DegradationWatch(WATCH);
  for (const { rms, kurtosis } of bursts) watch.push([{ rms, kurtosis }]);
  const version = state.version + 1;
  return {
    state: {
      ...state,
      learning: null,
      version,
      watch: watch.snapshot(),
      stage: 1,
      levelRatio: 1,
      impulseRatio: 1,
      runningMs: 0,
      calledAtMs: null,
    },
    baseline: {
      component: state.component,
      version,
      learnedAt: at,
      from: bursts[0].at,
      to: at,
      by: learning.by,
      reason: learning.reason,
      method: BEARING_METHOD_VERSION,
      levels: healthyBaseline(bursts.map((burst) => burst.source))!,
      reference: referenceOf(at, diagnosis),
    },
  };
}

/** Before there is a baseline only what the lines of a burst show clearly. */
function stageWithout({ grade, severity }: BearingDiagnosis): BearingState['stage'] {
  return grade === 'clear' ? severity.stage : null;
}

/** The stage is that of level and impulses together, not below what the lines of this burst show clearly. */
function follow(state: BearingState, { features, grade, severity }: BearingDiagnosis): BearingState {
  if (state.watch === null || features === null || !(features.rms > 0) || !(features.kurtosis > 0))
    return state;
  const watch = new DegradationWatch(WATCH, state.watch);
  const { rms, kurtosis } = features;
  const seen = watch.push([{ rms, kurtosis }]);
  const shown = grade === 'clear' ? (severity.stage ?? 1) : 1;
  const stage = Math.max(seen.stage ?? 1, shown) as 1 | 2 | 3 | 4;
  const calledAtMs = state.calledAtMs ?? (stage >= 3 ? state.runningMs : null);
  return {
    ...state,
    watch: watch.snapshot(),
    // A stage from which the end is told does not heal with one quiet burst.
    stage: state.calledAtMs === null ? stage : (Math.max(3, stage) as 3 | 4),
    levelRatio: seen.levelRatio,
    impulseRatio: seen.impulseRatio,
    calledAtMs,
  };
}

function referenceOf(at: number, { shaft, evidence }: BearingDiagnosis): ReferenceSpectra {
  return { at, shaftRpm: shaft.speedRpm, spectra: evidence.spectra };
}

function pointOf(state: BearingState, at: number, diagnosis: BearingDiagnosis): BearingPoint {
  const { features, severity, verdict, grade } = diagnosis;
  return {
    at,
    verdict,
    grade,
    rms: features?.rms ?? null,
    kurtosis: features?.kurtosis ?? null,
    velocityRmsMmPerS: features?.velocityRmsMmPerS ?? null,
    isoZone: severity.isoZone,
    stage: state.stage,
    levelRatio: state.levelRatio,
    impulseRatio: state.impulseRatio,
    ...(state.calledAtMs !== null && { remaining: remainingOf(state) }),
  };
}
