import type { PlanSection, StartPlan } from '@linetwin/contracts';
import type { ForecastOrder } from '@linetwin/energy';
import type { Logger } from 'pino';
import type { LineSection } from './line-sections.ts';
import { endOf, type PlanStore } from './plan-store.port.ts';

const QUARTER_MS = 900_000;

/** A time in which a section does not work by a plan that is followed. */
export interface PlannedPause {
  plan: StartPlan;
  planned: PlanSection;
  /** Begin of the next run, or the end of the plan. */
  untilMs: number;
}

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

  /** What is ordered and, of a run, when it ends. Undefined where no plan is followed, or the plan has no run any more: what is ordered then is as without it. */
  orderOf(line: string, time: number): ForecastOrder | undefined {
    return this.orderIn(line, time, () => line);
  }

  /** What is ordered of a machine by the section it is in; undefined where its section is not planned for itself. */
  orderOfMachine(line: string, machine: string, time: number): ForecastOrder | undefined {
    return this.orderIn(
      line,
      time,
      (plan) => plan.sections.find(({ machines }) => machines.includes(machine))?.id,
    );
  }

  /** The pause of a section that a followed plan has at a time; undefined where it works then, or no plan moves it. */
  pauseOf(section: LineSection, time: number): PlannedPause | undefined {
    const plan = this.planOf(section.line, time);
    const planned = plan?.sections.find(({ id }) => id === section.id);
    if (!plan || !planned) return undefined;
    const runs = runsOf(plan, section.id);
    if (runs.some(({ from, to }) => from <= time && time < to)) return undefined;
    return { plan, planned, untilMs: runs.find(({ from }) => from > time)?.from ?? endOf(plan) };
  }

  private planOf(line: string, time: number): StartPlan | undefined {
    return this.plans.find((one) => one.lines.includes(line) && one.from <= time && time < endOf(one));
  }

  private orderIn(
    line: string,
    time: number,
    resourceOf: (plan: StartPlan) => string | undefined,
  ): ForecastOrder | undefined {
    const plan = this.planOf(line, time);
    const own = plan && resourceOf(plan);
    if (!plan || own === undefined) return undefined;
    const runs = runsOf(plan, own);
    const next = runs.find(({ from }) => from > time);
    const now = runs.find(({ from, to }) => from <= time && time < to);
    if (now) return { isOpen: true, endMs: now.to, ...(next && { nextStartMs: next.from }) };
    return next && { isOpen: false, nextStartMs: next.from };
  }
}

/** Planned runs of a resource, ms since 1970 UTC. */
function runsOf({ from, plan }: StartPlan, resource: string): { from: number; to: number }[] {
  return plan.spans
    .filter((span) => span.resource === resource && span.what === 'run')
    .map((span) => ({ from: from + span.from * QUARTER_MS, to: from + span.to * QUARTER_MS }))
    .sort((a, b) => a.from - b.from);
}
