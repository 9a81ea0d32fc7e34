/** Changes that wait for their instant; a sender whose clock is far ahead could pile up any number. */
const MOST_WAITING = 10_000;

interface Change<T> {
  id: string;
  record: T;
  /** Plant time of the change, ms since 1970 UTC. */
  at: number;
  /** Place among all changes: the log keeps them in the order in which they were told. */
  order: number;
}

/**
 * Records of one kind as they stand at an instant that only goes on: of each the change that was told last, of those up to the instant.
 */
export class StandingRecords<T> {
  private readonly stands: (record: T) => boolean;
  private readonly newest = new Map<string, Change<T>>();
  private waiting: Change<T>[] = [];
  private order = 0;
  /** Instants before this are not known for sure: a change was given up. */
  private unsureUntil = -Infinity;

  constructor(stands: (record: T) => boolean) {
    this.stands = stands;
  }

  /** What stood before anything was heard. A record that was heard of meanwhile stays as it was told. */
  takeStanding(records: Iterable<[id: string, record: T]>): void {
    for (const [id, record] of records)
      if (!this.newest.has(id)) this.newest.set(id, { id, record, at: -Infinity, order: 0 });
  }

  hear(id: string, record: T, at: number): void {
    this.waiting.push({ id, record, at, order: ++this.order });
    if (this.waiting.length <= MOST_WAITING) return;
    this.unsureUntil = Math.max(this.unsureUntil, ...this.waiting.map((change) => change.at));
    this.waiting.shift();
  }

  /** @returns how they stand at an instant not before the one asked for last, and whether that is sure */
  at(instant: number): { standing: T[]; sure: boolean } {
    const later: Change<T>[] = [];
    for (const change of this.waiting) {
      if (change.at > instant) later.push(change);
      else if (change.order > (this.newest.get(change.id)?.order ?? 0)) this.newest.set(change.id, change);
    }
    this.waiting = later;
    this.forgetOver();
    const standing = [...this.newest.values()].map(({ record }) => record).filter(this.stands);
    return { standing, sure: instant > this.unsureUntil };
  }

  /** What is over is remembered only while a change that was told before it still waits. */
  private forgetOver(): void {
    if (this.waiting.length > 0) return;
    for (const [id, { record, order }] of this.newest)
      if (!this.stands(record) && order > 0) this.newest.delete(id);
  }
}
