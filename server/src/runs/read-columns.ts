import type { ImportColumns } from '@linetwin/contracts';
import type { Signal } from '@linetwin/model';
import { instantOf } from './csv-rows.ts';
import { LabelSpans } from './label-spans.ts';
import {
  columnOf,
  qualityOf,
  shortly,
  valueOf,
  type FoundInRecording,
  type ImportProblems,
} from './recording-reader.ts';
import { recordingRows } from './recording-rows.ts';
import type { ValueRecorder } from './value-recorder.ts';

interface MappedColumn {
  at: number;
  name: string;
  signal: Signal;
  factor: number;
  offset: number;
}

/**
 * Puts the values of a recording that has a column for each signal.
 *
 * @param signals of the mapped columns, in their order
 * @param toInstant takes ms of a time without a zone to ms since 1970 UTC
 * @throws RunFileError when nothing of it could be taken
 */
export async function readColumns(
  request: ImportColumns,
  signals: readonly Signal[],
  parts: { toInstant: (local: number) => number; recorder: ValueRecorder; problems: ImportProblems },
): Promise<FoundInRecording> {
  const { toInstant, recorder, problems } = parts;
  const labels = new LabelSpans();
  let [beginAt, endAt, row] = [Infinity, -Infinity, 0];
  let timeAt = -1;
  let labelAt = -1;
  let columns: MappedColumn[] = [];
  for await (const cells of recordingRows(request.recording)) {
    row++;
    if (row === 1) {
      timeAt = columnOf(cells, request.timeColumn);
      labelAt = request.labelColumn === undefined ? -1 : columnOf(cells, request.labelColumn);
      columns = request.columns.map(({ column, factor, offset }, i) => ({
        at: columnOf(cells, column),
        name: column,
        signal: signals[i],
        factor,
        offset,
      }));
      continue;
    }
    if (cells.length === 1 && cells[0] === '') continue;
    const time = instantOf(cells[timeAt] ?? '', toInstant);
    if (Number.isNaN(time)) {
      problems.add(row, request.timeColumn, 'no-time', { text: shortly(cells[timeAt] ?? '') });
      continue;
    }
    beginAt = Math.min(beginAt, time);
    endAt = Math.max(endAt, time);
    for (const { at, name, signal, factor, offset } of columns) {
      const text = cells[at] ?? '';
      if (text === '') continue;
      const value = valueOf(text, signal, factor, offset);
      if (Number.isNaN(value)) problems.add(row, name, 'no-number', { text: shortly(text) });
      else recorder.put(signal.index, time, value, qualityOf(value, signal));
    }
    if (labelAt >= 0) labels.put(time, cells[labelAt] ?? '');
    if (recorder.isFull) await recorder.flush();
  }
  if (recorder.newest === -Infinity) throw problems.nothingTaken();
  return { beginAt, endAt, labels: labels.lines };
}
