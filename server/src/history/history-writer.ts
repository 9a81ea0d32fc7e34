import { createSampleBatch, growSampleBatch, type SampleBatch } from '@linetwin/contracts';
import type { Logger } from 'pino';
import type { Spool, SpooledBatch } from '../spool/spool.port.ts';
import type { HistoryStore } from './history.port.ts';

/** Rows taken from the spool at a time: bounds memory, and makes DuckDB's chunks full. */
const MAX_ROWS = 200_000;
const IDLE_MS = 500;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;

/**
 * Drains the spool into history, in order, for as long as the server runs. A failing store is tried again with
 * growing pauses, while the spool keeps what comes in.
 */
export class HistoryWriter {
  private readonly spool: Spool;
  private readonly history: HistoryStore;
  private readonly logger: Logger;
  private running: Promise<void> | undefined;
  private stopping = false;
  private wake: () => void = () => undefined;
  private lastError: string | undefined;
  /** Marks of the batches that are written, and how many values they hold, for the log. */
  private writing: { from: number; to: number; rows: number } | undefined;
  /** One at a time writes to history, or keeps it still. */
  private turn: Promise<void> = Promise.resolve();
  private readonly batch: SampleBatch = createSampleBatch(8192);
  /** Values that history has taken since the start, for metrics. */
  stored = 0;

  constructor(spool: Spool, history: HistoryStore, logger: Logger) {
    this.spool = spool;
    this.history = history;
    this.logger = logger;
  }

  /** Why the store does not take values now; `undefined` while it does. */
  get problem(): string | undefined {
    return this.lastError;
  }

  start(): void {
    this.running = this.run();
  }

  /** Writes what is in the spool a last time (unless the store fails), then stops. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  /** Writes everything spooled so far. For tests and for stopping; the loop does the same by itself. */
  async drain(): Promise<void> {
    while (await this.writeSome());
  }

  /**
   * Keeps the store as it is until the function that this resolves to is called, so that its files can be copied. What comes
   * meanwhile stays in the spool. To be let go before the writer is stopped.
   */
  async hold(): Promise<() => void> {
    const before = this.turn;
    let release: () => void = () => undefined;
    this.turn = new Promise((resolve) => (release = resolve));
    await before;
    return release;
  }

  private async run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.stopping) {
      try {
        const more = await this.writeSome();
        retryMs = FIRST_RETRY_MS;
        if (this.lastError) this.logger.info('history takes values again');
        this.lastError = undefined;
        if (!more) await this.pause(IDLE_MS);
      } catch (error) {
        this.lastError = (error as Error).message;
        this.logger.error(
          { error: this.lastError, retryMs, batches: this.writing },
          'history did not take values, they stay in the spool',
        );
        await this.pause(retryMs);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    }
    await this.drain().catch((error: Error) =>
      this.logger.error({ error: error.message }, 'last write to history failed'),
    );
  }

  /** @returns whether the spool may hold more */
  private writeSome(): Promise<boolean> {
    const result = this.turn.then(() => this.writeNext());
    this.turn = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  private async writeNext(): Promise<boolean> {
    const batches = this.spool.read(this.history.lastMark(), MAX_ROWS);
    if (batches.length === 0) return false;
    // Batches of one plant model go together; a change of model is a cut.
    const addresses = batches[0].addresses;
    const together = batches.slice(
      0,
      countWhile(batches, (batch) => batch.addresses === addresses),
    );
    const mark = together[together.length - 1].mark;
    const rows = together.reduce((sum, { samples }) => sum + samples.length, 0);
    this.writing = { from: together[0].mark, to: mark, rows };
    await this.history.append(join(together, this.batch), addresses, mark);
    this.stored += this.batch.length;
    await this.spool.trim(mark);
    return together.length < batches.length || this.batch.length >= MAX_ROWS / 2;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  const end = items.findIndex((item) => !holds(item));
  return end < 0 ? items.length : end;
}

function join(batches: readonly SpooledBatch[], into: SampleBatch): SampleBatch {
  const rows = batches.reduce((sum, { samples }) => sum + samples.length, 0);
  growSampleBatch(into, rows);
  into.length = 0;
  for (const { samples } of batches) {
    into.signal.set(samples.signal, into.length);
    into.time.set(samples.time, into.length);
    into.value.set(samples.value, into.length);
    into.quality.set(samples.quality, into.length);
    into.length += samples.length;
  }
  return into;
}
