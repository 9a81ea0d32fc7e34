import type {
  AttributionAnswer,
  AttributionQuery,
  EnergyAnswer,
  EnergyQuery,
  EnergySeries,
  EnergySeriesQuery,
  MeterEnergy,
} from '@linetwin/contracts';
import {
  imbalances,
  INTERVAL_MS,
  intervalStart,
  leavesOf,
  resolveMeters,
  totalOf,
  type Attribution,
  type AttributionKey,
} from '@linetwin/energy';
import type { Meter, ModelIndex } from '@linetwin/model';
import { Refusal } from '../platform/in-words.ts';
import type { EnergyStore } from './energy-store.port.ts';
import type { EnergyTables } from './energy-tables.ts';

/** A meter of readings with more than this missing does not speak for what hangs below it. */
const MAX_MISSING_READINGS = 0.02;

/** There is no such meter or line; the message goes to whoever asked. */
export class UnknownMeterError extends Refusal {
  override name = 'UnknownMeterError';
}

export function unknownMeter(id: string): UnknownMeterError {
  return new UnknownMeterError(`There is no meter "${id}" in the plant files.`, 'not-in-plant', { what: id });
}

interface Span {
  from: number;
  to: number;
}

/** Where energy went, as people see it. */
export class EnergyService {
  private readonly index: ModelIndex;
  private readonly store: EnergyStore;
  private readonly tables: EnergyTables;
  private readonly settled: () => Promise<void>;
  private readonly now: () => number;

  constructor(parts: {
    index: ModelIndex;
    store: EnergyStore;
    tables: EnergyTables;
    /** Resolves when what this process has booked is in the ledger, or nearly. */
    settled?: () => Promise<void>;
    now?: () => number;
  }) {
    this.index = parts.index;
    this.store = parts.store;
    this.tables = parts.tables;
    this.settled = parts.settled ?? (async () => undefined);
    this.now = parts.now ?? Date.now;
  }

  /** Every meter of the tree over a time, with what does not balance. */
  async overview(query: EnergyQuery): Promise<EnergyAnswer> {
    await this.settled();
    const { tree } = this.tables;
    // Imported readings may reach back before anything was connected; what is live says when the record began.
    const live = new Set(leavesOf(tree, tree.root).plus);
    const span = await this.spanOf(
      query,
      tree.meters.filter(({ id }) => live.has(id)),
    );
    const rows = await this.attribution(span, tree.meters, ['meter']);
    const sums = new Map(rows.map((row) => [row.key.meter, row]));
    const seconds = (span.to - span.from) / 1000;
    const missing = (row: Attribution) =>
      seconds > 0 ? Math.min(1, Math.max(0, 1 - totalOf(row.seconds) / seconds)) : 0;
    const speaks = ({ id, source }: Meter) =>
      source.kind !== 'readings' ||
      tree.children(id).length === 0 ||
      missing(sums.get(id)!) <= MAX_MISSING_READINGS;
    const resolve = (amount: (row: Attribution) => number) =>
      resolveMeters(
        tree,
        new Map(
          tree.meters
            .filter((meter) => sums.has(meter.id) && speaks(meter))
            .map(({ id }) => [id, { kwh: amount(sums.get(id)!), missing: missing(sums.get(id)!) }]),
        ),
      );
    const kwh = resolve((row) => totalOf(row.kwh));
    const yuan = resolve((row) => totalOf(row.yuan));
    const kgCo2 = resolve((row) => row.kgCo2);
    const unpriced = resolve((row) => row.unpricedKwh);
    const meters = tree.meters.flatMap(({ id }): MeterEnergy[] => {
      const energy = kwh.get(id);
      if (!energy) return [];
      return [{ meter: id, ...energy, yuan: yuan.get(id)!.kwh, kgCo2: kgCo2.get(id)!.kwh }];
    });
    return {
      ...span,
      meters,
      imbalances: imbalances(tree, kwh, new Set(sums.keys())),
      unpricedKwh: unpriced.get(tree.root.id)?.kwh ?? 0,
      carbon: this.tables.carbonOf(span),
    };
  }

  /**
   * Machines' energy along some keys. Parts are those that left the machine when asked by meter, else those that left the
   * last station of their line, with everything that was scrapped on the way. @throws UnknownMeterError
   */
  async attribute(query: AttributionQuery): Promise<AttributionAnswer> {
    await this.settled();
    const machines = this.machinesOf(query);
    const span = await this.spanOf(query, machines);
    const rows = await this.attribution(span, machines, query.by);
    if (query.by.includes('meter')) return { ...span, rows };
    const last = machines.filter(({ equipment }) => this.isLast(equipment!));
    const parts = await this.attribution(span, last, query.by);
    const goodOf = new Map(parts.map((row) => [JSON.stringify(row.key), row.good]));
    return {
      ...span,
      rows: rows.map((row) => ({ ...row, good: goodOf.get(JSON.stringify(row.key)) ?? 0 })),
    };
  }

