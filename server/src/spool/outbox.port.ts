/** Kinds of records that wait for the data base, each in a line of its own. */
export const OUTBOX_KINDS = [
  'alarm-transition',
  'weld-seam',
  'seam-verdict',
  'audit-entry',
  'gap',
  'energy-intervals',
  'incident',
  'notice-order',
  'production',
  'state-log',
] as const;
export type OutboxKind = (typeof OUTBOX_KINDS)[number];

export interface OutboxEntry {
  /** Grows with every entry of the kind, never reused, not even after a restart. */
  mark: number;
  /** The same for every delivery of the entry and for no other entry of any outbox, so that a repeat is recognised. */
  origin: string;
  payload: Uint8Array;
}

/**
 * Records on their way to the data base, kept on the disk of this machine until it has them, so that an outage of the
 * data base delays them and loses none.
 *
 * Promises: when `append` resolves, all its payloads survive the death of the process and of the machine; when it
 * rejects, none was kept. Entries of one kind come back in the order of the calls. `remove` forgets entries of the kind
 * up to a mark, and only those.
 * Left out on purpose: delivering (that is the drain's part) and looking records up (that is the data base's).
 */
export abstract class Outbox {
  abstract start(): Promise<void>;
  abstract stop(): Promise<void>;
  abstract append(kind: OutboxKind, payloads: readonly Uint8Array[]): Promise<void>;
  /** The oldest entries of a kind, at most `limit`. */
  abstract read(kind: OutboxKind, limit: number): OutboxEntry[];
  abstract remove(kind: OutboxKind, upTo: number): Promise<void>;
  /** Entries of a kind that wait. */
  abstract waiting(kind: OutboxKind): number;
}
