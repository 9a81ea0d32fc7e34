import type { MeasureId } from './measure.ts';
import { DEFAULT_LIMITS, type MeasureLimits } from './measure-limits.ts';

/** Limits that are one figure each: those that an engineer sets for a line. */
export type LimitId = {
  [Name in keyof MeasureLimits]: MeasureLimits[Name] extends number ? Name : never;
}[keyof MeasureLimits];

/** Between what an engineer may set a limit, and the measures that keep to it. */
export interface LimitRange {
  id: LimitId;
  /** Unit of the figure; `share` is 0 to 1. */
  unit: 's' | 'share' | 'K' | 'K/min' | '°C' | 'MPa' | 'm3/min' | 'm3/h' | '%' | 'µm';
  low: number;
  high: number;
  measures: readonly MeasureId[];
}

const REST = ['idle-shutdown', 'deep-standby', 'induction-hold', 'laser-standby'] as const;

/**
 * Limits in the order of the measures. What table 3.3 names as a guard cannot be set beyond it: blanks stay hot in the coil for 3 min at
 * most (grain, decarburisation), a furnace lowers by 80 K at most, water for the laser is 3 K warmer at most, and its cabinet keeps 3 K above the dew point
 * (domain table 1.4), and air above 12 °C does not cool it alone. Shares of rest are not among them: the meter corrects those.
 */
export const LIMIT_RANGES: readonly LimitRange[] = [
  { id: 'idleAfterS', unit: 's', low: 60, high: 1800, measures: ['idle-shutdown'] },
  { id: 'standbyAfterS', unit: 's', low: 900, high: 14_400, measures: ['deep-standby'] },
  { id: 'warmUpS', unit: 's', low: 300, high: 5400, measures: ['deep-standby'] },
  { id: 'largestSizeUm', unit: 'µm', low: 1, high: 20, measures: REST },
  { id: 'inductionHoldAfterS', unit: 's', low: 15, high: 150, measures: ['induction-hold'] },
  { id: 'inductionMaxHoldS', unit: 's', low: 30, high: 180, measures: ['induction-hold'] },
  { id: 'coilLossShare', unit: 'share', low: 0.15, high: 0.5, measures: ['coil-match'] },
  { id: 'laserPilotOffAfterS', unit: 's', low: 60, high: 1800, measures: ['laser-standby'] },
  { id: 'laserSleepAfterS', unit: 's', low: 300, high: 7200, measures: ['laser-standby'] },
  { id: 'setbackK', unit: 'K', low: 10, high: 80, measures: ['holding-setback'] },
  { id: 'setbackAfterS', unit: 's', low: 3600, high: 28_800, measures: ['holding-setback'] },
  { id: 'rampKPerMin', unit: 'K/min', low: 0.5, high: 5, measures: ['holding-setback'] },
  { id: 'settleS', unit: 's', low: 0, high: 3600, measures: ['holding-setback'] },
  { id: 'consolidateBelowShare', unit: 'share', low: 0.2, high: 0.9, measures: ['furnace-consolidation'] },
  { id: 'consolidateAfterS', unit: 's', low: 1800, high: 28_800, measures: ['furnace-consolidation'] },
  { id: 'leastUserMpa', unit: 'MPa', low: 0.4, high: 0.8, measures: ['air-pressure'] },
  { id: 'netLossMpa', unit: 'MPa', low: 0, high: 0.2, measures: ['air-pressure'] },
  { id: 'pressureMarginMpa', unit: 'MPa', low: 0.02, high: 0.2, measures: ['air-pressure'] },
  { id: 'pressureStepMpa', unit: 'MPa', low: 0.01, high: 0.05, measures: ['air-pressure'] },
  { id: 'pressureAfterS', unit: 's', low: 14_400, high: 604_800, measures: ['air-pressure'] },
  { id: 'compressorFullM3PerMin', unit: 'm3/min', low: 1, high: 100, measures: ['air-sequencing'] },
  { id: 'nightFlowShare', unit: 'share', low: 0.05, high: 0.5, measures: ['air-leaks'] },
  {
    id: 'unloadShare',
    unit: 'share',
    low: 0.05,
    high: 0.5,
    measures: ['air-sequencing', 'air-speed-control'],
  },
  { id: 'leastPumpPercent', unit: '%', low: 30, high: 100, measures: ['pump-speed'] },
  { id: 'pumpMargin', unit: 'share', low: 0.8, high: 1, measures: ['pump-speed'] },
  { id: 'largestReturnRiseK', unit: 'K', low: 3, high: 12, measures: ['pump-speed'] },
  { id: 'leastFlowShare', unit: 'share', low: 0.7, high: 1, measures: ['pump-speed'] },
  { id: 'idleFanPercent', unit: '%', low: 30, high: 100, measures: ['fume-on-demand'] },
  { id: 'leastFumeM3PerH', unit: 'm3/h', low: 2800, high: 8000, measures: ['fan-speed'] },
  { id: 'chillerWarmerK', unit: 'K', low: 0.5, high: 3, measures: ['chiller-set-point'] },
  { id: 'leastDewMarginK', unit: 'K', low: 3, high: 10, measures: ['chiller-set-point'] },
  { id: 'largestModuleC', unit: '°C', low: 25, high: 35, measures: ['chiller-set-point'] },
  { id: 'freeCoolingBelowC', unit: '°C', low: 0, high: 12, measures: ['free-cooling'] },
  { id: 'demandShare', unit: 'share', low: 0.7, high: 1, measures: ['demand-peak'] },
  { id: 'leastPowerFactor', unit: 'share', low: 0.85, high: 0.98, measures: ['power-factor'] },
  { id: 'largestThdPercent', unit: '%', low: 4, high: 15, measures: ['power-factor', 'harmonic-filter'] },
];

/** The usual limits with those that somebody set; a figure beyond its range, as an older version may have kept it, counts as its nearest end. */
export function limitsWith(set: Readonly<Partial<Record<LimitId, number | undefined>>>): MeasureLimits {
  const limits: MeasureLimits = { ...DEFAULT_LIMITS };
  for (const { id, low, high } of LIMIT_RANGES) {
    const value = set[id];
    if (value !== undefined) limits[id] = Math.min(high, Math.max(low, value));
  }
  return limits;
}
