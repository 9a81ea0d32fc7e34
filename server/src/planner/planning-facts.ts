import type { OrderProgress, PlanInput, SeenStock } from '@linetwin/contracts';
import type { EnergyPrice, MeasureLimits } from '@linetwin/energy';
import {
  costOf,
  todaysWay,
  type LateOrder,
  type PlanningJob,
  type PlanningProblem,
  type PlanningResource,
} from '@linetwin/energy/planner';
import { LineCalendar } from '@linetwin/kpi';
import type { Equipment, Line, ModelIndex, Text } from '@linetwin/model';
import type { EnergyStore } from '../energy/energy-store.port.ts';
import type { EnergyTables } from '../energy/energy-tables.ts';
import { LedgerRecords } from './ledger-records.ts';
import { linePowers } from './line-powers.ts';
import { sectionOf, type LineSection } from './line-sections.ts';
import { workOf } from './line-work.ts';
import { lotsOf, type PlannedWork, type WantedWork } from './order-lots.ts';
import { PlanError } from './plan-store.port.ts';
import { lagOf, sectionBasis, yieldOf, type SectionBasis } from './section-facts.ts';
import { SitePower } from './site-power.ts';

const QUARTER_MS = 900_000;
/** Share of the takt that is planned with where the plant files set no target (domain.md 1.3: OEE 0.8). */
const USUAL_OEE = 0.8;

export interface PlanAsk {
  lines: readonly string[];
  /** Begin, ms since 1970 UTC, on a quarter of an hour. */
  from: number;
  quarters: number;
  /** Stocks between sections, as far as they were seen. */
  stocks?: readonly SeenStock[];
}

/** All that a plan rests on. */
export interface PlanBasis {
  problem: PlanningProblem;
  work: PlannedWork[];
  inputs: PlanInput[];
  prices: EnergyPrice[];
  sections: SectionBasis[];
  /** Orders that are late whatever the plan says: it does not move their line. */
  late: LateOrder[];
  /** Resources by the part that they are shown with: a section, or a line and its furnaces. */
  parts: Map<string, string[]>;
}

/** What one line gives to a plan. */
interface LineParts {
  work: PlannedWork[];
  jobs: PlanningJob[];
  inputs: PlanInput[];
  resources: PlanningResource[];
  sections: SectionBasis[];
  late: LateOrder[];
  parts: Map<string, string[]>;
}

/** Gathers what is known: orders, calendar, tariff, and powers from the plant's own ledger. */
export class PlanningFacts {
  private readonly index: ModelIndex;
  private readonly tables: EnergyTables;
  private readonly openOrders: (line: string) => Promise<OrderProgress[]>;
  private readonly limitsOf: (line: string) => Promise<MeasureLimits>;
  private readonly now: () => number;
  private readonly ledger: LedgerRecords;
  private readonly site: SitePower;

  constructor(parts: {
    index: ModelIndex;
    store: EnergyStore;
    tables: EnergyTables;
    openOrders: (line: string) => Promise<OrderProgress[]>;
    /** Limits that the energy rules of a line keep to: what follows a plan. */
    limitsOf: (line: string) => Promise<MeasureLimits>;
    now?: () => number;
  }) {
    this.index = parts.index;
    this.tables = parts.tables;
    this.openOrders = parts.openOrders;
    this.limitsOf = parts.limitsOf;
    this.now = parts.now ?? Date.now;
    this.ledger = new LedgerRecords({ ...parts, now: this.now });
    this.site = new SitePower({ ...parts, now: this.now });
  }

  /** Name of a line in each language. */
  nameOf(line: string): Text {
    return this.index.line(line)?.name ?? { zh: line, en: line };
  }

  /** @throws PlanError saying why nothing can be planned */
  async gather(ask: PlanAsk): Promise<PlanBasis> {
    const { from, quarters } = ask;
    const lines = ask.lines.map((id) => {
      const line = this.index.line(id);
      if (!line)
        throw new PlanError(`There is no line "${id}" in the plant files.`, 'not-in-plant', { what: id });
      return line;
    });
    const prices = Array.from({ length: quarters }, (_, t) => this.tables.priceAt(from + t * QUARTER_MS));
    if (!prices.every((price) => price !== undefined))
      throw new PlanError(
        'No tariff says what energy costs then; add its table to the plant files.',
        'no-tariff',
      );
    const parts = await Promise.all(lines.map((line) => this.lineParts(line, ask)));
    const work = parts.flatMap((part) => part.work);
    if (work.length === 0)
      throw new PlanError(
        'There is nothing to plan: no open order, and no shift plans any parts.',
        'nothing-to-plan',
      );
    const inputs = parts.flatMap((part) => part.inputs);
    const sections = parts.flatMap((part) => part.sections);
    const { root } = this.tables.tree;
    const { billing } = this.index.model.energy;
    const reachedKw = await this.site.reachedKw(from);
    const problem: PlanningProblem = {
      quarters,
      priceYuanPerKwh: prices.map(({ yuanPerKwh }) => yuanPerKwh),
      otherKw: await this.site.otherKw(ask),
      ...(root.contractKw !== undefined && { contractKw: root.contractKw }),
      reachedKw: reachedKw ?? 0,
      demandYuanPerKw:
        billing?.basis === 'demand' ? (this.tables.tariffAt(from)?.demandYuanPerKwMonth ?? 0) : 0,
      resources: parts.flatMap((part) => part.resources),
      jobs: parts.flatMap((part) => part.jobs),
      stocks: sections.map(({ stock }) => stock),
      series: sections.map(({ series }) => series),
    };
    // Where no quarter was ever measured, a plan takes no credit for a lower one than today's.
    if (reachedKw === undefined) problem.reachedKw = costOf(problem, todaysWay(problem)).maximumKw;
    return {
      problem,
      work,
      inputs,
      prices,
      sections,
      late: parts.flatMap((part) => part.late),
      parts: new Map(parts.flatMap((part) => [...part.parts])),
    };
  }

