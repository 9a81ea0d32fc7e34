import type { AuditEntry, AuditQuery } from '@linetwin/contracts';

/** An entry on its way into the log. */
export type LoggedEntry = Omit<AuditEntry, 'sequence'> & {
  /** The same for every delivery of the entry. */
  origin: string;
};

/**
 * What was changed and commanded, by whom. Promises: an entry is kept once however often it is delivered, and never changed
 * or removed; entries come back newest first, `limit` of them, those before `query.before` when that is given.
 */
export abstract class AuditLog {
  abstract append(entries: readonly LoggedEntry[]): Promise<void>;
  abstract read(query: AuditQuery): Promise<AuditEntry[]>;
}
