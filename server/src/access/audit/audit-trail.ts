import type { AuditEntry, AuditQuery } from '@linetwin/contracts';
import type { Logger } from 'pino';
import { OutboxDrain } from '../../spool/outbox-drain.ts';
import type { Outbox, OutboxEntry } from '../../spool/outbox.port.ts';
import type { AuditLog, LoggedEntry } from './audit-log.port.ts';

const KIND = 'audit-entry';
/** What was changed is kept up to this many characters of JSON. */
const MAX_JSON = 16_384;
const MAX_TEXT = 512;
/** A question waits this long for entries that are on their way to the log. */
const SETTLE_MS = 1000;

/** What is to be recorded; the time is that of recording. */
export type NewEntry = Omit<AuditEntry, 'sequence' | 'at' | 'before' | 'after' | 'detail'> & {
  before?: unknown;
  after?: unknown;
  detail?: string;
};

/** Brings what was done over the outbox into the log, so that neither an outage nor a kill loses it. */
export class AuditTrail {
  private readonly log: AuditLog;
  private readonly outbox: Outbox;
  private readonly drain: OutboxDrain;
  private readonly now: () => number;

  constructor(parts: { log: AuditLog; outbox: Outbox; logger: Logger; now?: () => number }) {
    this.log = parts.log;
    this.outbox = parts.outbox;
    this.now = parts.now ?? Date.now;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: (entries) => this.log.append(entries.map(decode)),
      logger: parts.logger,
    });
  }

  start(): void {
    this.drain.start();
  }

  async stop(): Promise<void> {
    await this.drain.stop();
  }

  /** Why entries do not reach the log now; `undefined` while they do. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  /** Resolves when the entry is durable. @throws when the disk does not take it */
  async record(entry: NewEntry): Promise<void> {
    const whole: Omit<AuditEntry, 'sequence'> = {
      ...entry,
      at: this.now(),
      actor: cut(entry.actor),
      subject: cut(entry.subject),
      detail: entry.detail === undefined ? null : cut(entry.detail),
      before: bounded(entry.before),
      after: bounded(entry.after),
    };
    await this.outbox.append(KIND, [Buffer.from(JSON.stringify(whole))]);
    this.drain.wake();
  }

  async read(query: AuditQuery): Promise<AuditEntry[]> {
    await this.drain.settled(SETTLE_MS);
    return this.log.read(query);
  }
}

// PostgreSQL keeps neither NUL in texts nor lone surrogates in JSON.
function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function cut(text: string): string {
  return clean(text).slice(0, MAX_TEXT).toWellFormed();
}

function bounded(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const json = JSON.stringify(value, (_key, one: unknown) => (typeof one === 'string' ? clean(one) : one));
  return json.length <= MAX_JSON ? JSON.parse(json) : { tooLong: json.length };
}

function decode({ origin, payload }: OutboxEntry): LoggedEntry {
  return { ...(JSON.parse(Buffer.from(payload).toString('utf8')) as Omit<AuditEntry, 'sequence'>), origin };
}
