import { FlowUnit, type Habits } from './flow-unit.ts';
import type { EventQueue } from './event-queue.ts';
import type { PartType } from './part-buffer.ts';
import type { Random } from '../physics/random.ts';

/**
 * A machine that parts travel through on a belt: furnaces and washers. Parts enter at least `spacingS` apart
 * and leave after the residence time; when the exit is blocked the belt stands still with all that is on it.
 */
export class ConveyorUnit extends FlowUnit {
  readonly residenceS: number;
  readonly spacingS: number;
  takes: readonly PartType[] = [];
  /** Whether parts may go in just now: a furnace lets none in that is not at its temperature. */
  isIntakeOpen: () => boolean = () => true;
  private types: PartType[] = [];
  private exits: number[] = [];
  private head = 0;
  /** Belt time: runs only while the belt does. */
  private beltS = 0;
  private beltSince = 0;
  private isMoving = true;
  private nextEntryS = 0;
  private entryEpoch = 0;
  private exitEpoch = 0;
  private last?: PartType;

  constructor(
    id: string,
    residenceS: number,
    spacingS: number,
    habits: Habits,
    queue: EventQueue,
    random: Random,
  ) {
    super(id, spacingS, habits, queue, random);
    this.residenceS = residenceS;
    this.spacingS = spacingS;
  }

  /** Parts on the belt. */
  get load(): number {
    return this.exits.length - this.head;
  }

  /** Parts on the belt against a full one. */
  get loadShare(): number {
    return Math.min(1, (this.load * this.spacingS) / this.residenceS);
  }

  get isBeltRunning(): boolean {
    return this.isMoving;
  }

  /** A belt that has been running for long: parts of the given types in turns, `everyS` apart. */
  fill(types: readonly PartType[], everyS: number): void {
    const n = Math.floor(this.residenceS / everyS);
    for (let i = 0; i < n; i++) this.push(types[i % types.length], (i + 1) * everyS);
  }

  partsInside(): ReadonlyMap<PartType, number> {
    const inside = new Map<PartType, number>();
    for (let i = this.head; i < this.types.length; i++)
      inside.set(this.types[i], (inside.get(this.types[i]) ?? 0) + 1);
    return inside;
  }

  /** Parts that leave in each period from now on, if the belt goes on: those beyond the last period are left out. */
  leaving(periodS: number, periods: number): number[] {
    const counts = new Array<number>(periods).fill(0);
    const now = this.belt();
    for (let i = this.head; i < this.exits.length; i++) {
      const period = Math.max(0, Math.floor((this.exits[i] - now) / periodS));
      if (period < periods) counts[period]++;
    }
    return counts;
  }

  override start(): void {
    for (const { buffer } of this.inputs) buffer.onPut.push(() => this.planEntry());
    super.start();
  }

  protected proceed(): void {
    if (!this.isMoving) {
      this.isMoving = true;
      this.beltSince = this.queue.now;
    }
    this.planEntry();
    this.planExit();
  }

  protected canGoOn(): boolean {
    if (this.head < this.exits.length) return this.canLeave(this.types[this.head]);
    return this.waiting !== 'starved' || (this.isIntakeOpen() && this.findType() !== undefined);
  }

  /** To be called when the intake opens: what waits in front of it may go in. */
  openIntake(): void {
    if (this.waiting) this.wake();
    else this.planEntry();
  }

  private belt(): number {
    return this.isMoving ? this.beltS + (this.queue.now - this.beltSince) : this.beltS;
  }

  private push(type: PartType, exitAt: number): void {
    this.types.push(type);
    this.exits.push(exitAt);
  }

  private planEntry(): void {
    if (!this.isMoving || this.packml.state !== 'Execute' || !this.isIntakeOpen() || !this.findType()) return;
    const epoch = ++this.entryEpoch;
    this.queue.after(Math.max(0, this.nextEntryS - this.queue.now), () => {
      if (epoch !== this.entryEpoch || !this.isMoving || !this.isIntakeOpen()) return;
      const type = this.findType();
      if (!type) return;
      const wasEmpty = this.load === 0;
      this.nextEntryS = this.queue.now + this.spacingS;
      this.push(type, this.belt() + this.residenceS);
      this.last = type;
      this.findInput(type)!.take(type);
      if (wasEmpty) this.planExit();
      this.planEntry();
    });
  }

  private planExit(): void {
    if (this.head >= this.exits.length) return;
    const epoch = ++this.exitEpoch;
    this.queue.after(Math.max(0, this.exits[this.head] - this.belt()), () => {
      if (epoch === this.exitEpoch) this.leave();
    });
  }

  private leave(): void {
    const type = this.types[this.head];
    if (!this.canLeave(type)) {
      this.beltS = this.belt();
      this.isMoving = false;
      return this.wait('blocked');
    }
    this.head++;
    if (this.head > 4096) {
      this.types = this.types.slice(this.head);
      this.exits = this.exits.slice(this.head);
      this.head = 0;
    }
    this.lastCycleS = this.spacingS;
    if (this.count(type)) this.output?.put(type);
    if (this.load === 0 && !this.findType()) return this.wait('starved');
    this.planExit();
  }

  private canLeave(type: PartType): boolean {
    if (!this.output || this.output.hasRoom(type)) return true;
    // A belt cannot change its order: rather pile up one type than starve the line of the other.
    return this.takes.some(
      (other) => other !== type && this.output!.count(other) < 0.15 * this.output!.capacity,
    );
  }

  private findType(): PartType | undefined {
    let found: PartType | undefined;
    for (const type of this.takes) {
      if (!this.findInput(type)) continue;
      if (found === undefined || found === this.last) found = type;
    }
    return found;
  }
}
