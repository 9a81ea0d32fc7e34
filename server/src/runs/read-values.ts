import type { Recording } from '@linetwin/contracts';
import { QUALITY_BAD, QUALITY_GOOD, QUALITY_UNCERTAIN, type ModelIndex } from '@linetwin/model';
import { instantOf } from './csv-rows.ts';
import {
  columnOf,
  shortly,
  valueOf,
  type FoundInRecording,
  type ImportProblems,
} from './recording-reader.ts';
import { recordingRows } from './recording-rows.ts';
import type { ValueRecorder } from './value-recorder.ts';

const QUALITIES: Record<string, number> = {
  good: QUALITY_GOOD,
  uncertain: QUALITY_UNCERTAIN,
  bad: QUALITY_BAD,
};

/** Columns of an export of history, one value a row. */
export const VALUE_COLUMNS = ['signal', 'unit', 'time', 'value', 'quality'] as const;

/** Whether a header is that of an export of history. */
export function isValueHeader(header: readonly string[]): boolean {
  return VALUE_COLUMNS.every((name) => header.includes(name));
}

/** @returns also the lines that it has values of @throws RunFileError when nothing of it could be taken */
export async function readValues(
  recording: Recording,
  index: ModelIndex,
  parts: { recorder: ValueRecorder; problems: ImportProblems },
): Promise<FoundInRecording & { lines: string[] }> {
  const { recorder, problems } = parts;
  let row = 0;
  let at: Record<(typeof VALUE_COLUMNS)[number], number> | undefined;
  let [beginAt, endAt] = [Infinity, -Infinity];
  const machines = new Set<string>();
  const taken: [signal: number, time: number, value: number, quality: number][] = [];
  const put = async (one: (typeof taken)[number]) => {
    recorder.put(...one);
    if (recorder.isFull) await recorder.flush();
  };
  for await (const cells of recordingRows(recording, 'time')) {
    row++;
    if (!at) {
      const header = cells;
      at = Object.fromEntries(VALUE_COLUMNS.map((name) => [name, columnOf(header, name)])) as Record<
        (typeof VALUE_COLUMNS)[number],
        number
      >;
      continue;
    }
    if (cells.length === 1 && cells[0] === '') continue;
    const cell = (name: (typeof VALUE_COLUMNS)[number]) => cells[at![name]] ?? '';
    const signal = index.signal(cell('signal'));
    // Times of an export are in UTC.
    const time = instantOf(cell('time'), (local) => local);
    const quality = QUALITIES[cell('quality')];
    const isAbsent = cell('value') === '' && quality === QUALITY_BAD;
    const value = !signal || isAbsent ? NaN : valueOf(cell('value'), signal);
    if (!signal) problems.add(row, 'signal', 'no-signal', { text: shortly(cell('signal')) });
    else if (cell('unit') !== signal.unit)
      problems.add(row, 'unit', 'wrong-unit', { text: shortly(cell('unit')), unit: signal.unit });
    else if (Number.isNaN(time)) problems.add(row, 'time', 'no-time', { text: shortly(cell('time')) });
    else if (quality === undefined)
      problems.add(row, 'quality', 'no-quality', { text: shortly(cell('quality')) });
    else if (Number.isNaN(value) && !isAbsent)
      problems.add(row, 'value', 'no-number', { text: shortly(cell('value')) });
    else {
      beginAt = Math.min(beginAt, time);
      endAt = Math.max(endAt, time);
      machines.add(signal.equipment);
      // A Parquet file was put in order of time as it was read; a CSV file is small enough to wait for.
      if (recording.format === 'csv') taken.push([signal.index, time, value, quality]);
      else await put([signal.index, time, value, quality]);
    }
  }
  taken.sort((a, b) => a[1] - b[1]);
  for (const one of taken) await put(one);
  if (recorder.newest === -Infinity) throw problems.nothingTaken();
  const lines = [...new Set([...machines].map((machine) => index.equipment(machine)!.line))];
  return { beginAt, endAt, labels: [], lines };
}
