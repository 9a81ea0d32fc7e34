import type { Equipment } from '@linetwin/model';
import type { EnergyStore } from '../energy/energy-store.port.ts';
import type { EnergyTables } from '../energy/energy-tables.ts';
import type { LineRecord } from './line-powers.ts';

const QUARTER_MS = 900_000;
const QUARTER_S = 900;
/** What powers and pace are learned from. */
const LEARN_MS = 7 * 96 * QUARTER_MS;
/** A quarter of which less is known is no measured one. */
export const WHOLE_SHARE = 0.95;

/** What the plant's own ledger says of some machines. */
export class LedgerRecords {
  private readonly store: EnergyStore;
  private readonly tables: EnergyTables;
  private readonly now: () => number;

  constructor(parts: { store: EnergyStore; tables: EnergyTables; now: () => number }) {
    this.store = parts.store;
    this.tables = parts.tables;
    this.now = parts.now;
  }

  /**
   * @param counted machines whose good parts are the output
   * @param partsPerPiece how many of them are one finished piece
   */
  async of(
    machines: readonly Equipment[],
    counted: readonly Equipment[],
    partsPerPiece = 1,
  ): Promise<LineRecord> {
    const to = this.now();
    const range = { from: to - LEARN_MS, to };
    const ids = this.metersOf(machines);
    const rows = await this.store.attribute({ ...range, meters: ids }, ['meter'], this.tables.ratesOf);
    const series = await this.store.series(range, { all: ids, parts: this.metersOf(counted) });
    const quarters = new Map<number, { kwh: number; good: number }>();
    for (const { group, from, kwh, good, knownS } of series) {
      const quarter = quarters.get(from) ?? { kwh: 0, good: 0 };
      quarters.set(from, quarter);
      if (group === 'parts') quarter.good = good / partsPerPiece;
      // A quarter that is known in part says too little.
      else quarter.kwh = knownS >= WHOLE_SHARE * ids.length * QUARTER_S ? kwh : NaN;
    }
    const equipmentOf = new Map(this.tables.tree.meters.map(({ id, equipment }) => [id, equipment!]));
    return {
      byMachine: new Map(rows.map((row) => [equipmentOf.get(row.key.meter)!, row])),
      quarters: [...quarters.values()].filter(({ kwh }) => Number.isFinite(kwh)),
    };
  }

  /** Good parts of some machines together by quarter of an hour, of quarters that are over and known. */
  async goodByQuarter(
    machines: readonly Equipment[],
    from: number,
    to: number,
  ): Promise<Map<number, number>> {
    const all = this.metersOf(machines);
    const rows = await this.store.series({ from, to }, { all });
    const isWhole = (begin: number, knownS: number) =>
      begin + QUARTER_MS <= this.now() && knownS >= WHOLE_SHARE * all.length * QUARTER_S;
    return new Map(rows.filter((row) => isWhole(row.from, row.knownS)).map((row) => [row.from, row.good]));
  }

  private metersOf(machines: readonly Equipment[]): string[] {
    const addresses = new Set<string>(machines.map(({ address }) => address));
    return this.tables.tree.meters
      .filter(({ level, equipment }) => level === 'machine' && addresses.has(equipment!))
      .map(({ id }) => id);
  }
}
