import type { AuditEntry, AuditQuery } from '@linetwin/contracts';
import { AuditLog, type LoggedEntry } from './audit-log.port.ts';

export class InMemoryAuditLog extends AuditLog {
  private readonly entries: AuditEntry[] = [];
  private readonly origins = new Set<string>();

  async append(entries: readonly LoggedEntry[]): Promise<void> {
    for (const { origin, ...entry } of entries) {
      if (this.origins.has(origin)) continue;
      this.origins.add(origin);
      this.entries.push(structuredClone({ ...entry, sequence: this.entries.length + 1 }));
    }
  }

  async read(query: AuditQuery): Promise<AuditEntry[]> {
    const has = (text: string, part: string | undefined) =>
      part === undefined || text.toLowerCase().includes(part.toLowerCase());
    return this.entries
      .filter(
        (entry) =>
          entry.at >= (query.from ?? -Infinity) &&
          entry.at <= (query.to ?? Infinity) &&
          entry.sequence < (query.before ?? Infinity) &&
          (query.outcome === undefined || entry.outcome === query.outcome) &&
          has(entry.actor, query.actor) &&
          has(entry.action, query.action) &&
          has(entry.subject, query.subject),
      )
      .reverse()
      .slice(0, query.limit)
      .map((entry) => structuredClone(entry));
  }
}
