import {
  MAX_ASSUMED_SHARE,
  type MakePlanJob,
  type MeasureModeRow,
  type PlanSection,
  type StartPlan,
} from '@linetwin/contracts';
import { planStarts, stockOf, type MilpLimits, type Plan } from '@linetwin/energy/planner';
import type { Logger } from 'pino';
import { PlanError, type PlanStore } from './plan-store.port.ts';
import type { PlanBasis, PlanningFacts } from './planning-facts.ts';
import { wayOf } from './plan-ways.ts';
import type { SectionBasis } from './section-facts.ts';

/** Who asks for the plan before a shift. */
export const BY_SHIFT = 'shift';
export const PLAN_MEASURE = 'tariff-shift';
/** Counted up when plans are made in another way. */
const PLAN_VERSION = 2;
/** Half a minute of a worker for a day of starts; what starts can save is a few per cent of a cost most of which they do not move. */
const LIMITS: MilpLimits = { seconds: 20, gap: 0.002 };

/** Makes plans, in a worker. */
export class PlanMaker {
  private readonly facts: PlanningFacts;
  private readonly plans: PlanStore;
  private readonly modes: () => Promise<MeasureModeRow[]>;
  private readonly logger: Logger;
  private readonly limits: MilpLimits;
  private readonly now: () => number;

  constructor(parts: {
    facts: PlanningFacts;
    plans: PlanStore;
    modes: () => Promise<MeasureModeRow[]>;
    logger: Logger;
    limits?: MilpLimits;
    now?: () => number;
  }) {
    this.facts = parts.facts;
    this.plans = parts.plans;
    this.modes = parts.modes;
    this.logger = parts.logger;
    this.limits = parts.limits ?? LIMITS;
    this.now = parts.now ?? Date.now;
  }

  /** A plan that was made already is left; what cannot be planned is logged, and not tried again. */
  async handleMakePlan(job: MakePlanJob): Promise<{ plan: string | null }> {
    if (await this.plans.read(job.id)) return { plan: job.id };
    try {
      const basis = await this.facts.gather(job);
      const plan = await planStarts(basis.problem, this.limits);
      const record = this.recordOf(job, basis, plan);
      await this.plans.keep(record);
      await this.applyByItself(record);
      return { plan: job.id };
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      this.logger.info({ lines: job.lines, reason: error.message }, 'no plan was made');
      return { plan: null };
    }
  }

  private recordOf(job: MakePlanJob, basis: PlanBasis, plan: Plan): StartPlan {
    const { id, lines, from, quarters, by } = job;
    const { problem } = basis;
    const now = this.now();
    const late = new Map([...plan.late, ...basis.late].map((one) => [one.order, one]));
    return {
      id,
      version: PLAN_VERSION,
      lines,
      madeAt: now,
      by,
      from,
      quarters,
      status: plan.status,
      state: 'proposed',
      changedAt: now,
      changedBy: by,
      orders: basis.work.map((one) => ({
        ...one,
        lateMinutes: 15 * (late.get(one.id)?.lateQuarters ?? 0),
        unplacedMinutes: 15 * (late.get(one.id)?.unplacedQuarters ?? 0),
      })),
      inputs: basis.inputs,
      sections: basis.sections.map((one) => sectionRecord(one, plan)),
      yuanPerKwh: [...problem.priceYuanPerKwh],
      period: basis.prices.map(({ period }) => period),
      otherKw: [...problem.otherKw],
      contractKw: problem.contractKw ?? null,
      reachedKw: problem.reachedKw,
      demandYuanPerKw: problem.demandYuanPerKw,
      today: wayOf(plan.problem, plan.today, plan.todayCost, basis.parts),
      plan: wayOf(plan.problem, plan.plan, plan.planCost, basis.parts),
      startsSaveYuan: plan.startsSaveYuan,
      solver: { ms: Math.round(plan.solverMs), ...plan.size },
    };
  }

  /** In automatic mode on all its lines, if it keeps every date and the contract, saves something, and its stocks were measured. */
  private async applyByItself(plan: StartPlan): Promise<void> {
    const modes = await this.modes();
    const isAutomatic = (line: string) =>
      modes.some((row) => row.line === line && row.measure === PLAN_MEASURE && row.mode === 'automatic');
    const isKept = plan.orders.every(
      ({ lateMinutes, unplacedMinutes }) => lateMinutes + unplacedMinutes === 0,
    );
    const isKnown = plan.sections.every(({ stock }) => stock.assumedShare <= MAX_ASSUMED_SHARE);
    const saves = plan.plan.totalYuan < plan.today.totalYuan;
    if (plan.by !== BY_SHIFT || !plan.lines.every(isAutomatic)) return;
    if (!isKept || !isKnown || !saves || plan.plan.overContractKw > 0) return;
    await this.plans.change(plan.id, { from: 'proposed', to: 'applied', by: BY_SHIFT, at: this.now() });
  }
}

function sectionRecord(basis: SectionBasis, { problem, plan, today }: Plan): PlanSection {
  const { section, stock, pieces, now, inFurnace, assumedShare } = basis;
  const { id, line, stations, machines, furnace, stayS } = section;
  const ofPlan = (way: Plan['plan']) => stockOf(problem, way, stock).map(Math.round);
  return {
    id,
    line,
    stations,
    machines: machines.map(({ address }) => address),
    furnace: furnace.address,
    stayMinutes: stayS / 60,
    pieces: Math.round(pieces),
    stock: {
      now: Math.round(now),
      inFurnace: Math.round(inFurnace),
      assumedShare,
      room: stock.most + stock.least,
      least: stock.least,
      most: stock.most,
      today: ofPlan(today),
      plan: ofPlan(plan),
    },
  };
}
