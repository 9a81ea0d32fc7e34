import type { ModelIndex } from '@linetwin/model';
import { EnergyTables } from '../energy/energy-tables.ts';
import { readLineEnergy, type LineEnergyParts } from '../energy/line-energy.ts';
import { SqlEnergyStore } from '../energy/sql-energy-store.ts';
import type { RecordsDatabase } from '../records/records-database.ts';
import { SqlSavingStore } from '../savings/sql-saving-store.ts';

/** More than a line's rules propose in a day. */
const MAX_RECOMMENDATIONS = 500;

/** Energy of a line with what its measures saved, from the records. */
export function lineEnergyOf(index: ModelIndex, records: RecordsDatabase) {
  const savings = new SqlSavingStore(records);
  const parts: LineEnergyParts = {
    index,
    store: new SqlEnergyStore(records),
    tables: new EnergyTables(index.model),
    savedBy: async (line, { from, to }) => {
      const ended = await savings.list({ line, open: false, limit: MAX_RECOMMENDATIONS });
      return ended
        .filter(
          ({ endedAt, appliedAt }) =>
            appliedAt !== null && endedAt !== null && endedAt >= from && endedAt < to,
        )
        .map(({ measuredKwh }) => measuredKwh);
    },
  };
  return (line: string, span: { from: number; to: number }) => readLineEnergy(parts, line, span);
}
