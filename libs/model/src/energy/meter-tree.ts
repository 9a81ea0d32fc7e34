import type { Meter } from './plant-energy.ts';

/** Look-ups in a tree of meters that would otherwise be searches. */
export class MeterTree {
  readonly meters: readonly Meter[];
  private readonly byId = new Map<string, Meter>();
  private readonly below = new Map<string, Meter[]>();

  /** @param meters parents before their children, as in `PlantEnergy` */
  constructor(meters: readonly Meter[]) {
    this.meters = meters;
    for (const meter of meters) {
      this.byId.set(meter.id, meter);
      if (meter.parent === undefined) continue;
      const siblings = this.below.get(meter.parent);
      if (siblings) siblings.push(meter);
      else this.below.set(meter.parent, [meter]);
    }
  }

  get root(): Meter {
    return this.meters[0];
  }

  meter(id: string): Meter | undefined {
    return this.byId.get(id);
  }

  /** Meters that hang directly below one. */
  children(id: string): readonly Meter[] {
    return this.below.get(id) ?? [];
  }

  /** The meter of a machine, by its address. */
  ofMachine(equipment: string): Meter | undefined {
    return this.meters.find((meter) => meter.level === 'machine' && meter.equipment === equipment);
  }

  /** The nearest meter above (or the meter itself) that has a contract demand. */
  contractOf(id: string): Meter | undefined {
    for (let meter = this.byId.get(id); meter; meter = meter.parent ? this.byId.get(meter.parent) : undefined)
      if (meter.contractKw !== undefined) return meter;
    return undefined;
  }
}
