import type { AuditEntry, AuditQuery } from '@linetwin/contracts';
import { sql, type Selectable } from 'kysely';
import type { AccessSchema } from '../../records/access-schema.ts';
import type { RecordsDatabase } from '../../records/records-database.ts';
import { AuditLog, type LoggedEntry } from './audit-log.port.ts';

export class SqlAuditLog extends AuditLog {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async append(entries: readonly LoggedEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.records.db
      .insertInto('audit_entry')
      .values(
        entries.map(({ actorKind, actorId, before, after, ...entry }) => ({
          ...entry,
          actor_kind: actorKind,
          actor_id: actorId,
          before: jsonOf(before),
          after: jsonOf(after),
        })),
      )
      .onConflict((conflict) => conflict.column('origin').doNothing())
      .execute();
  }

  async read(query: AuditQuery): Promise<AuditEntry[]> {
    let rows = this.records.db.selectFrom('audit_entry').selectAll();
    if (query.from !== undefined) rows = rows.where('at', '>=', query.from);
    if (query.to !== undefined) rows = rows.where('at', '<=', query.to);
    if (query.before !== undefined) rows = rows.where('sequence', '<', String(query.before));
    if (query.outcome !== undefined) rows = rows.where('outcome', '=', query.outcome);
    for (const column of ['actor', 'action', 'subject'] as const) {
      const part = query[column];
      // position() takes the text as it is; LIKE would read % and _ in it.
      if (part !== undefined)
        rows = rows.where(sql`position(lower(${part}) in lower(${sql.ref(column)}))`, '>', 0);
    }
    return (await rows.orderBy('sequence', 'desc').limit(query.limit).execute()).map(entryOf);
  }
}

function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

function entryOf(row: Selectable<AccessSchema['audit_entry']>): AuditEntry {
  return {
    sequence: Number(row.sequence),
    at: row.at,
    actorKind: row.actor_kind as AuditEntry['actorKind'],
    actorId: row.actor_id,
    actor: row.actor,
    address: row.address,
    action: row.action,
    subject: row.subject,
    outcome: row.outcome as AuditEntry['outcome'],
    detail: row.detail,
    before: row.before,
    after: row.after,
  };
}
