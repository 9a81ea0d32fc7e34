import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import {
  MAX_IMPORT_PROBLEMS,
  type ImportPreview,
  type ImportProblem,
  type ImportRun,
  type RunSummary,
} from '@linetwin/contracts';
import { PlantClock, QUALITY_BAD, QUALITY_GOOD, type ModelIndex, type Signal } from '@linetwin/model';
import { DuckDbHistory } from '../history/duckdb-history.ts';
import { csvRows, instantOf, RunFileError } from './csv-rows.ts';
import type { RunFolder } from './run-folder.ts';
import { RunAlarmLog } from './run-alarms.ts';
import { RunFigureCounter } from './run-figures.ts';
import type { RunStore } from './run-store.port.ts';
import { ValueRecorder } from './value-recorder.ts';

const PREVIEW_ROWS = 8;
const TIME_HEADER = /时间|日期|time|date|stamp|^ts$/i;
const NOTHING_WRONG = new Set(['', '0', '0.0', 'false', 'normal', '正常']);
const MEMORY_MB = 96;

interface MappedColumn {
  at: number;
  name: string;
  signal: Signal;
  factor: number;
  offset: number;
}

/** Takes recordings from elsewhere as runs: first a look at the file, then its values under the signals that its columns are. */
export class RunImports {
  private readonly index: ModelIndex;
  private readonly store: RunStore;
  private readonly folder: RunFolder;
  private readonly version: string;
  private readonly now: () => number;
  private readonly makeRoom: () => Promise<void>;
  private busy = false;

  constructor(parts: {
    index: ModelIndex;
    store: RunStore;
    folder: RunFolder;
    version: string;
    makeRoom: () => Promise<void>;
    now?: () => number;
  }) {
    this.index = parts.index;
    this.store = parts.store;
    this.folder = parts.folder;
    this.version = parts.version;
    this.makeRoom = parts.makeRoom;
    this.now = parts.now ?? Date.now;
  }

  /** @throws RunFileError */
  async preview(text: string): Promise<ImportPreview> {
    const rows: string[][] = [];
    for await (const row of csvRows(text)) if (rows.push(row) > PREVIEW_ROWS) break;
    const [columns, ...body] = rows;
    if (!columns || body.length === 0) throw new RunFileError('The file needs a header line and rows.');
    return { columns, rows: body, timeColumn: columns.find((name) => TIME_HEADER.test(name)) ?? null };
  }

  /** Takes what is right of a file, and tells what is not, by row and column. @throws RunFileError */
  async import(request: ImportRun, by: string): Promise<RunSummary> {
    if (this.busy) throw new RunFileError('Another file is being imported; try again in a moment.');
    this.busy = true;
    const id = randomUUID();
    try {
      await this.makeRoom();
      await this.take(id, request, by);
    } catch (error) {
      await this.folder.remove(id);
      throw error;
    } finally {
      this.busy = false;
    }
    const { home: _home, ...run } = (await this.store.read(id))!;
    return { ...run, isHere: true };
  }

  private async take(id: string, request: ImportRun, by: string): Promise<void> {
    const { index, folder } = this;
    const signals = request.columns.map(({ signal }) => this.signalOf(signal));
    if (new Set(signals).size < signals.length)
      throw new RunFileError('Two columns are mapped to the same signal.');
    const lines = [...new Set(signals.map(({ equipment }) => index.equipment(equipment)!.line))];
    const alarms = new RunAlarmLog();
    const figures = new RunFigureCounter(index, lines, alarms);
    await folder.make(id);
    const history = new DuckDbHistory({ path: folder.values(id), memoryLimitMb: MEMORY_MB, threads: 1 });
    await history.start();
    const recorder = new ValueRecorder({ index, history, figures });
    let read: Awaited<ReturnType<typeof readRows>>;
    try {
      read = await readRows(request, signals, new PlantClock(index.model.site.timeZone), recorder);
      await recorder.flush();
      await history.sort();
      await alarms.write(folder.alarms(id));
    } finally {
      await history.stop();
    }
    const { beginAt, endAt, problems, refused, labels } = read;
    if (labels.length > 0) await writeFile(folder.labels(id), labels.join(''));
    const at = this.now();
    await this.store.add(
      {
        id,
        kind: 'imported',
        name: request.file,
        lines,
        seed: null,
        speed: null,
        cycleS: null,
        beginAt,
        endAt,
        scenario: null,
        branchOf: null,
        software: this.version,
        home: folder.home,
        by,
        askedAt: at,
      },
      null,
    );
    await this.store.end(id, {
      state: 'done',
      reason: null,
      detail: null,
      at,
      bytes: await folder.bytes(id),
      hasLabels: labels.length > 0,
      figures: figures.end(endAt, refused),
      found: { beginAt, endAt, lines, problems },
    });
  }