  /** One meter by quarters of an hour. @throws UnknownMeterError */
  async series(query: EnergySeriesQuery): Promise<EnergySeries> {
    await this.settled();
    const { tree } = this.tables;
    const meter = this.meterOf(query.meter);
    const { plus, minus } = leavesOf(tree, meter);
    const span = alignedSpan(query);
    const parts = this.machinesOf({ meter: meter.id })
      .filter(({ equipment }) => this.isLast(equipment!))
      .map(({ id }) => id);
    const weights = await this.weightsOf(span, plus);
    const rows = await this.store.series(span, { own: [meter.id], plus, minus, parts }, weights);
    const quarters = new Map<number, { own?: Known; plus?: Known; minus?: Known; good?: number }>();
    const members = { own: 1, plus: plus.length, minus: minus.length };
    for (const { group, from, kwh, knownS, good } of rows) {
      const quarter = quarters.get(from) ?? {};
      quarters.set(from, quarter);
      if (group === 'parts') {
        quarter.good = good;
        continue;
      }
      const name = group as keyof typeof members;
      quarter[name] = { kwh, known: knownS / ((members[name] * INTERVAL_MS) / 1000) };
    }
    const series: EnergySeries = {
      meter: meter.id,
      from: [],
      kwh: [],
      good: [],
      known: [],
      yuanPerKwh: [],
      period: [],
    };
    for (const [from, { own, plus: added, minus: taken, good = 0 }] of quarters) {
      const known = own ?? { kwh: (added?.kwh ?? 0) - (taken?.kwh ?? 0), known: added?.known ?? 0 };
      const price = this.tables.priceAt(from);
      series.from.push(from);
      series.kwh.push(known.kwh);
      series.good.push(good);
      series.known.push(Math.min(1, known.known));
      series.yuanPerKwh.push(price?.yuanPerKwh ?? null);
      series.period.push(price?.period ?? null);
    }
    return series;
  }

  /** How much each of some meters uses over a time, so that the mean is 1: a furnace that is silent is more of its site than a marker is. */
  private async weightsOf(
    range: { from: number; to: number },
    meters: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const rows = await this.store.attribute(
      { ...range, meters: [...meters] },
      ['meter'],
      this.tables.ratesOf,
    );
    const powers = rows
      .map(({ key, kwh, seconds }) => [key.meter!, totalOf(kwh) / totalOf(seconds)] as const)
      .filter(([, power]) => Number.isFinite(power) && power >= 0);
    const mean = powers.reduce((sum, [, power]) => sum + power, 0) / powers.length;
    return new Map(mean > 0 ? powers.map(([meter, power]) => [meter, power / mean]) : []);
  }

  /** @throws UnknownMeterError */
  meterOf(id: string): Meter {
    const meter = this.tables.tree.meter(id);
    if (!meter) throw unknownMeter(id);
    return meter;
  }

  private attribution(span: Span, meters: readonly Meter[], by: readonly AttributionKey[]) {
    const ids = meters.map(({ id }) => id);
    return this.store.attribute({ ...span, meters: ids }, by, this.tables.ratesOf);
  }

  private machinesOf({ line, meter }: { line?: string; meter?: string }): Meter[] {
    const { tree } = this.tables;
    if (line !== undefined && !this.index.line(line))
      throw new UnknownMeterError(`There is no line "${line}" in the plant files.`, 'not-in-plant', {
        what: line,
      });
    const top = meter === undefined ? undefined : this.meterOf(meter).id;
    const isBelow = (one: Meter): boolean =>
      one.id === top || (one.parent !== undefined && isBelow(tree.meter(one.parent)!));
    return tree.meters.filter(
      (one) =>
        one.level === 'machine' &&
        (line === undefined || one.line === line) &&
        (top === undefined || isBelow(one)),
    );
  }

  private isLast(equipment: string): boolean {
    const line = this.index.line(this.index.equipment(equipment)!.line)!;
    const last = line.stations.filter(({ inFlow }) => inFlow).at(-1);
    return last?.equipment.some((address) => address === equipment) ?? false;
  }

  /** Cut to what was ever recorded and to now, so that time before the first day is not called missing. */
  private async spanOf(query: Span, meters: readonly Meter[]): Promise<Span> {
    const { from, to } = alignedSpan(query);
    const since = (await this.store.since(meters.map(({ id }) => id))) ?? from;
    const until = Math.max(from, Math.min(to, this.now()));
    return { from: Math.min(until, Math.max(from, since)), to: until };
  }
}

interface Known {
  kwh: number;
  known: number;
}

function alignedSpan({ from, to }: Span): Span {
  return { from: intervalStart(from), to: intervalStart(to + INTERVAL_MS - 1) };
}
