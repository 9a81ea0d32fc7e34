import { Readable } from 'node:stream';
import type { ImportText, ImportWords } from '@linetwin/contracts';
import { parse } from 'csv-parse';
import { englishOf } from './import-words.ts';

/** The file cannot be taken at all; the message, or its words in another language, go to whoever sent it. */
export class RunFileError extends Error {
  override name = 'RunFileError';
  readonly words: ImportWords;

  constructor(text: ImportText, values: ImportWords['values'] = {}) {
    const words = { text, values };
    super(englishOf(words));
    this.words = words;
  }
}

const SLICE_CHARACTERS = 1 << 16;

/**
 * Rows of a CSV text with comma, semicolon or tab, slice by slice, so that others get their turn.
 *
 * @throws RunFileError
 */
export async function* csvRows(text: string): AsyncGenerator<string[]> {
  const head = text.slice(0, 2000).split('\n', 1)[0];
  const delimiter = [',', ';', '\t'].reduce((best, one) =>
    head.split(one).length > head.split(best).length ? one : best,
  );
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: false,
    trim: true,
  });
  Readable.from(slicesOf(text)).pipe(parser);
  try {
    for await (const row of parser) yield row as string[];
  } catch (error) {
    throw new RunFileError('no-csv', { detail: (error as Error).message });
  }
}

function* slicesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += SLICE_CHARACTERS)
    yield text.slice(from, from + SLICE_CHARACTERS);
}

/** Year, month, day, hour, minute, second, part of a second, zone. */
const TIME =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;
/** Numbers from here on are milliseconds since 1970, those below seconds. */
const LEAST_MS = 1e11;

/**
 * Instant of a written time: ISO 8601, or a number of seconds or milliseconds since 1970.
 *
 * @param toInstant takes ms of a time without a zone to ms since 1970 UTC
 * @returns ms since 1970 UTC; NaN for what is no time
 */
export function instantOf(text: string, toInstant: (local: number) => number): number {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.round(number < LEAST_MS ? number * 1000 : number);
  }
  const match = TIME.exec(text);
  if (!match) return NaN;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const local =
    Date.UTC(year, month - 1, day, hour, minute, second) + Math.round(Number(match[7] ?? 0) * 1000);
  const written = new Date(Date.UTC(year, month - 1, day));
  // The 31st of a month of 30 days would roll on to the next.
  if (written.getUTCDate() !== day || written.getUTCMonth() !== month - 1) return NaN;
  if (hour > 23 || minute > 59 || second > 59) return NaN;
  const zone = match[8];
  if (zone === undefined) return toInstant(local);
  if (zone === 'Z') return local;
  const digits = zone.slice(1).replace(':', '');
  const offset = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return local - (zone.startsWith('-') ? -1 : 1) * offset * 60_000;
}
