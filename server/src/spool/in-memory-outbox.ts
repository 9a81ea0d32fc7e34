import { Outbox, type OutboxEntry, type OutboxKind } from './outbox.port.ts';

/** Outbox for tests that need no disk: keeps every promise but durability. */
export class InMemoryOutbox extends Outbox {
  private readonly entries = new Map<OutboxKind, OutboxEntry[]>();
  private nextMark = 1;

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  async append(kind: OutboxKind, payloads: readonly Uint8Array[]): Promise<void> {
    const line = this.entries.get(kind) ?? [];
    for (const payload of payloads) {
      const mark = this.nextMark++;
      line.push({ mark, origin: `memory.${kind}.${mark}`, payload: new Uint8Array(payload) });
    }
    this.entries.set(kind, line);
  }

  read(kind: OutboxKind, limit: number): OutboxEntry[] {
    return (this.entries.get(kind) ?? []).slice(0, limit);
  }

  async remove(kind: OutboxKind, upTo: number): Promise<void> {
    this.entries.set(
      kind,
      (this.entries.get(kind) ?? []).filter(({ mark }) => mark > upTo),
    );
  }

  waiting(kind: OutboxKind): number {
    return this.entries.get(kind)?.length ?? 0;
  }
}
