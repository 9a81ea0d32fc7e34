import { attribute, intervalStart, totalOf, type Attribution, type AttributionKey } from '@linetwin/energy';
import {
  EnergyStore,
  intervalKey,
  type EnergyRange,
  type IntervalEnergy,
  type MeterImport,
  type ProductParts,
  type RatesOf,
  type StoredInterval,
} from './energy-store.port.ts';

/** The ledger in memory, for tests. */
export class InMemoryEnergyStore extends EnergyStore {
  private readonly intervals = new Map<string, StoredInterval>();
  private readonly notes: MeterImport[] = [];

  async keep(intervals: readonly StoredInterval[]): Promise<void> {
    for (const one of intervals) {
      const known = this.intervals.get(intervalKey(one));
      if (!known || one.mark.time >= known.mark.time)
        this.intervals.set(intervalKey(one), structuredClone(one));
    }
  }

  async books(line: string): Promise<StoredInterval[]> {
    const newest = new Map<string, number>();
    const own = [...this.intervals.values()].filter((one) => one.line === line);
    for (const { meter, mark } of own) newest.set(meter, Math.max(newest.get(meter) ?? 0, mark.time));
    return structuredClone(own.filter((one) => one.from === intervalStart(newest.get(one.meter)!)));
  }

  async attribute(
    range: EnergyRange,
    by: readonly AttributionKey[],
    ratesOf: RatesOf,
  ): Promise<Attribution[]> {
    return attribute(this.within(range), by, ratesOf);
  }

  async series(
    range: Omit<EnergyRange, 'meters'>,
    groups: Readonly<Record<string, readonly string[]>>,
    weights: ReadonlyMap<string, number> = new Map(),
  ): Promise<IntervalEnergy[]> {
    const sums = new Map<string, IntervalEnergy>();
    for (const [group, meters] of Object.entries(groups)) {
      for (const one of this.within({ ...range, meters })) {
        const key = `${group} ${one.from}`;
        const sum = sums.get(key) ?? {
          group,
          from: one.from,
          kwh: 0,
          knownS: 0,
          good: 0,
          productiveS: 0,
          standbyS: 0,
        };
        sum.kwh += totalOf(one.kwh);
        sum.knownS += totalOf(one.seconds) * (weights.get(one.meter) ?? 1);
        sum.good += one.good;
        sum.productiveS += one.seconds.productive;
        sum.standbyS += one.seconds.standby;
        sums.set(key, sum);
      }
    }
    return [...sums.values()].sort((a, b) => a.from - b.from || (a.group < b.group ? -1 : 1));
  }

  async products(
    range: Omit<EnergyRange, 'meters'>,
    groups: Readonly<Record<string, readonly string[]>>,
  ): Promise<ProductParts[]> {
    const sums = new Map<string, ProductParts>();
    for (const [group, meters] of Object.entries(groups))
      for (const { from, product, good } of this.within({ ...range, meters })) {
        if (good <= 0) continue;
        const key = JSON.stringify([group, from, product]);
        const sum = sums.get(key) ?? { group, from, product, good: 0 };
        sum.good += good;
        sums.set(key, sum);
      }
    const keyOf = ({ group, product }: ProductParts) => `${group}\u0000${product}`;
    return [...sums.values()].sort((a, b) => a.from - b.from || (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  async since(meters: readonly string[]): Promise<number | undefined> {
    const begins = this.within({ from: -Infinity, to: Infinity, meters }).map(({ from }) => from);
    return begins.length > 0 ? Math.min(...begins) : undefined;
  }

  async import(note: MeterImport, intervals: readonly StoredInterval[]): Promise<void> {
    for (const [key, { meter, from }] of this.intervals)
      if (meter === note.meter && from >= note.from && from < note.to) this.intervals.delete(key);
    for (const one of intervals) this.intervals.set(intervalKey(one), structuredClone(one));
    this.notes.push(structuredClone(note));
  }

  async imports(limit: number): Promise<MeterImport[]> {
    return structuredClone(this.notes.toSorted((a, b) => b.at - a.at).slice(0, limit));
  }

  private within({ from, to, meters }: EnergyRange): StoredInterval[] {
    const wanted = new Set(meters);
    return [...this.intervals.values()].filter(
      (one) => wanted.has(one.meter) && one.from >= from && one.from < to,
    );
  }
}
