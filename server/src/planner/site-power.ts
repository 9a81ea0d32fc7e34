import { leavesOf } from '@linetwin/energy';
import type { EnergyStore } from '../energy/energy-store.port.ts';
import type { EnergyTables } from '../energy/energy-tables.ts';
import { WHOLE_SHARE } from './ledger-records.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 96 * QUARTER_MS;
/** What the power of the rest of the plant is learned from. */
const LEARN_MS = 7 * DAY_MS;
/** Days in which a month has not seen all of its work yet. */
const YOUNG_DAYS = 7;

/** What the ledger says of the site beside the lines that are planned. */
export class SitePower {
  private readonly store: EnergyStore;
  private readonly tables: EnergyTables;
  private readonly now: () => number;

  constructor(parts: { store: EnergyStore; tables: EnergyTables; now: () => number }) {
    this.store = parts.store;
    this.tables = parts.tables;
    this.now = parts.now;
  }

  /** Mean power of everything that is not planned by quarter of the day; 0 where nothing is known. */
  async otherKw({
    lines,
    from,
    quarters,
  }: {
    lines: readonly string[];
    from: number;
    quarters: number;
  }): Promise<number[]> {
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
  async reachedKw(from: number): Promise<number | undefined> {
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
