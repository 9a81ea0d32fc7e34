import { MeterTree } from '@linetwin/model';
import type { Logger } from 'pino';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox } from '../spool/outbox.port.ts';
import type { Twin } from '../twin/twin.ts';
import { newestOfEach, type EnergyStore, type StoredInterval } from './energy-store.port.ts';
import { LineBooks, type OrderOf } from './line-books.ts';

const KIND = 'energy-intervals';
const UPDATE_MS = 1000;
/** The running quarter is kept this often: a kill loses no energy, only how less than a minute of it was used. */
const KEEP_EVERY_UPDATES = 60;
/** A ledger that could not be read when a line was taken is asked again this often. */
const READ_AGAIN_EVERY_UPDATES = 10;
/** Whoever takes a line waits this long for what its last owner has on its way to the ledger. */
const SETTLE_MS = 1000;

/**
 * Books the energy of the lines that this process owns, from the twin to the ledger. A line is booked once the ledger
 * told where its last owner stopped; registers go on meanwhile, so that no energy is lost by waiting.
 */
export class EnergyKeeper {
  private readonly twin: Twin;
  private readonly tree: MeterTree;
  private readonly store: EnergyStore;
  private readonly outbox: Outbox;
  private readonly orderOf: OrderOf;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly drain: OutboxDrain;
  private readonly lines = new Map<string, LineBooks | 'unread'>();
  private timer: NodeJS.Timeout | undefined;
  private updates = 0;
  /** What the disk did not take yet. */
  private unkept: StoredInterval[] = [];
  private keeping: Promise<void> = Promise.resolve();

  constructor(parts: {
    twin: Twin;
    store: EnergyStore;
    outbox: Outbox;
    logger: Logger;
    orderOf?: OrderOf;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    this.twin = parts.twin;
    this.tree = new MeterTree(parts.twin.index.model.energy.meters);
    this.store = parts.store;
    this.outbox = parts.outbox;
    this.orderOf = parts.orderOf ?? (() => ({ product: '', lot: '' }));
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: (entries) => this.store.keep(entries.flatMap(({ payload }) => decode(payload))),
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

  async takeLine(id: string): Promise<void> {
    await this.drain.settled(SETTLE_MS);
    this.lines.set(id, 'unread');
    await this.read(id);
  }

  /** Leaves a line, with all its energy in the ledger, or on this disk while that is away. */
  async dropLine(id: string): Promise<void> {
    await this.keep();
    this.lines.delete(id);
    await this.drain.settled(SETTLE_MS);
  }

  /** Resolves when what is booked so far is in the ledger, or after a second. */
  async settled(): Promise<void> {
    await this.keep();
    await this.drain.settled(SETTLE_MS);
  }

  /** Why energy does not reach the ledger now; `undefined` while it does. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  /** Books what the registers say now. The timer does it every second. */
  update(): void {
    const now = this.now();
    this.updates++;
    for (const [id, books] of this.lines) {
      if (books !== 'unread') books.update(now);
      else if (this.updates % READ_AGAIN_EVERY_UPDATES === 0) void this.read(id);
    }
    if (this.updates % KEEP_EVERY_UPDATES === 0) void this.keep();
  }

  /** Resolves when what is booked so far is durable. */
  keep(): Promise<void> {
    this.keeping = this.keeping.then(() => this.write());
    return this.keeping;
  }

  private async write(): Promise<void> {
    const changed = [...this.lines.values()].flatMap((books) =>
      books === 'unread' ? [] : books.takeChanged(),
    );
    const words = newestOfEach([...this.unkept, ...changed]);
    if (words.length === 0) return;
    this.unkept = [];
    try {
      await this.outbox.append(KIND, [encode(words)]);
      this.drain.wake();
    } catch (error) {
      this.unkept = words;
      this.logger.error({ error: (error as Error).message }, 'energy not kept, trying again');
    }
  }

  private async read(id: string): Promise<void> {
    try {
      const kept = await this.store.books(id);
      if (this.lines.get(id) !== 'unread') return;
      const { twin, tree, orderOf } = this;
      this.lines.set(id, new LineBooks({ line: id, index: twin.index, tree, twin, orderOf, kept }));
    } catch (error) {
      this.logger.warn(
        { line: id, error: (error as Error).message },
        'the ledger of energy cannot be read yet; registers go on meanwhile',
      );
    }
  }
}

function encode(intervals: readonly StoredInterval[]): Uint8Array {
  return Buffer.from(JSON.stringify(intervals));
}

function decode(payload: Uint8Array): StoredInterval[] {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as StoredInterval[];
}
