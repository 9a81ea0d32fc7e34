/** What flows: rings until assembly, then sets; ball and cage kits; welded frames. */
export const PART_TYPES = ['outer', 'inner', 'balls', 'cages', 'set', 'frame'] as const;
export type PartType = (typeof PART_TYPES)[number];

/** Parts waiting between a station and those it feeds, counted by type. Identities are kept by lot elsewhere. */
export class PartBuffer {
  readonly capacity: number;
  readonly counts = new Map<PartType, number>();
  total = 0;
  /** Called after a part came in, or left. */
  readonly onPut: (() => void)[] = [];
  readonly onTake: (() => void)[] = [];
  private readonly perType: number;

  constructor(capacity: number, types: readonly PartType[]) {
    this.capacity = Math.max(capacity, types.length);
    // Each type has its own room: an assembly that waits for the other ring would never get it otherwise.
    this.perType = Math.max(1, Math.floor(this.capacity / types.length));
    for (const type of types) this.counts.set(type, 0);
  }

  count(type: PartType): number {
    return this.counts.get(type) ?? 0;
  }

  hasRoom(type: PartType): boolean {
    return this.count(type) < this.perType;
  }

  put(type: PartType): void {
    this.counts.set(type, this.count(type) + 1);
    this.total++;
    for (const wake of this.onPut) wake();
  }

  take(type: PartType): void {
    const count = this.count(type);
    if (count === 0) throw new Error(`no ${type} to take`);
    this.counts.set(type, count - 1);
    this.total--;
    for (const wake of this.onTake) wake();
  }

  /** Parts that lie there at the start of a run. */
  fill(type: PartType, count: number): void {
    this.counts.set(type, this.count(type) + count);
    this.total += count;
  }
}
