import type { EquipmentAddress, Place } from '@linetwin/model';

/** Machines that stand elsewhere than the plant says, with where. */
export type Draft = ReadonlyMap<EquipmentAddress, Place>;

/** A draft with what was before it and what was taken back. */
export interface DraftHistory {
  past: readonly Draft[];
  now: Draft;
  future: readonly Draft[];
  /** What the newest step was part of; steps of one action are taken back together. */
  action?: string;
}

/** More steps than this are not remembered. */
export const MOST_STEPS = 200;

export function startHistory(now: Draft = new Map()): DraftHistory {
  return { past: [], now, future: [] };
}

/**
 * Goes one step on.
 *
 * @param action steps that follow each other under the same name, such as keys that are held down, are one step
 */
export function changed(history: DraftHistory, now: Draft, action?: string): DraftHistory {
  if (action !== undefined && action === history.action) return { ...history, now, future: [] };
  return { past: [...history.past, history.now].slice(-MOST_STEPS), now, future: [], action };
}

export function undone(history: DraftHistory): DraftHistory {
  const before = history.past.at(-1);
  if (!before) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future] };
}

export function redone(history: DraftHistory): DraftHistory {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.now], now: next, future };
}

/** A draft with one machine elsewhere; one that is back where the plant says it stands is no longer part of it. */
export function withPlace(draft: Draft, machine: EquipmentAddress, at: Place, planned: Place): Draft {
  const next = new Map(draft);
  const isBack = at.x === planned.x && at.z === planned.z && at.rotationDeg === planned.rotationDeg;
  if (isBack) next.delete(machine);
  else next.set(machine, at);
  return next;
}
