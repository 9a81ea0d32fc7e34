import {
  DEFAULT_SHAFT_PARAMETERS,
  healthyShaftBurst,
  remember,
  type HealthyShaftBurst,
  type ShaftBaseline,
  type ShaftDiagnosis,
  type ShaftHistory,
} from '@linetwin/condition';
import { BASELINE_BURSTS, type Circumstances } from '../bearing/bearing-health.ts';

/** Healthy bursts that are kept in all; a machine with speed control needs some of each speed that it runs at. */
const MOST_BASELINE_BURSTS = 60;
/** Speeds of which a healthy spectrum is kept; the one kept longest makes room. */
const MOST_SPECTRA = 4;

/** Velocity over orders of one healthy burst, to be laid under that of a later one of the same speed. */
export interface HealthySpectrum {
  at: number;
  speedRpm: number;
  order: number[];
  mmPerS: number[];
}

/** All that is carried from burst to burst of one shaft. */
export interface ShaftState {
  component: string;
  /** Newest burst; 0 before the first. */
  at: number;
  /** Healthy bursts on the way to the first baseline. */
  learning: HealthyShaftBurst[];
  /** Healthy bursts that others are compared with; null until there are enough. */
  baseline: ShaftBaseline | null;
  /** One of each speed; states of before it was kept have none. */
  spectra?: HealthySpectrum[];
  /** Newest bursts, healthy or not, for what only several speeds can show. */
  history: ShaftHistory;
}

/** What a shaft's finding is kept with, so that it can be computed again: healthy bursts of its speed, and the bursts before it. */
export interface ShaftReferences {
  baseline: ShaftBaseline | null;
  /** For the picture only; nothing is computed from it. */
  spectrum?: HealthySpectrum | null;
  history: ShaftHistory;
}

export function newShaftState(component: string): ShaftState {
  return { component, at: 0, learning: [], baseline: null, history: [] };
}

/** Only what has the speed of the burst takes part in its diagnosis. */
export function referencesAt(state: ShaftState | undefined, speedRpm: number | null): ShaftReferences {
  if (!state) return { baseline: null, history: [] };
  // The speed is fitted within the burst, so a little more than what is compared.
  const reach = DEFAULT_SHAFT_PARAMETERS.baseline.speedShare + DEFAULT_SHAFT_PARAMETERS.speed.tolerance;
  const bursts = (state.baseline?.bursts ?? []).filter(
    (burst) => speedRpm !== null && Math.abs(burst.speedRpm / speedRpm - 1) <= reach * 1.2,
  );
  const { baseline, history, spectra = [] } = state;
  const spectrum = speedRpm === null ? undefined : spectra.find((one) => isSameSpeed(one, speedRpm));
  return { baseline: baseline && { bursts }, spectrum: spectrum ?? null, history };
}

/**
 * Bursts with one in place of the first of its speed that has no levels of its bands: those of before they were kept, or of another sample
 * rate. So a baseline that was learned then can be compared with in time, and stays as it is in everything else.
 */
function withLevels(bursts: readonly HealthyShaftBurst[], burst: HealthyShaftBurst): HealthyShaftBurst[] {
  const bands = burst.levelsDb?.length;
  const lacking = bursts.findIndex(
    (one) => isSameSpeed(one, burst.speedRpm) && one.levelsDb?.length !== bands,
  );
  return bands === undefined || lacking < 0 ? [...bursts] : bursts.with(lacking, burst);
}

function isSameSpeed({ speedRpm }: { speedRpm: number }, other: number): boolean {
  return Math.abs(speedRpm / other - 1) <= DEFAULT_SHAFT_PARAMETERS.baseline.speedShare;
}

/** With the spectrum of a healthy burst, if there is none of its speed. */
function withSpectrum(
  spectra: readonly HealthySpectrum[],
  at: number,
  { features, evidence }: ShaftDiagnosis,
): HealthySpectrum[] {
  const speedRpm = features?.speedRpm ?? 0;
  if (spectra.some((one) => isSameSpeed(one, speedRpm))) return [...spectra];
  return [...spectra, { at, speedRpm, ...evidence.spectrum }].slice(-MOST_SPECTRA);
}

/**
 * Folds the word of one burst into what is known of its shaft. The baseline takes healthy words only, none of a machine with an active alarm; a
 * finding takes back what is being learned, since what came shortly before may have been the fault. Later it takes healthy bursts of
 * speeds that it has too few of. A burst older than the newest changes nothing.
 *
 * @param levelsDb the burst's third octaves, by which the mount of the sensor is judged
 */
export function foldShaftBurst(
  before: ShaftState,
  at: number,
  diagnosis: ShaftDiagnosis,
  { findingOpen, alarmActive }: Circumstances,
  levelsDb: readonly number[] = [],
): ShaftState {
  if (at <= before.at) return before;
  const { features, verdict, grade } = diagnosis;
  const state = { ...before, at };
  if (features === null) return state;
  state.history = remember(before.history, at, features, DEFAULT_SHAFT_PARAMETERS);
  const isHealthy = verdict === 'healthy' && !alarmActive && !findingOpen;
  const healthy = healthyShaftBurst(at, features, levelsDb);
  if (state.baseline !== null) {
    const { leastBursts } = DEFAULT_SHAFT_PARAMETERS.baseline;
    const isNews = diagnosis.evidence.comparedWith < leastBursts;
    if (isHealthy) state.spectra = withSpectrum(before.spectra ?? [], at, diagnosis);
    const { bursts } = state.baseline;
    if (isHealthy && isNews && bursts.length < MOST_BASELINE_BURSTS)
      state.baseline = { bursts: [...bursts, healthy] };
    else if (isHealthy) state.baseline = { bursts: withLevels(bursts, healthy) };
    return state;
  }
  if (findingOpen || grade !== 'none') return { ...state, learning: [], spectra: [] };
  if (!isHealthy) return state;
  state.spectra = withSpectrum(before.spectra ?? [], at, diagnosis);
  const learning = [...state.learning, healthy];
  return learning.length < BASELINE_BURSTS
    ? { ...state, learning }
    : { ...state, learning: [], baseline: { bursts: learning } };
}
