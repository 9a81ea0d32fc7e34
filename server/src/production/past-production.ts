import type { ProductionOrder } from '@linetwin/contracts';
import { clippedTime } from '@linetwin/kpi';
import type { StoredStop } from './production-store.port.ts';

/**
 * A stop as it was known at an instant: without the time after it, and without what a person said of it later.
 *
 * @param at ms since 1970 UTC
 * @returns `undefined` of one that had not begun
 */
export function stopAt(stop: StoredStop, at: number): StoredStop | undefined {
  if (stop.from >= at) return undefined;
  const lasted = stop.to === null || stop.to > at;
  const isExplained = stop.explanation !== null && stop.explanation.at <= at;
  return {
    ...stop,
    ...(lasted && { to: null, time: clippedTime(stop, stop.from, at, Math.max(at, stop.bookedUntil)) }),
    explanation: isExplained ? stop.explanation : null,
  };
}

/**
 * An order as far as its times tell how it stood at an instant. What it asks for is what it asks for now: earlier quantities and due
 * dates are in the audit only.
 *
 * @param at ms since 1970 UTC
 * @returns `undefined` of one that had not been planned
 */
export function orderAt(order: ProductionOrder, at: number): ProductionOrder | undefined {
  if (order.createdAt > at) return undefined;
  const isOver = order.endedAt !== null && order.endedAt <= at;
  const hasBegun = order.startedAt !== null && order.startedAt <= at;
  return {
    ...order,
    state: isOver ? order.state : hasBegun ? 'running' : 'planned',
    startedAt: hasBegun ? order.startedAt : null,
    endedAt: isOver ? order.endedAt : null,
  };
}

/** What runs first, then what is due first, as the store lists orders. */
export function byStateAndDue(a: ProductionOrder, b: ProductionOrder): number {
  const rank = ({ state }: ProductionOrder) => Number(state !== 'running');
  return rank(a) - rank(b) || a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1);
}
