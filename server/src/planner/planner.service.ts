import { randomUUID } from 'node:crypto';
import type {
  MeasureModeRow,
  PlanAsked,
  PlanRequest,
  PlansQuery,
  SectionHold,
  SeenStock,
  StartPlan,
} from '@linetwin/contracts';
import type { JobQueue } from '../jobs/job-queue.port.ts';
import { Refusal } from '../platform/in-words.ts';
import { PLAN_MEASURE } from './plan-maker.ts';
import { endOf, PlanError, type PlanStore } from './plan-store.port.ts';
import type { PlanningFacts } from './planning-facts.ts';

const QUARTER_MS = 900_000;

/** There is no such plan; the message goes to whoever asked. */
export class UnknownPlanError extends Refusal {
  override name = 'UnknownPlanError';
}

/** The owners of the lines, asked for the pauses of their sections. */
export interface HoldSurvey {
  ask(): Promise<SectionHold[][]>;
}

/** Plans as people ask for, see and apply them. */
export class PlannerService {
  private readonly facts: PlanningFacts;
  private readonly plans: PlanStore;
  private readonly jobs: Pick<JobQueue, 'add'>;
  private readonly modes: () => Promise<MeasureModeRow[]>;
  private readonly seenStocks: (lines: readonly string[], now: number) => SeenStock[];
  private readonly owners: HoldSurvey;
  private readonly follow: (line: string) => Promise<unknown>;
  private readonly now: () => number;

  constructor(parts: {
    facts: PlanningFacts;
    plans: PlanStore;
    jobs: Pick<JobQueue, 'add'>;
    modes: () => Promise<MeasureModeRow[]>;
    seenStocks: (lines: readonly string[], now: number) => SeenStock[];
    owners: HoldSurvey;
    /** Lets the owner of a line look which plan it follows now. */
    follow: (line: string) => Promise<unknown>;
    now?: () => number;
  }) {
    this.facts = parts.facts;
    this.plans = parts.plans;
    this.jobs = parts.jobs;
    this.modes = parts.modes;
    this.seenStocks = parts.seenStocks;
    this.owners = parts.owners;
    this.follow = parts.follow;
    this.now = parts.now ?? Date.now;
  }

  list(query: PlansQuery): Promise<StartPlan[]> {
    return this.plans.list(query);
  }

  /** Planned pauses that run now; none of a line that nobody looks after. */
  async holds(): Promise<SectionHold[]> {
    return (await this.owners.ask()).flat();
  }

  /** @throws UnknownPlanError */
  async read(id: string): Promise<StartPlan> {
    const plan = await this.plans.read(id);
    if (!plan) throw new UnknownPlanError(`There is no plan "${id}", or it is not made yet.`, 'no-plan');
    return plan;
  }

  /** Asks a worker for a plan from the next quarter of an hour on. @throws PlanError when nothing can be planned */
  async ask({ lines, hours }: PlanRequest, by: string): Promise<PlanAsked> {
    const from = Math.ceil(this.now() / QUARTER_MS) * QUARTER_MS;
    const own = [...new Set(lines)].sort();
    const stocks = this.seenStocks(own, this.now());
    const asked = { lines: own, from, quarters: hours * 4, stocks };
    // What cannot be planned is said now, not by a plan that never comes.
    await this.facts.gather(asked);
    const id = randomUUID();
    await this.jobs.add('MakePlan', { id, ...asked, by }, `plan.${id}`);
    return { id };
  }

  /** Lets the energy rules follow a plan from now on. @throws UnknownPlanError @throws PlanError */
  async apply(id: string, by: string): Promise<StartPlan> {
    const plan = await this.read(id);
    if (endOf(plan) <= this.now())
      throw new PlanError('The time of this plan is over; ask for a new one.', 'plan-over');
    const modes = await this.modes();
    const refusing = plan.lines.find((line) =>
      modes.some(
        (row) =>
          row.line === line && row.measure === PLAN_MEASURE && (row.mode === 'off' || row.mode === 'advise'),
      ),
    );
    if (refusing !== undefined)
      throw new PlanError(
        `Plans only advise on the line ${refusing}; an engineer can change that.`,
        'plan-advises',
        { line: this.facts.nameOf(refusing) },
      );
    if (!(await this.plans.change(id, { from: 'proposed', to: 'applied', by, at: this.now() })))
      throw new PlanError(
        `The plan is ${plan.state}; only a proposed one can be applied.`,
        'plan-not-proposed',
        { state: plan.state },
      );
    this.tell(plan);
    return this.read(id);
  }

  /** Goes back to today's way. @throws UnknownPlanError @throws PlanError */
  async withdraw(id: string, by: string): Promise<StartPlan> {
    const plan = await this.read(id);
    if (!(await this.plans.change(id, { from: 'applied', to: 'withdrawn', by, at: this.now() })))
      throw new PlanError(
        `The plan is ${plan.state}; only an applied one can be withdrawn.`,
        'plan-not-applied',
        { state: plan.state },
      );
    this.tell(plan);
    return this.read(id);
  }

  /** Nobody waits for the owners: one that is out of reach looks by itself within half a minute. */
  private tell({ lines }: StartPlan): void {
    for (const line of lines) this.follow(line).catch(() => undefined);
  }
}
