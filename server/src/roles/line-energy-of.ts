import type { ModelIndex } from '@linetwin/model';
import { EnergyTables } from '../energy/energy-tables.ts';
import { readLineEnergy, type LineEnergyParts } from '../energy/line-energy.ts';
import { SqlEnergyStore } from '../energy/sql-energy-store.ts';
import type { RecordsDatabase } from '../records/records-database.ts';
import { SqlSavingStore } from '../savings/sql-saving-store.ts';

/** Energy of a line with what its measures saved, from the records. */
export function lineEnergyOf(index: ModelIndex, records: RecordsDatabase) {
  const savings = new SqlSavingStore(records);
  const parts: LineEnergyParts = {
    index,
    store: new SqlEnergyStore(records),
    tables: new EnergyTables(index.model),
    savedIn: (line, span) => savings.savedIn(line, span),
  };
  return (line: string, span: { from: number; to: number }) => readLineEnergy(parts, line, span);
}
