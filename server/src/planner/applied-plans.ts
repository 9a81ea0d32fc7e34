import type { StartPlan } from '@linetwin/contracts';
import type { OrderView } from '@linetwin/energy';
import type { Logger } from 'pino';
import { endOf, type PlanStore } from './plan-store.port.ts';

const QUARTER_MS = 900_000;

/** What applied plans say of a line's orders, for the energy rules: between its runs a line has no order until the next. */
export class AppliedPlans {
  private readonly store: PlanStore;
  private readonly logger: Logger;
  private readonly now: () => number;
  private plans: StartPlan[] = [];

  constructor(parts: { store: PlanStore; logger: Logger; now?: () => number }) {
    this.store = parts.store;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
  }

  /** Reads anew; while the records do not answer, nothing is followed: a plan may have been withdrawn meanwhile. */
  async refresh(): Promise<void> {
    try {
      this.plans = await this.store.applied(this.now());
    } catch (error) {
      this.plans = [];
      this.logger.warn({ error: (error as Error).message }, 'applied plans are not known; none is followed');
    }
  }

  /** Undefined where no plan is followed, or the plan has no run any more: what is ordered then is as without it. */
  orderOf(line: string, time: number): OrderView | undefined {
    return this.orderIn(line, time, () => line);
  }

  /** What is ordered of a machine by the section it is in; undefined where its section is not planned for itself. */
  orderOfMachine(line: string, machine: string, time: number): OrderView | undefined {
    return this.orderIn(
      line,
      time,
      (plan) => plan.sections.find(({ machines }) => machines.includes(machine))?.id,
    );
  }

  private orderIn(
    line: string,
    time: number,
    resourceOf: (plan: StartPlan) => string | undefined,
  ): OrderView | undefined {
    const plan = this.plans.find((one) => one.lines.includes(line) && one.from <= time && time < endOf(one));
    const own = plan && resourceOf(plan);
    if (!plan || own === undefined) return undefined;
    const runs = plan.plan.spans.filter(({ resource, what }) => resource === own && what === 'run');
    const at = (quarter: number) => plan.from + quarter * QUARTER_MS;
    if (runs.some(({ from, to }) => at(from) <= time && time < at(to))) return { isOpen: true };
    const next = runs.find(({ from }) => at(from) > time);
    return next && { isOpen: false, nextStartMs: at(next.from) };
  }
}
