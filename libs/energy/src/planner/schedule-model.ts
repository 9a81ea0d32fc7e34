import { LpText, type Term } from './lp-text.ts';
import type { MilpResult } from './milp-solver.ts';
import {
  latestOf,
  lengthOf,
  type PlanningJob,
  type PlanningProblem,
  type Schedule,
} from './planning-problem.ts';
import { inSequence } from './sequence.ts';
import { addStocks } from './stock.ts';

/** What a kW above the contract costs in the model: far more than any plan could save by it. */
const OVER_CONTRACT_YUAN_PER_KW = 1e4;

/**
 * The planning problem as a time-indexed mixed-integer programme (Pritsker, Watters and Wolfe 1969): `x` is 1 where a
 * job begins, `r` where a resource is ready, `w` where it warms up; `demand` is the highest quarter.
 *
 * cost = Σ price/4 · (power of jobs, ready and warming resources) + demand charge above what the month has reached
 */
export class ScheduleModel {
  private readonly problem: PlanningProblem;
  private readonly lp = new LpText();
  /** Terms of each quarter's power. */
  private readonly power: Term[][];

  constructor(problem: PlanningProblem) {
    this.problem = problem;
    this.power = problem.otherKw.map(() => []);
    const starts = new Starts(inSequence(problem), this.lp);
    problem.jobs.forEach((job, j) => this.addLoad(job, starts.of(j)));
    problem.resources.forEach((_, r) => this.addResource(r, starts));
    this.addDemand();
    addStocks(this.lp, problem, (j, t) => starts.running(j, t));
  }

  get size(): { rows: number; binaries: number } {
    return this.lp.size;
  }

  toString(): string {
    return this.lp.toString();
  }

  private addLoad({ loadKw }: PlanningJob, starts: readonly Start[]): void {
    for (const { variable, at } of starts) loadKw.forEach((kw, k) => this.addPower(at + k, kw, variable));
    for (const { variable, at } of starts) this.lp.minimise(this.energyYuan(at, loadKw), variable);
  }

  private addResource(r: number, starts: Starts): void {
    const { lp, problem } = this;
    const { id, readyKw, restKw, warmUpKw, warmUpQuarters, canRest, staffed } = problem.resources[r];
    for (let t = 0; t < problem.quarters; t++) {
      const taking = starts.covering(id, t);
      if (staffed && !staffed[t]) lp.row(taking, '<=', 0);
      if (!canRest) {
        lp.row(taking, '<=', 1);
        continue;
      }
      const [ready, warm] = [`r_${r}_${t}`, `w_${r}_${t}`];
      lp.binary(ready);
      lp.bound(warm, 0, 1);
      lp.row([...taking, [-1, ready]], '<=', 0);
      lp.row(
        [
          [1, ready],
          [1, warm],
        ],
        '<=',
        1,
      );
      this.addPower(t, readyKw - restKw, ready);
      this.addPower(t, warmUpKw - restKw, warm);
      lp.minimise(this.energyYuan(t, [readyKw - restKw]), ready);
      lp.minimise(this.energyYuan(t, [warmUpKw - restKw]), warm);
    }
    if (canRest) this.addWarmUp(r, warmUpQuarters);
  }

  /** Who becomes ready in a quarter warmed up in those before; at the plan's end everything is ready again. */
  private addWarmUp(r: number, warmUpQuarters: number): void {
    const { quarters } = this.problem;
    for (let t = 1; t <= quarters; t++) {
      const rise: Term[] = [[-1, `r_${r}_${t - 1}`]];
      if (t < quarters) rise.unshift([1, `r_${r}_${t}`]);
      const right = t < quarters ? 0 : -1;
      for (let s = t - warmUpQuarters; s < t; s++) {
        if (s < 0) this.lp.row(rise, '<=', right);
        else this.lp.row([...rise, [-1, `w_${r}_${s}`]], '<=', right);
      }
    }
  }

  private addDemand(): void {
    const { lp, problem } = this;
    const { contractKw, reachedKw, demandYuanPerKw } = problem;
    lp.bound('demand', reachedKw, 1e9);
    lp.bound('over', 0, 1e9);
    lp.minimise(demandYuanPerKw, 'demand');
    lp.minimise(OVER_CONTRACT_YUAN_PER_KW, 'over');
    this.power.forEach((terms, t) => {
      const fixedKw = this.fixedKw(t);
      lp.row([...terms, [-1, 'demand']], '<=', -fixedKw);
      if (contractKw !== undefined) lp.row([...terms, [-1, 'over']], '<=', contractKw - fixedKw);
    });
  }

  /** What is there whatever the plan says. */
  private fixedKw(t: number): number {
    return this.problem.resources.reduce(
      (sum, { canRest, readyKw, restKw }) => sum + (canRest ? restKw : readyKw),
      this.problem.otherKw[t],
    );
  }

  private addPower(t: number, kw: number, variable: string): void {
    if (kw !== 0) this.power[t].push([kw, variable]);
  }