  private signalOf(address: string): Signal {
    const signal = this.index.signal(address);
    if (!signal) throw new RunFileError(`There is no signal "${address}" in the plant files.`);
    return signal;
  }
}

async function readRows(
  request: ImportRun,
  signals: readonly Signal[],
  clock: PlantClock,
  recorder: ValueRecorder,
) {
  const problems: ImportProblem[] = [];
  let refused = 0;
  const problem = (row: number, column: string, message: string) => {
    refused++;
    if (problems.length < MAX_IMPORT_PROBLEMS) problems.push({ row, column, message });
  };
  const toInstant = (local: number) => (request.zone === 'utc' ? local : clock.toInstant(local));
  const labels = new LabelSpans();
  let [beginAt, endAt, row] = [Infinity, -Infinity, 0];
  let timeAt = -1;
  let labelAt = -1;
  let columns: MappedColumn[] = [];
  for await (const cells of csvRows(request.text)) {
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
      problem(row, request.timeColumn, `"${(cells[timeAt] ?? '').slice(0, 40)}" is no time`);
      continue;
    }
    beginAt = Math.min(beginAt, time);
    endAt = Math.max(endAt, time);
    for (const column of columns) {
      const text = cells[column.at] ?? '';
      if (text === '') continue;
      const value = valueOf(text, column);
      if (Number.isNaN(value)) {
        problem(row, column.name, `"${text.slice(0, 40)}" is no number`);
        continue;
      }
      const [least, most] = column.signal.range;
      recorder.put(
        column.signal.index,
        time,
        value,
        value < least || value > most ? QUALITY_BAD : QUALITY_GOOD,
      );
    }
    if (labelAt >= 0) labels.put(time, cells[labelAt] ?? '');
    if (recorder.isFull) await recorder.flush();
  }
  if (recorder.newest === -Infinity) {
    const [first] = problems;
    throw new RunFileError(
      `Nothing of the file could be taken.${first ? ` Row ${first.row}, column "${first.column}": ${first.message}.` : ''}`,
    );
  }
  return { beginAt, endAt, problems, refused, labels: labels.lines };
}

function columnOf(header: readonly string[], name: string): number {
  const at = header.indexOf(name);
  if (at < 0) throw new RunFileError(`There is no column "${name}"; the header has: ${header.join(', ')}.`);
  return at;
}

/** A number, or the name of a value of a signal that has names. */
function valueOf(text: string, { signal, factor, offset }: MappedColumn): number {
  const named = signal.values?.indexOf(text) ?? -1;
  if (named >= 0) return named;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? factor * Number(text) + offset : NaN;
}

/** Stretches of rows with the same label, as the simulators write the true faults. */
class LabelSpans {
  readonly lines: string[] = [];
  private label = '';

  put(time: number, text: string): void {
    const label = NOTHING_WRONG.has(text.toLowerCase()) ? '' : text;
    if (label === this.label) return;
    if (this.label !== '') this.line('end', time, this.label, 0);
    if (label !== '') this.line('onset', time, label, null);
    this.label = label;
  }

  private line(event: string, time: number, fault: string, severity: number | null): void {
    this.lines.push(`${JSON.stringify({ event, time, fault, equipment: '', severity })}\n`);
  }
}
