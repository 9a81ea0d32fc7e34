import type { IndicatorRow, ProductionAnswer } from '@linetwin/contracts';
import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';

type Cell = string | number | null;

/** Columns of an export, with the symbols of ISO 22400-2; times by the clock of the plant, durations in seconds. */
const COLUMNS: readonly (keyof IndicatorRow)[] = [
  'line',
  'machine',
  'product',
  'order',
  'shift',
  'from',
  'to',
  'oee',
  'availability',
  'effectiveness',
  'qualityRatio',
  'nee',
  'PQ',
  'GQ',
  'SQ',
  'RQ',
  'FE',
  'microStops',
  'microStopS',
  'PRI',
  'PBT',
  'AUBT',
  'AUPT',
  'APT',
  'AUST',
  'ADET',
  'ADOT',
  'allocationEfficiency',
  'utilisationEfficiency',
  'technicalEfficiency',
  'setupRatio',
  'throughputRate',
  'scrapRatio',
  'reworkRatio',
  'firstPassYield',
  'mtbfS',
  'mttrS',
  'meanRepairS',
  'coverage',
];

function table({ from, to, rows }: ProductionAnswer, timeZone: string): Cell[][] {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return rows.map((row) =>
    COLUMNS.map((name) => {
      const value = name === 'from' ? (row.from ?? from) : name === 'to' ? (row.to ?? to) : row[name];
      if (value === undefined || value === null) return null;
      return name === 'from' || name === 'to' ? clock.format(value as number) : value;
    }),
  );
}

/** What a file is called: the line, and the plant's day on which its time begins. */
export function productionFileName(
  what: 'production' | 'report',
  line: string,
  from: number,
  timeZone: string,
): string {
  return `linetwin-${what}-${line}-${new Intl.DateTimeFormat('sv-SE', { timeZone }).format(from)}`;
}

/** Comma-separated values in UTF-8 with a byte-order mark, which spreadsheets need to read Chinese. */
export function indicatorsCsv(answer: ProductionAnswer, timeZone: string): string {
  const rows = [COLUMNS as readonly Cell[], ...table(answer, timeZone)];
  return stringify(rows as Cell[][], { bom: true, record_delimiter: 'windows', escape_formulas: true });
}

/** A workbook with one sheet. Empty cells are figures that there is nothing to divide by for. */
export async function indicatorsXlsx(answer: ProductionAnswer, timeZone: string): Promise<Buffer> {
  const head = COLUMNS.map((value) => ({ value: String(value), fontWeight: 'bold' as const }));
  const body = table(answer, timeZone).map((row) => row.map((value) => (value === null ? null : { value })));
  return writeXlsxFile([head, ...body], { stickyRowsCount: 1 }).toBuffer();
}
