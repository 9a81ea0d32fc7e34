import { randomUUID } from 'node:crypto';
import { open, type Database, type RootDatabase } from 'lmdb';
import { committed } from './lmdb-commit.ts';
import { bytesInUse } from './lmdb-size.ts';
import { Outbox, OUTBOX_KINDS, type OutboxEntry, type OutboxKind } from './outbox.port.ts';

interface Line {
  entries: Database<Uint8Array, number>;
  nextMark: number;
  waiting: number;
}

/** Outbox in an LMDB file of its own, so that a long line of records never shares a commit with values. */
export class LmdbOutbox extends Outbox {
  private readonly folder: string;
  private root!: RootDatabase;
  private facts!: Database<string | number, string>;
  private identity = '';
  private readonly lines = new Map<OutboxKind, Line>();

  constructor(folder: string) {
    super();
    this.folder = folder;
  }

  async start(): Promise<void> {
    this.root = open({ path: this.folder, maxDbs: OUTBOX_KINDS.length + 1, compression: false });
    this.facts = this.root.openDB({ name: 'facts', encoding: 'json' });
    this.identity = (this.facts.get('identity') as string | undefined) ?? (await this.newIdentity());
    for (const kind of OUTBOX_KINDS) {
      const entries: Database<Uint8Array, number> = this.root.openDB({ name: kind, encoding: 'binary' });
      const [newest] = entries.getKeys({ limit: 1, reverse: true });
      // Marks must not start over when the line was delivered empty before the last stop.
      const delivered = (this.facts.get(kind) as number | undefined) ?? 0;
      this.lines.set(kind, {
        entries,
        nextMark: Math.max(newest ?? 0, delivered) + 1,
        waiting: entries.getCount(),
      });
    }
  }

  async stop(): Promise<void> {
    await this.root?.flushed;
    await this.root?.close();
  }

  async append(kind: OutboxKind, payloads: readonly Uint8Array[]): Promise<void> {
    if (payloads.length === 0) return;
    const line = this.line(kind);
    const marks = payloads.map(() => line.nextMark++);
    const writes: Promise<unknown>[] = [];
    writes.push(
      this.root.batch(() => {
        payloads.forEach((payload, i) => writes.push(line.entries.put(marks[i], payload)));
      }),
    );
    await committed('the outbox', Promise.all(writes));
    await this.root.flushed;
    line.waiting += payloads.length;
  }

  read(kind: OutboxKind, limit: number): OutboxEntry[] {
    return [...this.line(kind).entries.getRange({ limit })].map(({ key, value }) => ({
      mark: key,
      origin: `${this.identity}.${kind}.${key}`,
      // A copy, because the stored bytes lie in memory that the store will reuse.
      payload: new Uint8Array(value),
    }));
  }

  async remove(kind: OutboxKind, upTo: number): Promise<void> {
    const line = this.line(kind);
    const keys = [...line.entries.getKeys({ end: upTo + 1 })];
    if (keys.length === 0) return;
    const writes: Promise<unknown>[] = [];
    writes.push(
      this.root.batch(() => {
        for (const key of keys) writes.push(line.entries.remove(key));
        writes.push(this.facts.put(kind, keys[keys.length - 1]));
      }),
    );
    await committed('the outbox', Promise.all(writes));
    line.waiting -= keys.length;
  }

  waiting(kind: OutboxKind): number {
    return this.line(kind).waiting;
  }

  /** Gives none of the next marks of any kind, and so none of their origins, to an entry. */
  async skipMarks(count: number): Promise<void> {
    const writes = OUTBOX_KINDS.map((kind) => {
      const line = this.line(kind);
      line.nextMark += count;
      return this.facts.put(kind, line.nextMark - 1);
    });
    await committed('the outbox', Promise.all(writes));
    await this.root.flushed;
  }

  /** What waits takes so much of the disk; what was removed is used again, though the file keeps its size. */
  bytes(): number {
    const tables = [...this.lines.values()].map(({ entries }) => entries);
    return this.lines.size > 0 ? bytesInUse(this.root, tables) : 0;
  }

  private line(kind: OutboxKind): Line {
    return this.lines.get(kind)!;
  }

  private async newIdentity(): Promise<string> {
    const identity = randomUUID();
    await committed('the outbox', this.facts.put('identity', identity));
    await this.root.flushed;
    return identity;
  }
}
