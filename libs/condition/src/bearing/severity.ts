import type { SignalStatistics } from '@linetwin/signal';
import type { HealthyBaseline } from './baseline.ts';
import type { DiagnosisGrade } from './faults.ts';
import type { BearingDiagnosisParameters } from './parameters.ts';

/** Machine groups of ISO 20816-3 by power and foundation, and small machines by ISO 10816-1 class I. */
export const ISO_20816_GROUPS = [
  'group-1-rigid',
  'group-1-flexible',
  'group-2-rigid',
  'group-2-flexible',
  'small',
] as const;
export type Iso20816Group = (typeof ISO_20816_GROUPS)[number];

export const ISO_20816_ZONES = ['A', 'B', 'C', 'D'] as const;
export type Iso20816Zone = (typeof ISO_20816_ZONES)[number];

/** Upper limits of zones A, B and C, velocity RMS 10 to 1000 Hz in mm/s. */
export const ISO_20816_LIMITS_MM_PER_S: Readonly<Record<Iso20816Group, readonly [number, number, number]>> = {
  // More than 300 kW, or shaft height from 315 mm.
  'group-1-rigid': [2.3, 4.5, 7.1],
  'group-1-flexible': [3.5, 7.1, 11],
  // 15 to 300 kW, or shaft height 160 to 315 mm.
  'group-2-rigid': [1.4, 2.8, 4.5],
  'group-2-flexible': [2.3, 4.5, 7.1],
  // Below 15 kW: ISO 10816-1 class I, informative only.
  small: [0.71, 1.8, 4.5],
};

/** Evaluation zone of a velocity RMS: A new, B long-term, C short-term only, D damage. */
export function iso20816Zone(velocityRmsMmPerS: number, group: Iso20816Group): Iso20816Zone {
  const limits = ISO_20816_LIMITS_MM_PER_S[group];
  const above = limits.filter((limit) => velocityRmsMmPerS > limit).length;
  return ISO_20816_ZONES[above];
}

/**
 * Stage of a named bearing fault: 2 resonance rung by impacts, 3 clear fault lines, 4 broad floor with the crest
 * fallen back (needs the healthy rms). Stage 1 is ultrasonic and not visible here. Null where no fault is named.
 */
export function faultStage(
  grade: DiagnosisGrade,
  statistics: Pick<SignalStatistics, 'rms' | 'kurtosis'>,
  baseline: HealthyBaseline | null,
  parameters: BearingDiagnosisParameters,
): 2 | 3 | 4 | null {
  if (grade === 'none') return null;
  const { healthy, baseline: limits } = parameters;
  const broad = baseline !== null && statistics.rms > limits.lastStageRmsRatio * baseline.rms;
  if (broad && statistics.kurtosis <= healthy.maximumKurtosis) return 4;
  return grade === 'clear' ? 3 : 2;
}
