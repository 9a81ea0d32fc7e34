import {
  DEFAULT_MOTOR_PARAMETERS,
  healthyMotorBurst,
  type HealthyMotorBurst,
  type MotorBaseline,
  type MotorDiagnosis,
} from '@linetwin/condition';
import { BASELINE_BURSTS, type Circumstances } from '../bearing/bearing-health.ts';
import type { ComponentState } from '../component-state/component-state-store.port.ts';

/** Healthy bursts that are kept in all: a motor runs at several loads. */
const MOST_BASELINE_BURSTS = 60;

/** All that is carried from burst to burst of one motor. */
export interface MotorState extends ComponentState {
  component: string;
  /** Healthy bursts on the way to the first baseline. */
  learning: HealthyMotorBurst[];
  /** Healthy bursts that others are compared with; null until there are enough. */
  baseline: MotorBaseline | null;
}

export function newMotorState(component: string): MotorState {
  return { component, at: 0, learning: [], baseline: null };
}

/**
 * Folds the word of one burst into what is known of its motor. The baseline takes healthy words only, none of a machine with an active alarm; a
 * finding takes back what is being learned, since what came shortly before may have been the fault. Later it takes healthy bursts of loads that
 * it has too few of. A burst older than the newest changes nothing.
 */
export function foldMotorBurst(
  before: MotorState,
  at: number,
  { features, verdict, grade, watch, evidence }: MotorDiagnosis,
  { findingOpen, alarmActive }: Circumstances,
): MotorState {
  if (at <= before.at) return before;
  const state = { ...before, at };
  if (features === null) return state;
  const isHealthy = verdict === 'healthy' && !watch && !alarmActive && !findingOpen;
  const healthy = healthyMotorBurst(at, features);
  if (state.baseline !== null) {
    const { bursts } = state.baseline;
    const isNews = evidence.comparedWith < DEFAULT_MOTOR_PARAMETERS.baseline.leastBursts;
    return isHealthy && isNews && bursts.length < MOST_BASELINE_BURSTS
      ? { ...state, baseline: { bursts: [...bursts, healthy] } }
      : state;
  }
  if (findingOpen || grade !== 'none') return { ...state, learning: [] };
  if (!isHealthy) return state;
  const learning = [...state.learning, healthy];
  return learning.length < BASELINE_BURSTS
    ? { ...state, learning }
    : { ...state, learning: [], baseline: { bursts: learning } };
}
