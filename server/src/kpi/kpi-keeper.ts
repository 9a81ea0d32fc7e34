import type { LineKpi } from '@linetwin/contracts';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import type { Twin } from '../twin/twin.ts';
import type { BookStore } from './book-store.port.ts';
import { LineKpis, type LineBook } from './line-kpis.ts';

const UPDATE_MS = 1000;
/** The books are kept this often; a kill loses no more of the shift's time account. */
const KEEP_EVERY_UPDATES = 5;

/** Gaps of a line that touch its indicators, between two times (ms since 1970 UTC). */
export type GapsOf = (line: string, since: number, now: number) => LineKpi['gaps'];

/** Computes the indicators of the lines that this process owns once a second and tells them. */
export class KpiKeeper {
  private readonly twin: Twin;
  private readonly events: EventBus;
  private readonly books: BookStore;
  private readonly gapsOf: GapsOf;
  private readonly logger: Logger;
  private readonly lines = new Map<string, LineKpis>();
  private timer: NodeJS.Timeout | undefined;
  private updates = 0;
  private keeping: Promise<void> = Promise.resolve();

  constructor(parts: { twin: Twin; events: EventBus; books: BookStore; gapsOf: GapsOf; logger: Logger }) {
    this.twin = parts.twin;
    this.events = parts.events;
    this.books = parts.books;
    this.gapsOf = parts.gapsOf;
    this.logger = parts.logger;
  }

  start(): void {
    this.timer = setInterval(() => this.update(), UPDATE_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.keep();
  }

  /** Goes on with the time account that the last owner of the line kept. */
  async takeLine(id: string): Promise<void> {
    const { index } = this.twin;
    const line = index.model.lines.find((one) => one.id === id)!;
    this.lines.set(id, new LineKpis(line, index, this.twin, await this.readBook(id)));
  }

  async dropLine(id: string): Promise<void> {
    await this.keep();
    this.lines.delete(id);
  }

  private update(): void {
    const now = Date.now();
    const { timeZone } = this.twin.index.model.site;
    for (const [id, line] of this.lines) {
      const kpi = line.update(now, timeZone);
      this.events.emit('KpiComputed', { ...kpi, gaps: this.gapsOf(id, kpi.since, now) });
    }
    if (++this.updates % KEEP_EVERY_UPDATES === 0) void this.keep();
  }

  private keep(): Promise<void> {
    const books = new Map([...this.lines].map(([id, line]) => [id, structuredClone(line.books)]));
    this.keeping = this.keeping.then(async () => {
      try {
        await this.books.keep(books);
      } catch (error) {
        this.logger.error({ error: (error as Error).message }, 'the shift books were not kept');
      }
    });
    return this.keeping;
  }

  private async readBook(line: string): Promise<LineBook | undefined> {
    try {
      return await this.books.read(line);
    } catch (error) {
      this.logger.warn(
        { line, error: (error as Error).message },
        'the shift book cannot be read; the shift starts anew',
      );
      return undefined;
    }
  }
}
