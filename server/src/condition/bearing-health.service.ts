import { ISO_20816_LIMITS_MM_PER_S, iso20816Zone } from '@linetwin/condition';
import type { BearingHealth, LearnBearingRequest } from '@linetwin/contracts';
import type { BearingDefinition, Equipment, ModelIndex } from '@linetwin/model';
import { BASELINE_BURSTS, learnAnew, newBearingState, remainingOf } from './bearing-health.ts';
import type { BearingHealthStore } from './bearing-health-store.port.ts';
import { isoGroupOf } from './iso-group.ts';

/** Points of a trend: a week of a burst every five minutes, or years of thinned ones. */
const POINTS = 2000;

/** There is no such machine or bearing; the message goes to whoever asked. */
export class UnknownBearingError extends Error {
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

  /** @throws UnknownBearingError */
  ofEquipment(address: string): Promise<BearingHealth[]> {
    const equipment = this.equipment(address);
    return Promise.all(equipment.bearings.map((bearing) => this.healthOf(equipment, bearing)));
  }

  /** @throws UnknownBearingError */
  async learn(
    { equipment: address, bearing: id, reason }: LearnBearingRequest,
    by: string,
  ): Promise<BearingHealth> {
    const equipment = this.equipment(address);
    const bearing = equipment.bearings.find((one) => one.id === id);
    if (!bearing) throw new UnknownBearingError(`bearing: machine "${address}" has no bearing "${id}"`);
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
    if (!equipment) throw new UnknownBearingError(`equipment: there is no machine "${address}"`);
    return equipment;
  }

  private async healthOf(equipment: Equipment, bearing: BearingDefinition): Promise<BearingHealth> {
    const component = componentOf(equipment, bearing);
    const [{ state, baseline }, points] = await Promise.all([
      this.store.read(component),
      this.store.points(component, POINTS),
    ]);
    const group = isoGroupOf(equipment);
    const velocity = points.findLast((point) => point.velocityRmsMmPerS !== null)?.velocityRmsMmPerS ?? null;
    const learning = state?.learning;
    return {
      bearing: bearing.id,
      at: state && state.at > 0 ? state.at : null,
      stage: state?.stage ?? null,
      isoZone: velocity === null ? null : iso20816Zone(velocity, group),
      zoneLimits: [...ISO_20816_LIMITS_MM_PER_S[group]],
      levelRatio: state?.levelRatio ?? 1,
      impulseRatio: state?.impulseRatio ?? 1,
      remaining: state ? remainingOf(state) : null,
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

function componentOf(equipment: Equipment, bearing: BearingDefinition): string {
  return `${equipment.address}#${bearing.id}`;
}
