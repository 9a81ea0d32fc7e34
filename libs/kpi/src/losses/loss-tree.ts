import { withoutPlannedStops } from '../production/indicators.ts';
import type { ProductionSums } from '../production/production-sums.ts';
import { TIME_CLASSES, type TimeByClass, type TimeClass } from '../production/time-classes.ts';

/** Stops of one class with one reason, in a span of time. */
export interface ReasonLossSum {
  /** Class of the stops as a whole. */
  class: TimeClass;
  /** Id of a reason, `alarm:` and the alarm, `micro` for micro-stops, or `unexplained`. */
  reason: string;
  seconds: number;
  count: number;
}

export interface LossNode {
  id: string;
  seconds: number;
  /** How often, where that was counted. */
  count?: number;
  children: LossNode[];
}

/**
 * From planned busy time to the time that good items needed, as a tree whose leaves add up to the root: what was lost
 * to stops (availability), to slowness (effectiveness) and to scrap (quality). Seconds.
 */
export interface LossTree {
  plannedBusyS: number;
  /** Outside of the plan, and unknown: in no loss. */
  offPlanS: number;
  unknownS: number;
  goodS: number;
  losses: [availability: LossNode, effectiveness: LossNode, quality: LossNode];
}

/** Classes of stops in the order of the time elements ADOT, AUST, ADET. */
export const LOSS_CLASSES = [
  'down',
  'stopped',
  'changeover',
  'held',
  'startUp',
  'starved',
  'blocked',
  'waiting',
] as const satisfies readonly TimeClass[];

/**
 * @param reasons what is known of stops. A stop's time is in its class as a whole, the sums have it second by second; what
 *   they have more stands as `short`: waits too short to be kept, and transients
 */
export function lossTree(
  sums: ProductionSums,
  reasons: readonly ReasonLossSum[] = [],
  plannedStopS = 0,
): LossTree {
  const time = withoutPlannedStops(sums.time, plannedStopS);
  const classes = LOSS_CLASSES.map((name) => classNode(name, time[name], reasons));
  const stops = classes.reduce((sum, { seconds }) => sum + seconds, 0);
  const items = sums.good + sums.scrap;
  const scrapS = items > 0 ? (sums.plannedRunS * sums.scrap) / items : 0;
  return {
    plannedBusyS: time.run + stops,
    offPlanS: time.offPlan,
    unknownS: time.unknown,
    goodS: sums.plannedRunS - scrapS,
    losses: [
      { id: 'availability', seconds: stops, children: classes },
      { id: 'effectiveness', seconds: time.run - sums.plannedRunS, children: [] },
      { id: 'quality', seconds: scrapS, count: sums.scrap, children: [] },
    ],
  };
}

function classNode(name: TimeClass, seconds: number, reasons: readonly ReasonLossSum[]): LossNode {
  const own = reasons.filter((one) => one.class === name && one.seconds > 0);
  if (own.length === 0) return { id: name, seconds, children: [] };
  const named = own.reduce((sum, one) => sum + one.seconds, 0);
  // A stop brings time of lesser classes along: then its reasons are scaled to what the class lost.
  const scale = named > seconds ? seconds / named : 1;
  const children: LossNode[] = own
    .map(({ reason, seconds: s, count }) => ({ id: reason, seconds: s * scale, count, children: [] }))
    .sort((a, b) => b.seconds - a.seconds);
  const rest = seconds - named;
  if (rest > 0.5) children.push({ id: 'short', seconds: rest, children: [] });
  return { id: name, seconds, count: own.reduce((sum, { count }) => sum + count, 0), children };
}

/** Seconds of all classes that count as planned busy time. */
export function plannedBusySeconds(time: TimeByClass): number {
  return TIME_CLASSES.reduce(
    (sum, name) => (name === 'offPlan' || name === 'unknown' ? sum : sum + time[name]),
    0,
  );
}
