import type { ConveyorUnit } from './conveyor-unit.ts';
import { CycleUnit } from './cycle-unit.ts';
import type { EventQueue } from './event-queue.ts';
import type { FlowUnit } from './flow-unit.ts';
import { LinePlan, type PlannedShift } from './line-plan.ts';
import type { PartBuffer } from './part-buffer.ts';

/** A furnace in which a part stays longer than this parts a line into sections that are planned apart, s. */
export const SECTION_STAY_S = 4 * 3600;

/** What is before a furnace in which parts stay for hours, and the stock behind it that lets the two sections work at different times. */
export interface SectionParts {
  queue: EventQueue;
  /** Machines before the furnace. */
  units: readonly FlowUnit[];
  /** Those whose parts go into it. */
  last: readonly FlowUnit[];
  furnace: ConveyorUnit;
  /** Buffers in which parts may wait between the furnace and the rest of the line. */
  stocks: readonly PartBuffer[];
  /** Types that join to one part at the end of the line. */
  types: number;
}

/** The first section of a line; it follows the line's orders until it is given runs of its own. */
export class UpstreamSection {
  private readonly parts: SectionParts;
  private plan?: LinePlan;

  constructor(parts: SectionParts) {
    this.parts = parts;
  }

  get stayS(): number {
    return this.parts.furnace.residenceS;
  }

  has(unit: FlowUnit): boolean {
    return this.parts.units.includes(unit);
  }

  /** Whether a unit is the furnace behind the section. */
  endsIn(unit: FlowUnit): boolean {
    return unit === this.parts.furnace;
  }

  /** Good sets that went towards the furnace. */
  get made(): number {
    const { last, types } = this.parts;
    return last.reduce((sum, unit) => sum + unit.good, 0) / types;
  }

  /** Sets that wait behind the furnace: as many as the scarcer ring gives. */
  get stock(): number {
    return this.parts.stocks.reduce((sum, buffer) => sum + Math.min(...buffer.counts.values()), 0);
  }

  /** Room of the stock, sets. */
  get room(): number {
    return this.parts.stocks.reduce((sum, { capacity }) => sum + capacity / this.parts.types, 0);
  }

  /** Sets that come out of the furnace in each period from now on. */
  arriving(periodS: number, periods: number): number[] {
    return this.parts.furnace.leaving(periodS, periods).map((rings) => rings / this.parts.types);
  }

  /** From now on the section works by runs of its own; those given before are forgotten. */
  follow(runs: readonly PlannedShift[]): void {
    const { queue, units } = this.parts;
    // What was made before counts as ordered.
    const done = { startS: queue.now, endS: Infinity, quantity: Math.floor(this.made) };
    this.plan = new LinePlan([done, ...runs]);
    for (const unit of units)
      if (unit instanceof CycleUnit) unit.hasOrder = () => this.plan!.isOpen(queue.now, this.made);
    for (const { startS } of runs)
      queue.at(startS, () => {
        for (const unit of units) unit.wake();
      });
  }

  /** Whether it has work, and when its next run begins; undefined while it follows the line's orders. */
  orderAt(timeS: number): { isOpen: boolean; nextS: number } | undefined {
    if (!this.plan) return undefined;
    return { isOpen: this.plan.isOpen(timeS, this.made), nextS: this.plan.nextStartS(timeS) };
  }
}
