import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { ImportPreview, ImportRun, Recording, RunSummary } from '@linetwin/contracts';
import { PlantClock, type ModelIndex, type Signal } from '@linetwin/model';
import { DuckDbHistory } from '../history/duckdb-history.ts';
import { RunFileError } from './csv-rows.ts';
import { readColumns } from './read-columns.ts';
import { isValueHeader, readValues } from './read-values.ts';
import { ImportProblems, type FoundInRecording } from './recording-reader.ts';
import { recordingRows } from './recording-rows.ts';
import type { RunFolder } from './run-folder.ts';
import { RunAlarmLog } from './run-alarms.ts';
import { RunFigureCounter } from './run-figures.ts';
import type { RunStore } from './run-store.port.ts';
import { ValueRecorder } from './value-recorder.ts';

const PREVIEW_ROWS = 8;
const TIME_HEADER = /时间|日期|time|date|stamp|^ts$/i;
const MEMORY_MB = 96;

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
  async preview(recording: Recording): Promise<ImportPreview> {
    const rows: string[][] = [];
    for await (const row of recordingRows(recording)) if (rows.push(row) > PREVIEW_ROWS) break;
    const [columns, ...body] = rows;
    if (!columns || body.length === 0) throw new RunFileError('no-rows');
    return {
      columns,
      rows: body,
      timeColumn: columns.find((name) => TIME_HEADER.test(name)) ?? null,
      layout: isValueHeader(columns) ? 'values' : 'columns',
    };
  }

  /** Takes what is right of a file, and tells what is not, by row and column. @throws RunFileError */
  async import(request: ImportRun, by: string): Promise<RunSummary> {
    if (this.busy) throw new RunFileError('busy');
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
    const signals = request.layout === 'columns' ? this.signalsOf(request.columns) : [];
    let lines = [...new Set(signals.map(({ equipment }) => index.equipment(equipment)!.line))];
    const alarms = new RunAlarmLog();
    const figures = new RunFigureCounter(
      index,
      // Of an export only its rows tell the lines.
      request.layout === 'columns' ? lines : index.model.lines.map(({ id }) => id),
      alarms,
    );
    await folder.make(id);
    const history = new DuckDbHistory({ path: folder.values(id), memoryLimitMb: MEMORY_MB, threads: 1 });
    await history.start();
    const recorder = new ValueRecorder({ index, history, figures });
    const problems = new ImportProblems();
    let found: FoundInRecording;
    try {
      if (request.layout === 'columns') {
        const clock = new PlantClock(index.model.site.timeZone);
        const toInstant = (local: number) => (request.zone === 'utc' ? local : clock.toInstant(local));
        found = await readColumns(request, signals, { toInstant, recorder, problems });
      } else {
        const read = await readValues(request.recording, index, { recorder, problems });
        lines = read.lines;
        found = read;
      }
      await recorder.flush();
      await history.sort();
      await alarms.write(folder.alarms(id));
    } finally {
      await history.stop();
    }
    const { beginAt, endAt, labels } = found;
    if (labels.length > 0) await writeFile(folder.labels(id), labels.join(''));
    const counted = figures.end(endAt, problems.count);
    counted.lines = counted.lines.filter(({ line }) => lines.includes(line));
    counted.silent = counted.silent!.filter((machine) => lines.includes(index.equipment(machine)!.line));
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
      figures: counted,
      found: { beginAt, endAt, lines, problems: problems.first },
    });
  }

  private signalsOf(columns: readonly { signal: string }[]): Signal[] {
    const signals = columns.map(({ signal }) => this.signalOf(signal));
    if (new Set(signals).size < signals.length) throw new RunFileError('same-signal');
    return signals;
  }

  private signalOf(address: string): Signal {
    const signal = this.index.signal(address);
    if (!signal) throw new RunFileError('unknown-signal', { text: address });
    return signal;
  }
}