  private energyYuan(from: number, kw: readonly number[]): number {
    return kw.reduce((sum, power, k) => sum + (power * this.problem.priceYuanPerKwh[from + k]) / 4, 0);
  }
}

interface Start {
  variable: string;
  at: number;
}

/**
 * The variables of jobs' begins, each once, and in their order. Of a series only matters in which quarters it works: its first job has one
 * variable for each quarter, which stands for all of them.
 */
export class Starts {
  private readonly problem: PlanningProblem;
  private readonly starts: Start[][];

  /** @param isOptional a job may be left out */
  constructor(problem: PlanningProblem, lp: LpText, isOptional = false) {
    this.problem = problem;
    this.starts = problem.jobs.map((job, j) => {
      const starts: Start[] = [];
      const count = countOf(problem, j);
      if (count === 0) return starts;
      for (let at = Math.max(0, job.earliest); at <= latestOf(problem, job); at++)
        starts.push({ variable: startName(j, at), at });
      for (const { variable } of starts) lp.binary(variable);
      const once = starts.map(({ variable }): Term => [1, variable]);
      // Without any quarter to begin in it cannot be kept: a row that nothing fulfils says so.
      if (!isOptional) lp.row(once.length > 0 ? once : [[0, 'demand']], '=', count);
      else lp.row(once, '<=', count);
      this.addLeastRun(lp, job, starts);
      return starts;
    });
    problem.jobs.forEach((job, j) => this.addFollows(lp, job, j));
  }

  of(j: number): readonly Start[] {
    return this.starts[j];
  }

  /** Begins because of which a resource is taken in a quarter. */
  covering(resource: string, t: number): Term[] {
    return this.problem.jobs.flatMap((job, j) => (job.occupies.includes(resource) ? this.running(j, t) : []));
  }

  /** Begins because of which a job runs in a quarter. */
  running(j: number, t: number): Term[] {
    const length = lengthOf(this.problem.jobs[j]);
    return this.starts[j]
      .filter(({ at }) => at <= t && t < at + length)
      .map(({ variable }): Term => [1, variable]);
  }

  /** What begins in a quarter works in those after it, too; no run begins so late that the plan would cut it. */
  private addLeastRun(lp: LpText, { series }: PlanningJob, starts: readonly Start[]): void {
    const least = this.problem.series?.find(({ id }) => id === series)?.leastRunQuarters ?? 1;
    starts.forEach(({ variable }, i) => {
      const before: Term[] = i > 0 ? [[-1, starts[i - 1].variable]] : [];
      for (let k = i + 1; k < i + least; k++)
        lp.row(
          [[1, variable], ...before, ...(k < starts.length ? [[-1, starts[k].variable] as const] : [])],
          '<=',
          0,
        );
    });
  }

  /** Whatever begins up to a quarter, what goes before began its length earlier: the tight form of the precedence. */
  private addFollows(lp: LpText, job: PlanningJob, j: number): void {
    if (job.series !== undefined) return;
    for (const { job: id, lagQuarters } of job.after ?? []) {
      const b = this.problem.jobs.findIndex((one) => one.id === id);
      const apart = lengthOf(this.problem.jobs[b]) + lagQuarters;
      for (const { at } of this.starts[j]) {
        const own = this.starts[j].filter((s) => s.at <= at).map((s): Term => [1, s.variable]);
        const before = this.starts[b].filter((s) => s.at <= at - apart).map((s): Term => [-1, s.variable]);
        lp.row([...own, ...before], '<=', 0);
      }
    }
  }
}

/** How often the variables of a job are 1 together: for the first of a series as often as it has jobs, for the others never. */
function countOf({ jobs }: PlanningProblem, j: number): number {
  const { series } = jobs[j];
  if (series === undefined) return 1;
  const isFirst = jobs.findIndex((one) => one.series === series) === j;
  return isFirst ? jobs.filter((one) => one.series === series).length : 0;
}

function startName(j: number, at: number): string {
  return `x_${j}_${at}`;
}

/** The schedule that a solution means. */
export function scheduleOf(problem: PlanningProblem, { values }: MilpResult): Schedule {
  const isOn = (variable: string) => (values.get(variable) ?? 0) > 0.5;
  const starts = new Map<string, number>();
  problem.jobs.forEach((job, j) => {
    if (countOf(problem, j) === 0) return;
    const on: number[] = [];
    for (let at = Math.max(0, job.earliest); at <= latestOf(problem, job); at++)
      if (isOn(startName(j, at))) on.push(at);
    const own = job.series === undefined ? [job] : problem.jobs.filter(({ series }) => series === job.series);
    on.forEach((at, i) => starts.set(own[i].id, at));
  });
  const ready = problem.resources.map(({ id, canRest }, r): [string, boolean[]] => [
    id,
    problem.otherKw.map((_, t) => !canRest || isOn(`r_${r}_${t}`)),
  ]);
  return { starts, ready: new Map(ready) };
}
