import type {
  LineEnergy,
  ExplainRequest,
  OverviewQuery,
  ProductionAnswer,
  ProductionOverview,
  ProductionQuery,
  ProductionStop,
  ShiftSpan,
  StopsQuery,
} from '@linetwin/contracts';
import { LineCalendar, lineRoles, PRODUCTION_INTERVAL_MS, productionIntervalStart } from '@linetwin/kpi';
import { PlantClock, type ModelIndex } from '@linetwin/model';
import { Refusal } from '../platform/in-words.ts';
import type { LineFacts } from './line-facts.ts';
import { lineOverview } from './line-overview.ts';
import { indicatorRows, type Buckets } from './production-answers.ts';
import { stopAt } from './past-production.ts';
import { SUM_KEYS, type ProductionStore, type StoredStop } from './production-store.port.ts';
import { plannedStopSeconds, stopAnswer } from './stop-answers.ts';

/** There is no such line, machine, stop or reason; the message goes to whoever asked. */
export class UnknownProductionError extends Refusal {
  override name = 'UnknownProductionError';
}

/** Stops that are looked at for one answer: more than a line has in a quarter of a year. */
const MAX_STOPS = 50_000;
const HOUR_MS = 3_600_000;
/** Stops for a machine's own cause, against waits for a neighbour. */
const OWN_CLASSES = ['down', 'stopped', 'changeover', 'held', 'startUp'] as const;

interface Span {
  from: number;
  to: number;
}

type EnergyOf = (line: string, span: Span) => Promise<LineEnergy | null>;

/** Production and its losses, as people see them. */
export class ProductionService {
  readonly index: ModelIndex;
  private readonly store: ProductionStore;
  private readonly settled: () => Promise<void>;
  private readonly now: () => number;
  private readonly energyOf: EnergyOf;
  private readonly clock: PlantClock;
  private readonly facts = new Map<string, LineFacts>();

  constructor(parts: {
    index: ModelIndex;
    store: ProductionStore;
    /** Resolves when what this process has booked is in the ledger, or nearly. */
    settled?: () => Promise<void>;
    /** Energy of a line over whole quarters of an hour. */
    energyOf?: EnergyOf;
    now?: () => number;
  }) {
    this.index = parts.index;
    this.store = parts.store;
    this.settled = parts.settled ?? (async () => undefined);
    this.energyOf = parts.energyOf ?? (async () => null);
    this.now = parts.now ?? Date.now;
    const { production, site, lines } = this.index.model;
    this.clock = new PlantClock(site.timeZone);
    for (const line of lines)
      this.facts.set(line.id, {
        line,
        roles: lineRoles(line, this.index),
        calendar: new LineCalendar(line, production.calendar, site.timeZone),
      });
  }

  /**
   * Indicators along keys; with `at` those of the quarters of an hour that were over then. @throws UnknownProductionError
   */
  async indicators(query: ProductionQuery): Promise<ProductionAnswer> {
    const { line, roles } = this.factsOf(query.line);
    await this.settled();
    const { span, now, at } = this.asked(query);
    const buckets = this.bucketsOf(query, span);
    const keys = SUM_KEYS.filter((key) => query.by.includes(key));
    const sums = await this.store.sums({ ...span, line: line.id }, keys, buckets?.edges);
    const stops = known(await this.plannedStops(line.id, span), at);
    const plannedStopsOf = (row: (typeof sums)[number]) => {
      const within = buckets
        ? { from: buckets.edges[row.bucket], to: buckets.edges[row.bucket + 1] ?? span.to }
        : span;
      const own = stops.filter((stop) => keys.every((key) => stop[key] === row[key]));
      return this.plannedS(own, row.machine, { ...within, now });
    };
    return { ...span, rows: indicatorRows(line.id, sums, query.by, roles, plannedStopsOf, buckets) };
  }

  /** One line over a time; with `at` as it stood at the end of the quarter of an hour before. @throws UnknownProductionError */
  async overview(query: OverviewQuery): Promise<ProductionOverview> {
    const facts = this.factsOf(query.line);
    await this.settled();
    const { production } = this.index.model;
    const { span, now, at } = this.asked(query);
    const overview = await lineOverview({
      facts,
      index: this.index,
      production,
      store: this.store,
      span,
      now,
      stops: known(await this.store.stops({ ...query, classes: OWN_CLASSES }, MAX_STOPS), at),
      plannedS: (stops, machine, within) => this.plannedS(stops, machine, { ...within, now }),
    });
    const until = Math.min(span.to, Math.max(span.from, productionIntervalStart(now)));
    return { ...overview, energy: await this.energyOf(query.line, { from: span.from, to: until }) };
  }

  /** Shifts of a line that touch a span, in their order. @throws UnknownProductionError */
  shifts({ line, from, to }: OverviewQuery): ShiftSpan[] {
    return this.factsOf(line).calendar.shiftsBetween(from, to);
  }

