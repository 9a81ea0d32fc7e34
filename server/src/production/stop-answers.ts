import type { ProductionStop, StopClass } from '@linetwin/contracts';
import {
  asksForReason,
  clippedTime,
  isMicroStop,
  isWait,
  stopSeconds,
  TIME_CLASSES,
  type ReasonLossSum,
  type TimeByClass,
} from '@linetwin/kpi';
import type { StopReason } from '@linetwin/model';
import type { StoredStop } from './production-store.port.ts';

export function stopAnswer(stop: StoredStop, microStopS: number): ProductionStop {
  const { machine, from, to, line, cause, product, order, shift, explanation } = stop;
  return {
    machine,
    from,
    to,
    line,
    class: stop.class as StopClass,
    seconds: stopSeconds(stop),
    micro: to !== null && isMicroStop(stop, microStopS),
    asked: explanation === null && asksForReason(stop, microStopS),
    cause,
    product,
    order,
    shift,
    explanation,
  };
}

/** Stops of one span put together by class and by what is known of their reason, for the loss tree. */
export function reasonSums(
  stops: readonly StoredStop[],
  span: { from: number; to: number; now: number },
  microStopS: number,
  reasons: readonly StopReason[],
): ReasonLossSum[] {
  const sums = new Map<string, ReasonLossSum>();
  for (const stop of stops) {
    if (isWait(stop) || isPlanned(stop, reasons)) continue;
    const seconds = known(clippedTime(stop, span.from, span.to, span.now));
    const reason = reasonOf(stop, microStopS);
    const key = `${stop.class} ${reason}`;
    const sum = sums.get(key) ?? { class: stop.class, reason, seconds: 0, count: 0 };
    sum.seconds += seconds;
    sum.count++;
    sums.set(key, sum);
  }
  return [...sums.values()];
}

/** Seconds in a span that people called planned, of one machine. */
export function plannedStopSeconds(
  stops: readonly StoredStop[],
  machine: string,
  span: { from: number; to: number; now: number },
  reasons: readonly StopReason[],
): number {
  return stops
    .filter((stop) => stop.machine === machine && isPlanned(stop, reasons))
    .reduce((sum, stop) => sum + known(clippedTime(stop, span.from, span.to, span.now)), 0);
}

export function isPlanned({ explanation }: StoredStop, reasons: readonly StopReason[]): boolean {
  return reasons.some(({ id, loss }) => id === explanation?.reason && loss === 'planned');
}

function reasonOf(stop: StoredStop, microStopS: number): string {
  if (stop.explanation) return stop.explanation.reason;
  if (stop.cause?.kind === 'alarm') return `alarm:${stop.cause.alarm}`;
  return isMicroStop(stop, microStopS) ? 'micro' : 'unexplained';
}

function known(time: TimeByClass): number {
  return TIME_CLASSES.reduce((sum, name) => (name === 'unknown' ? sum : sum + time[name]), 0);
}
