/**
 * Parts on one conveyor. Each counted part of the machine before it enters at the start; each counted part of
 * the machine after it leaves at the end; between, parts move at belt speed and queue up behind each other.
 * Numbers are real counts; only where more wait than the conveyor holds is the rest not drawn.
 */
export class PartFlow {
  /** Distances of the parts from the start, metres, first part first; `count` of them are valid. */
  readonly distance: Float32Array;
  /** Seconds since each part came out of its machine. */
  readonly age: Float32Array;
  count = 0;
  /** Parts that have gone since the start: with it a part keeps its row while those before it leave. */
  gone = 0;
  private readonly lengthM: number;
  private readonly spacingM: number;
  private readonly speedMPerS: number;

  constructor(lengthM: number, spacingM: number, speedMPerS: number) {
    this.lengthM = lengthM;
    this.spacingM = spacingM;
    this.speedMPerS = speedMPerS;
    const capacity = Math.max(1, Math.floor(lengthM / spacingM));
    this.distance = new Float32Array(capacity);
    this.age = new Float32Array(capacity);
  }

  get capacity(): number {
    return this.distance.length;
  }

  /** Parts that came out of the machine before; a full conveyor drops its oldest, which has long been taken. */
  enter(parts: number): void {
    for (let i = 0; i < Math.min(parts, this.capacity); i++) {
      if (this.count === this.capacity) this.leave(1);
      // A part that would overlap the last one waits behind the start, out of sight in the machine.
      const last = this.count > 0 ? this.distance[this.count - 1] : Infinity;
      this.distance[this.count] = Math.min(0, last - this.spacingM);
      this.age[this.count] = 0;
      this.count++;
    }
  }

  /** Parts that the machine after took: the foremost ones. */
  leave(parts: number): void {
    const gone = Math.min(parts, this.count);
    if (gone <= 0) return;
    this.distance.copyWithin(0, gone, this.count);
    this.age.copyWithin(0, gone, this.count);
    this.count -= gone;
    this.gone += gone;
  }

  /** Shows as many as wait, when a scene starts in the middle of a shift. */
  fill(parts: number): void {
    this.count = Math.min(parts, this.capacity);
    for (let i = 0; i < this.count; i++) {
      this.distance[i] = this.lengthM - i * this.spacingM;
      this.age[i] = 3600;
    }
  }

  /** Moves by a time step; returns whether any part moved. */
  step(dtS: number): boolean {
    let moved = false;
    let limit = this.lengthM;
    for (let i = 0; i < this.count; i++) {
      this.age[i] += dtS;
      const next = Math.min(limit, this.distance[i] + this.speedMPerS * dtS);
      if (next > this.distance[i]) {
        this.distance[i] = next;
        moved = true;
      }
      limit = this.distance[i] - this.spacingM;
    }
    return moved;
  }

  /**
   * Turns a running count into the number of parts to add.
   *
   * @param last count before, NaN at first
   * @param now count now
   * @returns 0 at first, after a reset and where nothing was counted
   */
  static increment(last: number, now: number): number {
    return now > last ? Math.round(now - last) : 0;
  }
}
