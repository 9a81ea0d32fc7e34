import type { OrderProgress, PlanInput } from '@linetwin/contracts';
import { leavesOf, type EnergyPrice } from '@linetwin/energy';
import { costOf, todaysWay, type PlanningProblem, type PlanningResource } from '@linetwin/energy/planner';
import { LineCalendar } from '@linetwin/kpi';
import type { Line, ModelIndex } from '@linetwin/model';
import type { EnergyStore } from '../energy/energy-store.port.ts';
import type { EnergyTables } from '../energy/energy-tables.ts';
import { linePowers, type LineRecord } from './line-powers.ts';
import { lotsOf, type PlannedWork, type WantedWork } from './order-lots.ts';
import { PlanError } from './plan-store.port.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 96 * QUARTER_MS;
/** What powers, pace and the rest of the plant are learned from. */
const LEARN_MS = 7 * DAY_MS;
/** A quarter of which less is known is no measured one. */
const WHOLE_SHARE = 0.95;
/** Days in which a month has not seen all of its work yet. */
const YOUNG_DAYS = 7;
/** Share of the takt that is planned with where the plant files set no target (domain.md 1.3: OEE 0.8). */
const USUAL_OEE = 0.8;

export interface PlanAsk {
  lines: readonly string[];
  /** Begin, ms since 1970 UTC, on a quarter of an hour. */
  from: number;
  quarters: number;
}

/** All that a plan rests on. */
export interface PlanBasis {
  problem: PlanningProblem;
  work: PlannedWork[];
  inputs: PlanInput[];
  prices: EnergyPrice[];
}

/** Gathers what is known: orders, calendar, tariff, and powers from the plant's own ledger. */
export class PlanningFacts {
  private readonly index: ModelIndex;
  private readonly store: EnergyStore;
  private readonly tables: EnergyTables;
  private readonly openOrders: (line: string) => Promise<OrderProgress[]>;
  private readonly now: () => number;

  constructor(parts: {
    index: ModelIndex;
    store: EnergyStore;
    tables: EnergyTables;
    openOrders: (line: string) => Promise<OrderProgress[]>;
    now?: () => number;
  }) {
    this.index = parts.index;
    this.store = parts.store;
    this.tables = parts.tables;
    this.openOrders = parts.openOrders;
    this.now = parts.now ?? Date.now;
  }

  /** @throws PlanError saying why nothing can be planned */
  async gather(ask: PlanAsk): Promise<PlanBasis> {
    const { from, quarters } = ask;
    const lines = ask.lines.map((id) => {
      const line = this.index.line(id);
      if (!line) throw new PlanError(`There is no line "${id}" in the plant files.`);
      return line;
    });
    const prices = Array.from({ length: quarters }, (_, t) => this.tables.priceAt(from + t * QUARTER_MS));
    if (!prices.every((price) => price !== undefined))
      throw new PlanError('No tariff says what energy costs then; add its table to the plant files.');
    const parts = await Promise.all(lines.map((line) => this.lineParts(line, ask)));
    const work = parts.flatMap((part) => part.work);
    if (work.length === 0)
      throw new PlanError('There is nothing to plan: no open order, and no shift plans any parts.');
    const inputs = parts.flatMap((part) => part.inputs);
    const { root } = this.tables.tree;
    const { billing } = this.index.model.energy;
    const reachedKw = await this.reachedKw(from);
    const problem: PlanningProblem = {
      quarters,
      priceYuanPerKwh: prices.map(({ yuanPerKwh }) => yuanPerKwh),
      otherKw: await this.otherKw(ask),
      ...(root.contractKw !== undefined && { contractKw: root.contractKw }),
      reachedKw: reachedKw ?? 0,
      demandYuanPerKw:
        billing?.basis === 'demand' ? (this.tables.tariffAt(from)?.demandYuanPerKwMonth ?? 0) : 0,
      resources: parts.flatMap((part) => part.resources),
      jobs: parts.flatMap((part) => part.jobs),
    };
    // Where no quarter was ever measured, a plan takes no credit for a lower one than today's.
    if (reachedKw === undefined) problem.reachedKw = costOf(problem, todaysWay(problem)).maximumKw;
    return { problem, work, inputs, prices };
  }

  private async lineParts(line: Line, { from, quarters }: PlanAsk) {
    const { production, site } = this.index.model;
    const calendar = new LineCalendar(line, production.calendar, site.timeZone);
    const staffed = Array.from({ length: quarters }, (_, t) => calendar.isPlanned(from + t * QUARTER_MS));
    const machines = this.index.model.equipment.filter((one) => one.line === line.id);
    const oee = production.targets.find((target) => target.line === line.id)?.oee ?? USUAL_OEE;
    const powers = linePowers(line, machines, await this.recordOf(line), oee);
    const wanted = await this.wantedOf(line, calendar, from, from + quarters * QUARTER_MS);
    const span = { from, quarters, openQuarters: staffed.filter(Boolean).length };
    const { work, jobs } = lotsOf(wanted, powers.line, powers.furnaces, span);
    const inputs = [powers.line, ...powers.furnaces];
    return { work, jobs, inputs, resources: inputs.map((one) => resourceOf(one, staffed)) };
  }

