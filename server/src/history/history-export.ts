import { createSampleBatch, type SampleBatch } from '@linetwin/contracts';
import { QUALITY_BAD, QUALITY_GOOD } from '@linetwin/model';
import type { HistoryStore } from './history.port.ts';

/** A signal with its unit, as it stands in a file. */
export interface ExportedSignal {
  address: string;
  unit: string;
}

export interface ExportRange {
  signals: readonly ExportedSignal[];
  /** ms since 1970 UTC, both ends included. */
  from: number;
  to: number;
}

/** Values that are asked of the store at once: a piece is in memory while it is written. */
const PIECE_ROWS = 20_000;

/** Values of signals, one signal after the other, in pieces whose `signal` points into the range's signals. At most `limit` values. */
export async function* piecesOf(
  history: HistoryStore,
  { signals, from, to }: ExportRange,
  limit: number,
): AsyncGenerator<SampleBatch> {
  let left = limit;
  for (const [position, { address }] of signals.entries()) {
    for (let next = from; next <= to && left > 0;) {
      const rows = Math.min(PIECE_ROWS, left);
      const values = await history.values({ signal: address, from: next, to, limit: rows });
      const { length } = values.time;
      if (length === 0) break;
      const piece = createSampleBatch(length);
      piece.length = length;
      piece.signal.fill(position);
      piece.time.set(values.time);
      piece.value.set(values.value);
      piece.quality.set(values.quality);
      yield piece;
      left -= length;
      if (length < rows) break;
      next = values.time[length - 1] + 1;
    }
  }
}

const HEAD = 'signal,unit,time,value,quality';

/**
 * CSV with a line for each value: address, unit, time (ISO 8601, UTC), value with a decimal point (none where it is no number),
 * and `good`, `uncertain` or `bad`. Begins with a mark that tells spreadsheets that it is UTF-8.
 */
export async function* csvOf(
  pieces: AsyncIterable<SampleBatch>,
  signals: readonly ExportedSignal[],
): AsyncGenerator<string> {
  yield `\uFEFF${HEAD}\r\n`;
  const prefixes = signals.map(({ address, unit }) => `${address},${quoted(unit)},`);
  for await (const { length, signal, time, value, quality } of pieces) {
    let lines = '';
    for (let i = 0; i < length; i++) {
      const shown = Number.isFinite(value[i]) ? value[i] : '';
      lines += `${prefixes[signal[i]]}${new Date(time[i]).toISOString()},${shown},${qualityName(quality[i])}\r\n`;
    }
    yield lines;
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function qualityName(quality: number): 'good' | 'uncertain' | 'bad' {
  return quality === QUALITY_GOOD ? 'good' : quality >= QUALITY_BAD ? 'bad' : 'uncertain';
}