  /** Stops; with `at` as they were known then. @throws UnknownProductionError */
  async stops(query: StopsQuery): Promise<ProductionStop[]> {
    this.factsOf(query.line);
    await this.settled();
    const { microStopS } = this.index.model.production;
    const { asked, kind, limit, at, ...range } = query;
    const classes = kind === 'own' || asked === 'true' ? OWN_CLASSES : undefined;
    const stops = await this.store.stops({ ...range, classes }, asked === 'true' ? MAX_STOPS : limit);
    return known(stops, at)
      .map((stop) => stopAnswer(stop, microStopS))
      .filter((stop) => asked === 'false' || stop.asked)
      .slice(0, limit);
  }

  /** Gives a stop its reason. @throws UnknownProductionError */
  async explain(
    { machine, from, reason, note }: ExplainRequest,
    by: string,
  ): Promise<{ before: StoredStop['explanation']; after: ProductionStop }> {
    const { stopReasons, microStopS } = this.index.model.production;
    const equipment = this.index.equipment(machine);
    if (!equipment)
      throw new UnknownProductionError(`There is no machine "${machine}".`, 'not-in-plant', {
        what: machine,
      });
    const known = stopReasons.find(({ id }) => id === reason);
    if (!known || (known.kinds && !known.kinds.includes(equipment.kind)))
      throw new UnknownProductionError(
        `"${reason}" is no stop reason of a ${equipment.kind}; known: ${stopReasons.map(({ id }) => id).join(', ')}.`,
        'not-in-plant',
        { what: reason },
      );
    await this.settled();
    const [before] = (await this.store.stops({ from, to: from + 1, machine }, 10)).filter(
      (stop) => stop.from === from,
    );
    const explanation = { reason, note: note || null, by, at: this.now() };
    const after = before && (await this.store.explain(machine, from, explanation));
    if (!after)
      throw new UnknownProductionError(
        `There is no stop of "${machine}" from ${new Date(from).toISOString()}.`,
        'no-stop',
      );
    return { before: before.explanation, after: stopAnswer(after, microStopS) };
  }

  /** @throws UnknownProductionError */
  factsOf(line: string): LineFacts {
    const facts = this.facts.get(line);
    if (facts) return facts;
    const known = [...this.facts.keys()].join(', ');
    throw new UnknownProductionError(`There is no line "${line}"; known: ${known}.`, 'not-in-plant', {
      what: line,
    });
  }

  private plannedS(stops: readonly StoredStop[], machine: string, span: Span & { now: number }): number {
    const { stopReasons } = this.index.model.production;
    return plannedStopSeconds(stops, machine, span, stopReasons);
  }

  /** The quarters of an hour that are asked for; of the past only those that were over, for the one that ran holds what came later. */
  private asked({ at, ...query }: Span & { at?: number }): { span: Span; now: number; at?: number } {
    const span = quarters(query);
    if (at === undefined) return { span, now: this.now() };
    const now = productionIntervalStart(at);
    return { span: { from: span.from, to: Math.max(span.from, Math.min(span.to, now)) }, now, at: now };
  }

  /** Stops that people called planned; none are asked for where the plant has no such reason. */
  private async plannedStops(line: string, span: Span): Promise<StoredStop[]> {
    const planned = this.index.model.production.stopReasons.filter(({ loss }) => loss === 'planned');
    if (planned.length === 0) return [];
    return this.store.stops({ ...span, line, reasons: planned.map(({ id }) => id) }, MAX_STOPS);
  }

  private bucketsOf({ by }: ProductionQuery, { from, to }: Span): Buckets | undefined {
    if (by.includes('hour')) {
      const edges = [from];
      for (let at = Math.floor(from / HOUR_MS + 1) * HOUR_MS; at < to; at += HOUR_MS) edges.push(at);
      return { edges, end: to };
    }
    if (!by.includes('day')) return undefined;
    const edges = [from];
    for (let day = this.nextDay(from); day < to; day = this.nextDay(day)) edges.push(day);
    return { edges, end: to };
  }

  /** Begin of the plant's day after the one in which a time lies. */
  private nextDay(time: number): number {
    const noon = this.clock.startOfDay(this.clock.at(time).day) + 36 * HOUR_MS;
    return this.clock.startOfDay(this.clock.at(noon).day);
  }
}

function known(stops: readonly StoredStop[], at: number | undefined): StoredStop[] {
  return at === undefined ? [...stops] : stops.flatMap((stop) => stopAt(stop, at) ?? []);
}

/** The span of whole quarters that holds a span. */
function quarters({ from, to }: Span): Span {
  const end = Math.ceil(to / PRODUCTION_INTERVAL_MS) * PRODUCTION_INTERVAL_MS;
  return { from: productionIntervalStart(from), to: end };
}
