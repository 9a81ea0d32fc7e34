import type { Logger } from 'pino';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox } from '../spool/outbox.port.ts';
import type { Twin } from '../twin/twin.ts';
import { LineProduction, type FirstAlarmOf, type RunningOrder } from './line-production.ts';
import { newestWords, type ProductionStore, type ProductionWords } from './production-store.port.ts';

const KIND = 'production';
const UPDATE_MS = 1000;
/** What is booked is kept this often: a kill makes no more than this unknown, and no item is lost by it. */
const KEEP_EVERY_UPDATES = 15;
/** A ledger that could not be read when a line was taken is asked again this often. */
const READ_AGAIN_EVERY_UPDATES = 10;
/** Whoever takes a line waits this long for what its last owner has on its way to the ledger. */
const SETTLE_MS = 1000;

/**
 * Books the production of the lines that this process owns, from the twin to the ledger. A line is booked once the ledger told
 * where its last owner stopped; what its machines did meanwhile is unknown, what they made is not.
 */
export class ProductionKeeper {
  private readonly twin: Twin;
  private readonly store: ProductionStore;
  private readonly outbox: Outbox;
  private readonly orderOf: (line: string) => RunningOrder;
  private readonly firstAlarmOf: FirstAlarmOf;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly drain: OutboxDrain;
  private readonly lines = new Map<string, LineProduction | 'unread'>();
  private timer: NodeJS.Timeout | undefined;
  private updates = 0;
  /** What the disk did not take yet. */
  private unkept: ProductionWords = { intervals: [], stops: [] };
  private keeping: Promise<void> = Promise.resolve();

  constructor(parts: {
    twin: Twin;
    store: ProductionStore;
    outbox: Outbox;
    logger: Logger;
    orderOf: (line: string) => RunningOrder;
    firstAlarmOf: FirstAlarmOf;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    this.twin = parts.twin;
    this.store = parts.store;
    this.outbox = parts.outbox;
    this.orderOf = parts.orderOf;
    this.firstAlarmOf = parts.firstAlarmOf;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: (entries) => this.store.keep(joined(entries.map(({ payload }) => decode(payload)))),
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

  /** Leaves a line, with all that is booked in the ledger, or on this disk while that is away. */
  async dropLine(id: string): Promise<void> {
    await this.keep();
    this.lines.delete(id);
    await this.drain.settled(SETTLE_MS);
  }

  /** Why production does not reach the ledger now; `undefined` while it does. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  /** Books what the machines say now. The timer does it every second. */
  update(): void {
    const now = this.now();
    this.updates++;
    for (const [id, line] of this.lines) {
      if (line !== 'unread') line.update(now, this.orderOf(id), this.firstAlarmOf);
      else if (this.updates % READ_AGAIN_EVERY_UPDATES === 0) void this.read(id);
    }
    if (this.updates % KEEP_EVERY_UPDATES === 0) void this.keep();
  }

  /** Resolves when what is booked so far is durable. */
  keep(): Promise<void> {
    this.keeping = this.keeping.then(() => this.write());
    return this.keeping;
  }

  /** Resolves when it is in the ledger as well, or soon after when that does not answer. */
  async settled(): Promise<void> {
    await this.keep();
    await this.drain.settled(SETTLE_MS);
  }

  private async write(): Promise<void> {
    const changed = [...this.lines.values()].flatMap((line) =>
      line === 'unread' ? [] : [line.takeChanged()],
    );
    const words = newestWords(joined([this.unkept, ...changed]));
    if (words.intervals.length + words.stops.length === 0) return;
    this.unkept = { intervals: [], stops: [] };
    try {
      await this.outbox.append(KIND, [Buffer.from(JSON.stringify(words))]);
      this.drain.wake();
    } catch (error) {
      this.unkept = words;
      this.logger.error({ error: (error as Error).message }, 'production not kept, trying again');
    }
  }

  private async read(id: string): Promise<void> {
    try {
      const kept = await this.store.books(id);
      if (this.lines.get(id) !== 'unread') return;
      const { index } = this.twin;
      this.lines.set(id, new LineProduction({ line: index.line(id)!, index, twin: this.twin, kept }));
    } catch (error) {
      this.logger.warn(
        { line: id, error: (error as Error).message },
        'the ledger of production cannot be read yet; what machines do until then is unknown',
      );
    }
  }
}

function joined(all: readonly ProductionWords[]): ProductionWords {
  return {
    intervals: all.flatMap(({ intervals }) => intervals),
    stops: all.flatMap(({ stops }) => stops),
  };
}

function decode(payload: Uint8Array): ProductionWords {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as ProductionWords;
}
