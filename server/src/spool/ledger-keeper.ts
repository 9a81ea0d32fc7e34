import type { Logger } from 'pino';
import type { OutboxKind, Outbox } from './outbox.port.ts';
import { OutboxDrain } from './outbox-drain.ts';

const UPDATE_MS = 1000;
/** A ledger that could not be read when a line was taken is asked again this often. */
const READ_AGAIN_EVERY_UPDATES = 10;
/** Whoever takes a line waits this long for what its last owner has on its way to the ledger. */
const SETTLE_MS = 1000;

/** What one ledger is made of: the books of a line, and the words that go from them to the store. */
export interface Ledger<Book, Words> {
  kind: OutboxKind;
  /** For the log. */
  name: string;
  /** How many seconds may pass between two times that what is booked goes to the disk: what a kill may cost. */
  keepEveryS: number;
  /** Opens the books of a line where the store says that its last owner stopped. */
  open(line: string): Promise<Book>;
  update(book: Book, line: string, now: number): void;
  takeChanged(book: Book): Words;
  /** One word on each thing, the newest; `undefined` when there is nothing to say. */
  newest(words: readonly Words[]): Words | undefined;
  keep(words: readonly Words[]): Promise<void>;
}

/**
 * Books something of the lines that this process owns, second by second, and brings it over the outbox to its store. A line is booked once the
 * store told where its last owner stopped; that is asked again while the store is away.
 */
export class LedgerKeeper<Book extends object, Words> {
  private readonly ledger: Ledger<Book, Words>;
  private readonly outbox: Outbox;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly drain: OutboxDrain;
  private readonly lines = new Map<string, Book | 'unread'>();
  private timer: NodeJS.Timeout | undefined;
  private updates = 0;
  /** What the disk did not take yet. */
  private unkept: Words | undefined;
  private keeping: Promise<void> = Promise.resolve();

  constructor(
    ledger: Ledger<Book, Words>,
    parts: {
      outbox: Outbox;
      logger: Logger;
      /** ms since 1970 UTC. */
      now?: () => number;
    },
  ) {
    this.ledger = ledger;
    this.outbox = parts.outbox;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: ledger.kind,
      deliver: (entries) => ledger.keep(entries.map(({ payload }) => decode<Words>(payload))),
      logger: parts.logger,
    });
  }

  start(): void {
    this.drain.start();
    this.timer = setInterval(() => this.update(), UPDATE_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.keep();
    await this.drain.stop();
  }

  async takeLine(line: string): Promise<void> {
    await this.drain.settled(SETTLE_MS);
    this.lines.set(line, 'unread');
    await this.read(line);
  }

  /** Leaves a line, with all that is booked in the store, or on this disk while that is away. */
  async dropLine(line: string): Promise<void> {
    await this.keep();
    this.lines.delete(line);
    await this.drain.settled(SETTLE_MS);
  }

  /** Resolves when what is booked so far is in the store, or after a second. */
  async settled(): Promise<void> {
    await this.keep();
    await this.drain.settled(SETTLE_MS);
  }

  /** Why nothing reaches the store now; `undefined` while it does. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  /** Books what the machines say now. The timer does it every second. */
  update(): void {
    const now = this.now();
    this.updates++;
    for (const [line, book] of this.lines) {
      if (book !== 'unread') this.ledger.update(book, line, now);
      else if (this.updates % READ_AGAIN_EVERY_UPDATES === 0) void this.read(line);
    }
    if (this.updates % this.ledger.keepEveryS === 0) void this.keep();
  }

  /** Resolves when what is booked so far is durable. */
  keep(): Promise<void> {
    this.keeping = this.keeping.then(() => this.write());
    return this.keeping;
  }

  private async write(): Promise<void> {
    const { ledger } = this;
    const changed = [...this.lines.values()].flatMap((book) =>
      book === 'unread' ? [] : [ledger.takeChanged(book)],
    );
    const words = ledger.newest(this.unkept === undefined ? changed : [this.unkept, ...changed]);
    if (words === undefined) return;
    this.unkept = undefined;
    try {
      await this.outbox.append(ledger.kind, [Buffer.from(JSON.stringify(words))]);
      this.drain.wake();
    } catch (error) {
      this.unkept = words;
      this.logger.error({ error: (error as Error).message }, `${ledger.name} not kept, trying again`);
    }
  }

  private async read(line: string): Promise<void> {
    try {
      const book = await this.ledger.open(line);
      if (this.lines.get(line) === 'unread') this.lines.set(line, book);
    } catch (error) {
      this.logger.warn(
        { line, error: (error as Error).message },
        `the ledger of ${this.ledger.name} cannot be read yet`,
      );
    }
  }
}

function decode<Words>(payload: Uint8Array): Words {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as Words;
}
