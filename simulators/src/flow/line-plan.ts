/** One shift's order: how many parts are wanted, and when people are there for them. */
export interface PlannedShift {
  startS: number;
  endS: number;
  quantity: number;
}

/**
 * Orders of a line over a run. Work goes on while fewer parts were shipped than the shifts so far ordered, so what one shift left
 * over the next one makes up; when an order is done, the line has none until the next shift begins.
 */
export class LinePlan {
  readonly shifts: readonly PlannedShift[];
  private at = -1;
  private ordered = 0;

  constructor(shifts: readonly PlannedShift[]) {
    this.shifts = shifts;
  }

  /** Whether there is an order to work on; `nowS` never goes back. */
  isOpen(nowS: number, shipped: number): boolean {
    while (this.at + 1 < this.shifts.length && this.shifts[this.at + 1].startS <= nowS)
      this.ordered += this.shifts[++this.at].quantity;
    const shift = this.shifts[this.at];
    return shift !== undefined && nowS < shift.endS && shipped < this.ordered;
  }

  /** Parts that the order of now still wants. */
  left(shipped: number): number {
    return Math.max(0, this.ordered - shipped);
  }

  /** When the next shift with an order begins; Infinity after the last. */
  nextStartS(nowS: number): number {
    return this.shifts.find((shift) => shift.startS > nowS && shift.quantity > 0)?.startS ?? Infinity;
  }
}