  /** Open orders; without any, what each shift plans. */
  private async wantedOf(
    line: Line,
    calendar: LineCalendar,
    from: number,
    to: number,
  ): Promise<WantedWork[]> {
    const orders = await this.openOrders(line.id);
    const open = orders.map(({ id, product, dueAt, quantity, good }): WantedWork => ({
      id,
      line: line.id,
      product,
      source: 'order',
      dueAt,
      quantity: Math.max(0, quantity - good),
    }));
    if (open.length > 0) return open;
    const product = this.index.model.production.products.find((one) => one.line === line.id)?.id ?? '';
    return calendar.shiftsBetween(from, to).map((shift) => ({
      id: `${line.id} ${shift.id} ${this.tables.clock.at(shift.from).day}`,
      line: line.id,
      product,
      source: 'shift',
      dueAt: shift.to,
      // Of the shift that runs, the share of its time that is left.
      quantity: (shift.plannedQuantity * (shift.to - Math.max(from, shift.from))) / (shift.to - shift.from),
      mostQuarters: Math.floor((shift.to - Math.max(from, shift.from)) / QUARTER_MS),
    }));
  }

  private async recordOf(line: Line): Promise<LineRecord> {
    const to = this.now();
    const meters = this.tables.tree.meters.filter((one) => one.level === 'machine' && one.line === line.id);
    const last = line.stations.filter(({ inFlow }) => inFlow).at(-1)?.equipment ?? [];
    const ids = meters.map(({ id }) => id);
    const range = { from: to - LEARN_MS, to };
    const rows = await this.store.attribute({ ...range, meters: ids }, ['meter'], this.tables.ratesOf);
    const parts = meters.filter(({ equipment }) => last.includes(equipment!)).map(({ id }) => id);
    const series = await this.store.series(range, { all: ids, parts });
    const quarters = new Map<number, { kwh: number; good: number }>();
    for (const { group, from, kwh, good, knownS } of series) {
      const quarter = quarters.get(from) ?? { kwh: 0, good: 0 };
      quarters.set(from, quarter);
      if (group === 'parts') quarter.good = good;
      // A quarter that is known in part says too little.
      else quarter.kwh = knownS >= WHOLE_SHARE * ids.length * 900 ? kwh : NaN;
    }
    const equipmentOf = new Map(meters.map(({ id, equipment }) => [id, equipment!]));
    return {
      byMachine: new Map(rows.map((row) => [equipmentOf.get(row.key.meter)!, row])),
      quarters: [...quarters.values()].filter(({ kwh }) => Number.isFinite(kwh)),
    };
  }

  /** Mean power of everything that is not planned by quarter of the day; 0 where nothing is known. */
  private async otherKw({ lines, from, quarters }: PlanAsk): Promise<number[]> {
    const to = this.now();
    const meters = this.tables.tree.meters
      .filter((one) => one.level === 'machine' && !lines.includes(one.line ?? ''))
      .map(({ id }) => id);
    const sums = new Map<number, { kw: number; count: number }>();
    const rows =
      meters.length === 0 ? [] : await this.store.series({ from: to - LEARN_MS, to }, { other: meters });
    for (const { from: at, kwh } of rows) {
      const quarter = (at % DAY_MS) / QUARTER_MS;
      const sum = sums.get(quarter) ?? { kw: 0, count: 0 };
      sums.set(quarter, { kw: sum.kw + 4 * kwh, count: sum.count + 1 });
    }
    const all = [...sums.values()];
    const mean =
      all.reduce((s, one) => s + one.kw, 0) /
      Math.max(
        1,
        all.reduce((s, one) => s + one.count, 0),
      );
    return Array.from({ length: quarters }, (_, t) => {
      const known = sums.get(((from + t * QUARTER_MS) % DAY_MS) / QUARTER_MS);
      return known ? known.kw / known.count : mean;
    });
  }

  /**
   * Highest whole quarter of the month so far, kW; while the month is young that of a month, since what the last one reached this one
   * will, too. Undefined where no quarter is known.
   */
  private async reachedKw(from: number): Promise<number | undefined> {
    const { clock, tree } = this.tables;
    const { day } = clock.at(from);
    const isYoung = Number(day.slice(8)) <= YOUNG_DAYS;
    const begin = isYoung ? from - 31 * DAY_MS : clock.startOfDay(`${day.slice(0, 7)}-01`);
    const { plus, minus } = leavesOf(tree, tree.root);
    const rows = await this.store.series({ from: begin, to: this.now() }, { plus, minus });
    const quarters = new Map<number, number>();
    const partial = new Set<number>();
    for (const { group, from: at, kwh, knownS } of rows) {
      quarters.set(at, (quarters.get(at) ?? 0) + (group === 'plus' ? kwh : -kwh));
      if (group === 'plus' && knownS < WHOLE_SHARE * plus.length * 900) partial.add(at);
    }
    const whole = [...quarters].filter(([at]) => !partial.has(at)).map(([, kwh]) => 4 * kwh);
    return whole.length > 0 ? Math.max(...whole) : undefined;
  }
}

function resourceOf(input: PlanInput, staffed: readonly boolean[]): PlanningResource {
  const { resource, readyKw, restKw, runningKw, warmUpMinutes, canRest, secondsPerPart } = input;
  const isFurnace = secondsPerPart === null;
  return {
    id: resource,
    readyKw,
    restKw,
    // A furnace heats with what it has at work; machines run warm without a part.
    warmUpKw: isFurnace ? runningKw : readyKw,
    warmUpQuarters: Math.ceil(warmUpMinutes / 15),
    canRest,
    staffed,
  };
}
