import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LineKpi } from '@linetwin/contracts';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { EventBus } from '../events.ts';
import type { Twin } from '../twin/twin.ts';
import { lineBookSchema, LineKpis, type LineBook } from './line-kpis.ts';

const booksSchema = z.record(z.string(), lineBookSchema);

const UPDATE_MS = 1000;
/** The books go to disk this often; a kill loses no more of the shift's time account. */
const KEEP_EVERY_UPDATES = 15;

/** Computes the indicators of every line once a second and tells them. */
export class KpiService {
  private readonly twin: Twin;
  private readonly events: EventBus;
  private readonly logger: Logger;
  private readonly file: string;
  private lines: LineKpis[] = [];
  private newest: LineKpi[] = [];
  private timer: NodeJS.Timeout | undefined;
  private updates = 0;
  private keeping: Promise<void> = Promise.resolve();

  constructor(parts: { twin: Twin; events: EventBus; logger: Logger; folder: string }) {
    this.twin = parts.twin;
    this.events = parts.events;
    this.logger = parts.logger;
    this.file = join(parts.folder, 'shift-books.json');
  }

  async start(): Promise<void> {
    const kept = await this.readBooks();
    const { model } = this.twin.index;
    this.lines = model.lines.map((line) => new LineKpis(line, this.twin.index, this.twin, kept[line.id]));
    this.timer = setInterval(() => this.update(), UPDATE_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.keep();
  }

  current(): LineKpi[] {
    return this.newest;
  }

  private update(): void {
    const now = Date.now();
    const { timeZone } = this.twin.index.model.site;
    this.newest = this.lines.map((line) => line.update(now, timeZone));
    for (const kpi of this.newest) this.events.emit('KpiComputed', kpi);
    if (++this.updates % KEEP_EVERY_UPDATES === 0) void this.keep();
  }

  private keep(): Promise<void> {
    const books = Object.fromEntries(this.lines.map((line) => [line.line.id, line.books]));
    const text = JSON.stringify(books);
    this.keeping = this.keeping.then(async () => {
      try {
        await writeFile(`${this.file}.part`, text);
        await rename(`${this.file}.part`, this.file);
      } catch (error) {
        this.logger.error({ error: (error as Error).message }, 'the shift books were not kept');
      }
    });
    return this.keeping;
  }

  private async readBooks(): Promise<Record<string, LineBook>> {
    try {
      return booksSchema.parse(JSON.parse(await readFile(this.file, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.logger.warn({ file: this.file }, 'the shift books cannot be read; the shift starts anew');
      }
      return {};
    }
  }
}
