import { addProduction, noProduction } from '@linetwin/kpi';
import {
  newestWords,
  ProductionStore,
  type MachineSums,
  type ProductionRange,
  type ProductionWords,
  type StopExplanation,
  type StopRange,
  type StoredStop,
  type SumKey,
} from './production-store.port.ts';

/** The ledger in memory, for tests. */
export class InMemoryProductionStore extends ProductionStore {
  private words: ProductionWords = { intervals: [], stops: [] };
  private readonly explanations = new Map<string, StopExplanation>();

  async keep(words: ProductionWords): Promise<void> {
    const copy = structuredClone(words);
    this.words = newestWords({
      intervals: [...this.words.intervals, ...copy.intervals],
      stops: [...this.words.stops, ...copy.stops],
    });
  }

  async books(line: string): Promise<ProductionWords> {
    const own = this.words.intervals.filter((one) => one.line === line);
    const newest = new Map<string, number>();
    for (const { machine, from } of own) newest.set(machine, Math.max(newest.get(machine) ?? 0, from));
    return structuredClone({
      intervals: own.filter(({ machine, from }) => newest.get(machine) === from),
      stops: this.words.stops.filter((one) => one.line === line && one.to === null),
    });
  }

  async sums(
    range: ProductionRange,
    by: readonly SumKey[],
    edges: readonly number[] = [],
  ): Promise<MachineSums[]> {
    const groups = new Map<string, MachineSums>();
    for (const one of this.words.intervals) {
      if (one.from < range.from || one.from >= range.to) continue;
      if (range.line !== undefined && one.line !== range.line) continue;
      const bucket = edges.length === 0 ? 0 : edges.filter((edge) => edge <= one.from).length - 1;
      const named = (key: SumKey) => (by.includes(key) ? one[key] : '');
      const key = {
        machine: one.machine,
        product: named('product'),
        order: named('order'),
        shift: named('shift'),
      };
      const id = [key.machine, key.product, key.order, key.shift, bucket].join('\u0000');
      const group = groups.get(id) ?? { ...key, bucket, sums: noProduction() };
      addProduction(group.sums, one);
      groups.set(id, group);
    }
    return [...groups.values()].sort((a, b) => (a.machine < b.machine ? -1 : 1));
  }

  async stops(
    { from, to, line, machine, classes, reasons }: StopRange,
    limit: number,
  ): Promise<StoredStop[]> {
    return this.words.stops
      .filter(
        (stop) =>
          stop.from < to &&
          (stop.to ?? Infinity) > from &&
          (line === undefined || stop.line === line) &&
          (machine === undefined || stop.machine === machine) &&
          (!classes || classes.includes(stop.class)) &&
          (!reasons || reasons.includes(this.stored(stop).explanation?.reason ?? '')),
      )
      .sort((a, b) => b.from - a.from)
      .slice(0, limit)
      .map((stop) => this.stored(stop));
  }

  async explain(
    machine: string,
    from: number,
    explanation: StopExplanation,
  ): Promise<StoredStop | undefined> {
    const stop = this.words.stops.find((one) => one.machine === machine && one.from === from);
    if (!stop) return undefined;
    this.explanations.set(`${machine} ${from}`, explanation);
    return this.stored(stop);
  }

  private stored(stop: Omit<StoredStop, 'explanation'>): StoredStop {
    const explanation = this.explanations.get(`${stop.machine} ${stop.from}`) ?? null;
    return structuredClone({ ...stop, explanation });
  }
}
