import type { Medium } from '@linetwin/model';
import { SUPPLY_DEPTH, type PlantRelations } from './plant-relations.ts';
import type { Symptom } from './symptom.ts';

/** Why one symptom follows from another; names as in the record of an incident. */
export type CauseRelation =
  'same-machine' | 'sensor' | 'utility' | 'power' | 'parts-missing' | 'parts-blocked' | 'part-quality';

export interface Explanation {
  relation: CauseRelation;
  medium: Medium | null;
  /** 0 to 1: how much the one makes the other expected. */
  strength: number;
}

/**
 * What shows first need not begin first: an alarm waits for its delay, a finding for its evidence. A consequence may be told so
 * long before its cause.
 */
const TOLD_EARLIER_MS = 180_000;
/** Heat and dirt take their time, but what shows an hour later has another cause. */
const MEDIUM_WITHIN_MS = 3_600_000;
/** Buffers hold this long; a line that stands later stands for something else. */
const PARTS_WITHIN_MS = 3_600_000;
/** Each further machine on the way makes it less likely. */
const PER_HOP = 0.85;

/**
 * Whether one symptom makes another one expected, by the relations that the plant's files tell.
 *
 * @returns the strongest reason, or `undefined` where there is none
 */
export function explain(relations: PlantRelations, cause: Symptom, effect: Symptom): Explanation | undefined {
  if (cause.id === effect.id) return undefined;
  const laterMs = effect.at - cause.at;
  if (laterMs < -TOLD_EARLIER_MS) return undefined;
  if (cause.findingClass === 'sensor') return bySensor(relations, cause, effect);
  // Sensors fail by themselves; only power and clocks reach them, and those are no findings here.
  if (effect.findingClass === 'sensor') return undefined;
  if (cause.kind === 'state' && cause.key !== 'Aborted') return undefined;
  const found = [
    onSameMachine(cause, effect),
    bySupply(relations, cause, effect, laterMs),
    byParts(relations, cause, effect, laterMs),
  ].filter((one) => one !== undefined);
  return found.sort((a, b) => b.strength - a.strength)[0];
}

function bySensor(relations: PlantRelations, cause: Symptom, effect: Symptom): Explanation | undefined {
  if (cause.equipment !== effect.equipment || effect.signal === undefined || !cause.signal) return undefined;
  const isOwn = effect.signal === cause.signal;
  if (!isOwn && !relations.hangOn(cause.equipment, cause.signal).has(effect.signal)) return undefined;
  return { relation: 'sensor', medium: null, strength: isOwn ? 1 : 0.9 };
}

function onSameMachine(cause: Symptom, effect: Symptom): Explanation | undefined {
  if (cause.equipment !== effect.equipment) return undefined;
  const strength = cause.kind === 'finding' ? (effect.kind === 'finding' ? 0.6 : 0.9) : 0.5;
  return { relation: 'same-machine', medium: null, strength };
}

/** Over what the effect's machine uses, directly or over a supplier of its supplier. */
function bySupply(
  relations: PlantRelations,
  cause: Symptom,
  effect: Symptom,
  laterMs: number,
): Explanation | undefined {
  if (laterMs > MEDIUM_WITHIN_MS || cause.equipment === effect.equipment) return undefined;
  let front = [{ machine: effect.equipment, strength: 1, medium: null as Medium | null, first: true }];
  const seen = new Set([effect.equipment]);
  for (let depth = 0; depth < SUPPLY_DEPTH && front.length > 0; depth++) {
    const next: typeof front = [];
    for (const { machine, strength, medium, first } of front) {
      for (const supply of relations.suppliersOf(machine)) {
        const isShown = first && effect.signal !== undefined && supply.shownBy.has(effect.signal);
        const reached = strength * (isShown ? 0.95 : first ? unshown(effect) : PER_HOP);
        const carried = medium ?? supply.medium;
        if (supply.from === cause.equipment) {
          const relation = supply.medium === 'electricity' ? 'power' : 'utility';
          return { relation, medium: carried, strength: reached };
        }
        if (seen.has(supply.from)) continue;
        seen.add(supply.from);
        next.push({ machine: supply.from, strength: reached, medium: carried, first: false });
      }
    }
    front = next.sort((a, b) => b.strength - a.strength);
  }
  return undefined;
}

/** Parts that do not come, or cannot leave: at the machine itself, or at one that stands because it lacks what the cause supplies. */
function byStandstill(relations: PlantRelations, cause: Symptom, effect: Symptom): Explanation | undefined {
  let best: Explanation | undefined;
  for (const [machine, supplies] of relations.hangers(cause.equipment)) {
    const down = relations.downstream(machine).get(effect.equipment) ?? Infinity;
    const up = relations.upstream(machine).get(effect.equipment) ?? Infinity;
    const hops = Math.min(down, up);
    if (hops === Infinity) continue;
    const strength = 0.6 * PER_HOP ** (hops - 1 + supplies);
    if (strength <= (best?.strength ?? 0)) continue;
    best = { relation: down <= up ? 'parts-missing' : 'parts-blocked', medium: null, strength };
  }
  return best;
}

/** A machine that lacks something stands; a value of it that is merely off needs a reason of its own. */
function unshown({ kind }: Symptom): number {
  return kind === 'state' ? 0.45 : kind === 'alarm' ? 0.25 : 0.15;
}

function byParts(
  relations: PlantRelations,
  cause: Symptom,
  effect: Symptom,
  laterMs: number,
): Explanation | undefined {
  if (laterMs > PARTS_WITHIN_MS) return undefined;
  const down = relations.downstream(cause.equipment).get(effect.equipment);
  if (effect.kind === 'state') {
    return effect.key === 'Aborted' ? undefined : byStandstill(relations, cause, effect);
  }
  // A bad part shows where it is measured.
  if (down === undefined || effect.signal === undefined) return undefined;
  if (!relations.isQuality(effect.equipment, effect.signal) || cause.kind !== 'finding') return undefined;
  return { relation: 'part-quality', medium: null, strength: 0.5 * PER_HOP ** (down - 1) };
}
