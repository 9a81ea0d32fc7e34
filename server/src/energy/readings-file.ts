import type { ErrorAnswer, ReadingsRefusal } from '@linetwin/contracts';
import type { PlantClock, ReadingRow } from '@linetwin/energy';
import { parse } from 'csv-parse/sync';

/** A file that holds no readings; the message says what was looked for, and goes to whoever sent it. */
export class ReadingsFileError extends Error {
  override name = 'ReadingsFileError';
  readonly words: NonNullable<ErrorAnswer['words']>;

  constructor(message: string, text: ReadingsRefusal, values: Record<string, string | number> = {}) {
    super(message);
    this.words = { text, values };
  }
}

/** A year of readings every five minutes. */
const MAX_ROWS = 110_000;

interface ColumnKind {
  like: RegExp;
  what: string;
  /** Headers that would be found. */
  examples: string;
  refusal: ReadingsRefusal;
}
const TIME: ColumnKind = {
  like: /时间|日期|time|date|stamp/i,
  what: 'times',
  examples: '时间 or time',
  refusal: 'no-time-column',
};
const VALUE: ColumnKind = {
  like: /电量|示数|读数|正向有功|有功|kwh|energy|reading|value|register/i,
  what: 'values',
  examples: '电量, 示数 or kWh',
  refusal: 'no-value-column',
};

export interface ReadingsFile {
  rows: ReadingRow[];
  timeColumn: string;
  valueColumn: string;
}

/**
 * Rows of a CSV file of a meter. Times without a zone are those of the plant, in one column or as a
 * day and a time of day; 24:00 is the end of its day. Separators
 * comma, semicolon and tab are known, and numbers with thousands separators, with a decimal comma or in quotes.
 *
 * @throws ReadingsFileError
 */
export function readReadingsFile(
  text: string,
  clock: PlantClock,
  columns: { time?: string; value?: string },
): ReadingsFile {
  const delimiter = delimiterOf(text);
  const records = parseCsv(text, delimiter);
  const [header, ...body] = records;
  if (!header || body.length === 0)
    throw new ReadingsFileError('The file needs a header line and a row for each reading.', 'no-rows');
  if (body.length > MAX_ROWS)
    throw new ReadingsFileError(
      `The file has more than ${MAX_ROWS} rows; import it in parts.`,
      'too-many-rows',
      { most: MAX_ROWS },
    );
  const time = columnOf(header.record, columns.time, TIME);
  const clockColumn = columns.time === undefined ? clockBeside(header.record, body[0].record, time) : -1;
  const value = columnOf(header.record, columns.value, VALUE);
  const isDecimal = hasDecimalComma(
    body.map(({ record }) => record[value] ?? ''),
    delimiter,
  );
  return {
    timeColumn:
      clockColumn < 0 ? header.record[time] : `${header.record[time]} ${header.record[clockColumn]}`,
    valueColumn: header.record[value],
    rows: body.map(({ record, line }) => ({
      line,
      time: readTime(`${record[time] ?? ''} ${record[clockColumn] ?? ''}`.trim(), clock),
      value: readNumber(record[value] ?? '', isDecimal),
    })),
  };
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 2000).split('\n', 1)[0];
  return [',', ';', '\t'].reduce((best, one) =>
    head.split(one).length > head.split(best).length ? one : best,
  );
}

function parseCsv(text: string, delimiter: string): { record: string[]; line: number }[] {
  try {
    const found = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: MAX_ROWS + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return found.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    const { message } = error as Error;
    throw new ReadingsFileError(`The file is no CSV: ${message}.`, 'no-csv', { detail: message });
  }
}

function columnOf(header: readonly string[], wanted: string | undefined, kind: ColumnKind): number {
  const found =
    wanted === undefined ? header.findIndex((name) => kind.like.test(name)) : header.indexOf(wanted);
  if (found >= 0) return found;
  const columns = header.join(', ');
  if (wanted !== undefined)
    throw new ReadingsFileError(`There is no column "${wanted}"; the header has: ${columns}.`, 'no-column', {
      wanted,
      columns,
    });
  throw new ReadingsFileError(
    `No column looks like ${kind.what}: call it ${kind.examples} in the first line, which has: ${columns}.`,
    kind.refusal,
    { columns },
  );
}

/** Column of the time of day beside one that holds days only, as many meter programs write them; -1 without one. */
function clockBeside(header: readonly string[], first: readonly string[], day: number): number {
  if (!/^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(first[day] ?? '')) return -1;
  return header.findIndex(
    (name, i) => i !== day && TIME.like.test(name) && /^\d{1,2}[:：]\d{2}/.test(first[i] ?? ''),
  );
}

/** Year, month, day, hour, minute, second, zone; separators as programs and people in China and elsewhere write them. */
const WRITTEN_TIME =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** Instant of a written time, ms since 1970 UTC; NaN for what is no time. */
function readTime(text: string, clock: PlantClock): number {
  const match = WRITTEN_TIME.exec(text);
  if (!match) return NaN;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const written = new Date(local);
  // The 31st of a month of 30 days would roll on to the next; only 24:00 may.
  if (month > 12 || minute > 59 || second > 59 || hour > 24 || (hour === 24 && minute + second > 0))
    return NaN;
  if (hour < 24 && (written.getUTCDate() !== day || written.getUTCMonth() !== month - 1)) return NaN;
  const zone = match[7];
  if (zone === undefined) return clock.toInstant(local);
  if (zone === 'Z') return local;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return local - sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

const GROUPED = /^[+-]?\d{1,3}(,\d{3})+$/;

/** Whether the comma of a column stands before decimals, as programs write that separate columns by something else, or between thousands. */
function hasDecimalComma(values: readonly string[], delimiter: string): boolean {
  const withComma = values.filter((text) => text.includes(','));
  if (withComma.some((text) => text.includes('.')))
    return withComma.some((text) => text.lastIndexOf(',') > text.lastIndexOf('.'));
  if (withComma.some((text) => !GROUPED.test(text))) return true;
  // "14,040" alone says nothing: where every value has one comma, a semicolon between columns does.
  return delimiter === ';' && withComma.length === values.length && withComma.length > 0;
}

function readNumber(text: string, isDecimalComma: boolean): number {
  const plain = isDecimalComma ? text.replace(/[\s.]/g, '').replace(',', '.') : text.replace(/[\s,，]/g, '');
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}
