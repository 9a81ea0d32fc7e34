import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MAX_EXPORTED_VALUES, type ExportFormat } from '@linetwin/contracts';
import { csvOf, piecesOf, type ExportRange } from './history-export.ts';
import type { HistoryStore } from './history.port.ts';
import { writeParquet } from './parquet-file.ts';
import { Refusal } from '../platform/in-words.ts';

/** Files that are made at once; each holds a core and a part of the memory. */
const MAX_AT_ONCE = 2;

/** The file would hold too much; the message goes to whoever asked. */
export class ExportTooLargeError extends Refusal {
  override name = 'ExportTooLargeError';
}

/** Others have their files made just now. */
export class ExportsBusyError extends Refusal {
  override name = 'ExportsBusyError';
}

export interface ExportedFile {
  content: Readable;
  /** Length where it is known before it is sent. */
  bytes?: number;
}

/** Values of signals as files. */
export class HistoryExportService {
  private readonly history: HistoryStore;
  private readonly maxValues: number;
  private running = 0;

  constructor(history: HistoryStore, maxValues = MAX_EXPORTED_VALUES) {
    this.history = history;
    this.maxValues = maxValues;
  }

  /** @param from where the values are kept, when not in the plant's history @throws ExportTooLargeError, ExportsBusyError */
  async export(range: ExportRange, format: ExportFormat, from = this.history): Promise<ExportedFile> {
    if (this.running >= MAX_AT_ONCE)
      throw new ExportsBusyError(
        `${MAX_AT_ONCE} exports are being made already; try again in a minute.`,
        'exports-busy',
        { count: MAX_AT_ONCE },
      );
    this.running++;
    let isOver = false;
    const over = () => {
      if (!isOver) this.running--;
      isOver = true;
    };
    try {
      await this.check(range, from);
      const file = format === 'csv' ? this.csv(range, from) : await this.parquet(range, from);
      // Also when whoever asked goes away in between.
      file.content.once('close', over);
      return file;
    } catch (error) {
      over();
      throw error;
    }
  }

  private async check({ signals, from, to }: ExportRange, history: HistoryStore): Promise<void> {
    const addresses = signals.map(({ address }) => address);
    const counts = await history.statistics({
      signals: addresses,
      from,
      to,
      percents: [],
      exact: false,
    });
    const values = counts.reduce((sum, { count }) => sum + count, 0);
    if (values > this.maxValues)
      throw new ExportTooLargeError(
        `The range holds ${values} values, a file at most ${this.maxValues}: choose fewer signals or a shorter time.`,
        'export-too-large',
        { values, most: this.maxValues },
      );
  }

  private csv(range: ExportRange, history: HistoryStore): ExportedFile {
    return { content: Readable.from(csvOf(piecesOf(history, range, this.maxValues), range.signals)) };
  }

  private async parquet(range: ExportRange, history: HistoryStore): Promise<ExportedFile> {
    const folder = await mkdtemp(join(tmpdir(), 'linetwin-export-'));
    const remove = () => rm(folder, { recursive: true, force: true });
    try {
      const path = await writeParquet(folder, piecesOf(history, range, this.maxValues), range.signals);
      const { size } = await stat(path);
      const content = createReadStream(path);
      content.once('close', () => void remove());
      return { content, bytes: size };
    } catch (error) {
      await remove();
      throw error;
    }
  }
}
