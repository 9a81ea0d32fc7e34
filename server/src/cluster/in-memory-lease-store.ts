import type { ProcessNote } from '@linetwin/contracts';
import { LeaseStore } from './lease-store.port.ts';

/** Leases of several processes in one test; all of them are given the same object. */
export class InMemoryLeaseStore extends LeaseStore {
  private readonly leases = new Map<string, { holder: string; until: number }>();
  private readonly notes = new Map<string, { note: ProcessNote; until: number }>();
  /** Set to make every call reject, as with a store that is away. */
  away = false;

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  async take(line: string, holder: string, ttlMs: number): Promise<boolean> {
    this.check();
    const lease = this.leases.get(line);
    if (lease && lease.holder !== holder && lease.until > performance.now()) return false;
    this.leases.set(line, { holder, until: performance.now() + ttlMs });
    return true;
  }

  async release(line: string, holder: string): Promise<void> {
    this.check();
    if (this.leases.get(line)?.holder === holder) this.leases.delete(line);
  }

  async announce(note: ProcessNote, ttlMs: number): Promise<void> {
    this.check();
    this.notes.set(note.id, { note: structuredClone(note), until: performance.now() + ttlMs });
  }

  async leave(id: string): Promise<void> {
    this.check();
    this.notes.delete(id);
  }

  async processes(): Promise<ProcessNote[]> {
    this.check();
    const now = performance.now();
    return [...this.notes.values()]
      .filter(({ until }) => until > now)
      .map(({ note }) => note)
      .sort((a, b) => a.id.localeCompare(b.id));
  }

  private check(): void {
    if (this.away) throw new Error('the leases are away');
  }
}
