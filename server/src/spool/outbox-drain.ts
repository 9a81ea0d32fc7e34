import type { Logger } from 'pino';
import type { Outbox, OutboxEntry, OutboxKind } from './outbox.port.ts';

const MAX_ENTRIES = 500;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;

/**
 * Brings one kind of records from the outbox to where they belong, in order, for as long as the server runs. An entry
 * leaves the outbox after it was delivered; after a kill between the two it is delivered again under the same origin.
 */
export class OutboxDrain {
  private readonly outbox: Outbox;
  private readonly kind: OutboxKind;
  private readonly deliver: (entries: readonly OutboxEntry[]) => Promise<void>;
  private readonly logger: Logger;
  private running: Promise<void> | undefined;
  private stopping = false;
  private woken = false;
  private wakeUp: () => void = () => undefined;
  private idle: (() => void)[] = [];
  private lastError: string | undefined;

  constructor(parts: {
    outbox: Outbox;
    kind: OutboxKind;
    /** Must recognise by their origin entries that it was given before. */
    deliver: (entries: readonly OutboxEntry[]) => Promise<void>;
    logger: Logger;
  }) {
    this.outbox = parts.outbox;
    this.kind = parts.kind;
    this.deliver = parts.deliver;
    this.logger = parts.logger;
  }

  /** Why records are not delivered now; `undefined` while they are. */
  get problem(): string | undefined {
    return this.lastError;
  }

  start(): void {
    this.stopping = false;
    this.running = this.run();
  }

  /** Delivers a last time what waits (unless that fails), then stops. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  /** Something was appended. */
  wake(): void {
    this.woken = true;
    this.wakeUp();
  }

  /** Resolves when all that waits now was delivered, or after `timeoutMs`. */
  async settled(timeoutMs: number): Promise<void> {
    if (this.outbox.waiting(this.kind) === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Delivers everything that waits. @throws what the delivery threw */
  async drain(): Promise<void> {
    for (;;) {
      const entries = this.outbox.read(this.kind, MAX_ENTRIES);
      if (entries.length === 0) break;
      await this.deliver(entries);
      await this.outbox.remove(this.kind, entries[entries.length - 1].mark);
    }
    for (const tell of this.idle.splice(0)) tell();
  }

  private async run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.stopping) {
      this.woken = false;
      try {
        await this.drain();
        retryMs = FIRST_RETRY_MS;
        if (this.lastError) this.logger.info({ kind: this.kind }, 'records are delivered again');
        this.lastError = undefined;
        await this.pause(undefined);
      } catch (error) {
        this.lastError = (error as Error).message;
        this.logger.warn(
          { kind: this.kind, error: this.lastError, waiting: this.outbox.waiting(this.kind), retryMs },
          'records not delivered, they stay in the outbox',
        );
        await this.pause(retryMs);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    }
    await this.drain().catch((error: Error) =>
      this.logger.warn({ kind: this.kind, error: error.message }, 'records stay in the outbox'),
    );
  }

  /** Until woken; after a failure for `ms`, whatever is appended meanwhile. */
  private async pause(ms: number | undefined): Promise<void> {
    if (this.stopping || (ms === undefined && this.woken)) return;
    await new Promise<void>((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
      this.wakeUp = () => {
        if (ms !== undefined && !this.stopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