  private lineParts(line: Line, ask: PlanAsk): Promise<LineParts> {
    const section = sectionOf(this.index.model, line);
    return section ? this.sectionedParts(line, section, ask) : this.wholeParts(line, ask);
  }

  /** A line whose lots the plan moves as a whole. */
  private async wholeParts(line: Line, { from, quarters }: PlanAsk): Promise<LineParts> {
    const machines = this.index.model.equipment.filter((one) => one.line === line.id);
    const staffed = this.staffed(line, from, quarters);
    const record = await this.ledger.of(machines, this.lastOf(line));
    const powers = linePowers(line, machines, record, this.oeeOf(line), await this.limitsOf(line.id));
    const wanted = await this.wantedOf(line, from, from + quarters * QUARTER_MS);
    const span = { from, quarters, openQuarters: staffed.filter(Boolean).length };
    const { work, jobs } = lotsOf(wanted, powers.line, powers.furnaces, span);
    const inputs = [powers.line, ...powers.furnaces];
    const resources = inputs.map((one) => resourceOf(one, staffed));
    const parts = new Map([[line.id, inputs.map(({ resource }) => resource)]]);
    return { work, jobs, inputs, resources, sections: [], late: [], parts };
  }

  /**
   * A line with a furnace in which parts stay for hours: the section before it is planned against the stock behind it, the rest works as people
   * run it. What is made in the plan is taken after it, so that orders and shifts are looked at as far as a part stays in the furnace.
   */
  private async sectionedParts(line: Line, section: LineSection, ask: PlanAsk): Promise<LineParts> {
    const { from, quarters, stocks } = ask;
    const all = this.index.model.equipment.filter((one) => one.line === line.id);
    const rest = all.filter((one) => !section.machines.includes(one));
    const staffed = this.staffed(line, from, quarters + lagOf(section));
    const last = this.lastOf(line);
    const record = await this.ledger.of(rest, last);
    const limits = await this.limitsOf(line.id);
    const powers = linePowers(line, rest, record, this.oeeOf(line), limits);
    const wanted = await this.wantedOf(line, from, from + staffed.length * QUARTER_MS);
    const { work, jobs, late, taken } = workOf(wanted, powers.line, powers.furnaces, {
      from,
      quarters,
      staffed,
    });
    const before = await this.ledger.of(section.machines, section.last, section.partsPerPiece);
    const own = linePowers(
      { id: section.id, taktS: section.cycleS },
      section.machines,
      before,
      this.oeeOf(line),
      limits,
    ).line;
    const basis = await sectionBasis(section, own, this.ledger, {
      from,
      quarters,
      staffed,
      taken,
      yieldShare: yieldOf(record, last, section),
      linePace: 900 / powers.line.secondsPerPart!,
      taktS: line.taktS,
      seen: stocks,
    });
    const others = [powers.line, ...powers.furnaces];
    return {
      work,
      jobs: [...basis.jobs, ...jobs],
      inputs: [own, ...others],
      resources: [basis.resource, ...others.map((one) => resourceOf(one, staffed.slice(0, quarters)))],
      sections: [basis],
      late,
      parts: new Map([
        [section.id, [section.id]],
        [line.id, others.map(({ resource }) => resource)],
      ]),
    };
  }

  private calendarOf(line: Line): LineCalendar {
    const { production, site } = this.index.model;
    return new LineCalendar(line, production.calendar, site.timeZone);
  }

  private staffed(line: Line, from: number, quarters: number): boolean[] {
    const calendar = this.calendarOf(line);
    return Array.from({ length: quarters }, (_, t) => calendar.isPlanned(from + t * QUARTER_MS));
  }

  private oeeOf(line: Line): number {
    const { targets } = this.index.model.production;
    return targets.find((target) => target.line === line.id)?.oee ?? USUAL_OEE;
  }

  /** Machines of the station whose good parts are the line's. */
  private lastOf(line: Line): Equipment[] {
    const addresses = line.stations.filter(({ inFlow }) => inFlow).at(-1)?.equipment ?? [];
    return this.index.model.equipment.filter(({ address }) => addresses.includes(address));
  }

  /** Open orders; without any, what each shift plans. */
  private async wantedOf(line: Line, from: number, to: number): Promise<WantedWork[]> {
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
    return this.calendarOf(line)
      .shiftsBetween(from, to)
      .map((shift) => ({
        id: `${line.id} ${shift.id} ${this.tables.clock.at(shift.from).day}`,
        line: line.id,
        product,
        source: 'shift',
        beginAt: Math.max(from, shift.from),
        dueAt: shift.to,
        // Of the shift that runs, the share of its time that is left.
        quantity: (shift.plannedQuantity * (shift.to - Math.max(from, shift.from))) / (shift.to - shift.from),
        mostQuarters: Math.floor((shift.to - Math.max(from, shift.from)) / QUARTER_MS),
      }));
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
