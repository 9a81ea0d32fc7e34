import { ISO_20816_LIMITS_MM_PER_S, iso20816Zone } from '@linetwin/condition';
import type { BearingHealth, BearingPoint, LearnBearingRequest } from '@linetwin/contracts';
import type { BearingDefinition, Equipment, ModelIndex } from '@linetwin/model';
import {
  BASELINE_BURSTS,
  learnAnew,
  newBearingState,
  remainingOf,
  type BearingState,
} from './bearing-health.ts';
import type { BearingHealthStore } from './bearing-health-store.port.ts';
import { isoGroupOf } from '../iso-group.ts';
import { Refusal } from '../../platform/in-words.ts';

/** Points of a trend: a week of a burst every five minutes, or years of thinned ones. */
const POINTS = 2000;

/** There is no such machine or bearing; the message goes to whoever asked. */
export class UnknownBearingError extends Refusal {
  override name = 'UnknownBearingError';
}

/** How the bearings of a machine stand, and learning anew what is healthy for one. */
export class BearingHealthService {
  private readonly index: ModelIndex;
  private readonly store: BearingHealthStore;
  private readonly now: () => number;

  constructor(parts: { index: ModelIndex; store: BearingHealthStore; now?: () => number }) {
    this.index = parts.index;
    this.store = parts.store;
    this.now = parts.now ?? Date.now;
  }

  /**
   * @param at as they stood then, ms since 1970 UTC; as they stand when left out
   * @throws UnknownBearingError
   */
  ofEquipment(address: string, at?: number): Promise<BearingHealth[]> {
    const equipment = this.equipment(address);
    return Promise.all(equipment.bearings.map((bearing) => this.healthOf(equipment, bearing, at)));
  }

  /** @throws UnknownBearingError */
  async learn(
    { equipment: address, bearing: id, reason }: LearnBearingRequest,
    by: string,
  ): Promise<BearingHealth> {
    const equipment = this.equipment(address);
    const bearing = equipment.bearings.find((one) => one.id === id);
    if (!bearing)
      throw new UnknownBearingError(`bearing: machine "${address}" has no bearing "${id}"`, 'not-in-plant', {
        what: id,
      });
    const component = componentOf(equipment, bearing);
    await this.store.change(component, (before) =>
      // Bursts that were on their way when it was asked for are from before; after the newest known one they are not.
      learnAnew(
        before ?? newBearingState(component, 0),
        before && before.at > 0 ? before.at + 1 : this.now(),
        by,
        reason,
      ),
    );
    return this.healthOf(equipment, bearing);
  }

  private equipment(address: string): Equipment {
    const equipment = this.index.equipment(address);
    if (!equipment)
      throw new UnknownBearingError(`equipment: there is no machine "${address}"`, 'not-in-plant', {
        what: address,
      });
    return equipment;
  }

  private async healthOf(
    equipment: Equipment,
    bearing: BearingDefinition,
    at?: number,
  ): Promise<BearingHealth> {
    const component = componentOf(equipment, bearing);
    const [{ state, baseline }, points] = await Promise.all([
      this.store.read(component, at),
      this.store.points(component, POINTS, at),
    ]);
    // Only the newest state is kept whole; of an instant before it the point of the last burst tells.
    const isPast = at !== undefined && state !== undefined && state.at > at;
    const group = isoGroupOf(equipment);
    const velocity = points.findLast((point) => point.velocityRmsMmPerS !== null)?.velocityRmsMmPerS ?? null;
    const learning =
      isPast || (at !== undefined && (state?.learning?.since ?? 0) > at) ? null : state?.learning;
    return {
      bearing: bearing.id,
      ...(isPast ? toldByPoint(points.at(-1)) : toldByState(state)),
      isoZone: velocity === null ? null : iso20816Zone(velocity, group),
      zoneLimits: [...ISO_20816_LIMITS_MM_PER_S[group]],
      baseline: baseline
        ? {
            version: baseline.version,
            learnedAt: baseline.learnedAt,
            from: baseline.from,
            to: baseline.to,
            bursts: baseline.levels.bursts,
            by: baseline.by,
            reason: baseline.reason,
            method: baseline.method,
          }
        : null,
      learning: learning
        ? {
            since: learning.since,
            bursts: learning.bursts.length,
            wanted: BASELINE_BURSTS,
            by: learning.by,
            reason: learning.reason,
          }
        : null,
      points,
    };
  }
}

type Told = Pick<BearingHealth, 'at' | 'stage' | 'levelRatio' | 'impulseRatio' | 'remaining'>;

function toldByState(state: BearingState | undefined): Told {
  return {
    at: state && state.at > 0 ? state.at : null,
    stage: state?.stage ?? null,
    levelRatio: state?.levelRatio ?? 1,
    impulseRatio: state?.impulseRatio ?? 1,
    remaining: state ? remainingOf(state) : null,
  };
}

function toldByPoint(point: BearingPoint | undefined): Told {
  const { at = null, stage = null, levelRatio = 1, impulseRatio = 1, remaining } = point ?? {};
  return { at, stage, levelRatio, impulseRatio, remaining: (stage ?? 0) < 3 ? null : remaining };
}

function componentOf(equipment: Equipment, bearing: BearingDefinition): string {
  return `${equipment.address}#${bearing.id}`;
}
