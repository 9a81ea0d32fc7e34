import type { SeamMessage } from '@linetwin/contracts';
import { lineOf, type EquipmentAddress } from '@linetwin/model';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox, OutboxEntry } from '../spool/outbox.port.ts';
import type { SeamStore, StoredSeam } from './seam-store.port.ts';

const KIND = 'weld-seam';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Seams of the outbox that are looked through for the newest of each machine. */
const MAX_OUTBOX_READ = 10_000;
/** Whoever looks into the store waits this long for seams that are on their way to it. */
const SETTLE_MS = 1000;

/** What became of a seam: `newest` of its machine, older than that, or known already. */
export type SeamAcceptance = 'newest' | 'late' | 'duplicate';

/** The weld seams of the lines that this process owns, from the intake over the outbox into the store. */
export class SeamKeeper {
  private readonly store: SeamStore;
  private readonly outbox: Outbox;
  private readonly events: EventBus;
  private readonly logger: Logger;
  private readonly keepDays: number;
  private readonly drain: OutboxDrain;
  private readonly newestOf = new Map<string, SeamMessage>();
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: {
    store: SeamStore;
    outbox: Outbox;
    events: EventBus;
    logger: Logger;
    /** Older seams are forgotten. */
    keepDays: number;
  }) {
    this.store = parts.store;
    this.outbox = parts.outbox;
    this.events = parts.events;
    this.logger = parts.logger;
    this.keepDays = parts.keepDays;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: (entries) => this.store.keep(entries.map(decode)),
      logger: parts.logger,
    });
  }

  start(): void {
    this.drain.start();
    this.timer = setInterval(() => void this.forgetOld(), HOUR_MS);
  }

  /** Goes on with a line from the last seam of each of its machines, whoever took it. */
  async takeLine(line: string): Promise<void> {
    const known = this.outbox.read(KIND, MAX_OUTBOX_READ).map(decode);
    try {
      known.unshift(...(await this.store.newest()));
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'the last seams are not known yet');
    }
    for (const { equipment, seam } of known) {
      if (lineOf(equipment) !== line) continue;
      if (seam.time > (this.newestOf.get(equipment)?.time ?? 0)) this.newestOf.set(equipment, seam);
    }
  }

  async dropLine(line: string): Promise<void> {
    for (const equipment of [...this.newestOf.keys()])
      if (lineOf(equipment) === line) this.newestOf.delete(equipment);
    await this.settled();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.drain.stop();
  }

  /** Why seams do not reach the store now; `undefined` while they do. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  /** Resolves when the seam is durable. @throws when the disk does not take it */
  async keep(equipment: EquipmentAddress, seam: SeamMessage): Promise<SeamAcceptance> {
    if (seam.time === this.newestOf.get(equipment)?.time) return 'duplicate';
    await this.outbox.append(KIND, [encode({ equipment, seam })]);
    this.drain.wake();
    // Looked at after the disk has it: what is told as newest is never lost by a kill.
    const newest = this.newestOf.get(equipment)?.time ?? 0;
    if (seam.time === newest) return 'duplicate';
    if (seam.time < newest) return 'late';
    this.newestOf.set(equipment, seam);
    this.events.emit('SeamWelded', { equipment, seam });
    return 'newest';
  }

  /** Last seam of every machine of the lines that this process owns. */
  newest(): StoredSeam[] {
    return [...this.newestOf].map(([equipment, seam]) => ({ equipment, seam }));
  }

  /** Resolves when all seams so far are in the store, or after a second. */
  settled(): Promise<void> {
    return this.drain.settled(SETTLE_MS);
  }

  private async forgetOld(): Promise<void> {
    try {
      const forgotten = await this.store.forgetBefore(Date.now() - this.keepDays * DAY_MS);
      if (forgotten > 0) this.logger.info({ forgotten, keepDays: this.keepDays }, 'old seams forgotten');
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'old seams were not forgotten');
    }
  }
}

function encode(seam: StoredSeam): Uint8Array {
  return Buffer.from(JSON.stringify(seam));
}

function decode({ payload }: OutboxEntry): StoredSeam {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as StoredSeam;
}
