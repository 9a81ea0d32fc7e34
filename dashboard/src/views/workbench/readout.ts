import { valueNear } from './lane-columns.ts';
import type { Prepared } from './signal-view.ts';

/** What the plot shows at its cursor, for the table beside it; changes with every move of the pointer, so it stays out of React. */
export class Readout {
  private prepared: Prepared | undefined;
  private cursorAt: number | null = null;
  private lastAt: number | null = null;
  private readonly listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Time of the cursor, ms UTC; null while it is nowhere. */
  get time(): number | null {
    return this.cursorAt;
  }

  /** Where the cursor was last, ms UTC: it leaves the plot on the way to a button. */
  get lastTime(): number | null {
    return this.lastAt;
  }

  tell(prepared: Prepared | undefined, cursorAt: number | null): void {
    this.prepared = prepared;
    this.cursorAt = cursorAt;
    this.lastAt = cursorAt ?? this.lastAt;
    for (const listener of this.listeners) listener();
  }

  /** Value of a lane at a time. */
  valueAt(lane: number, time: number, periodMs: number | undefined): number | undefined {
    const columns = this.prepared?.columns[lane];
    return columns && valueNear(columns, this.prepared!.grid, time, periodMs);
  }

  /** Whether all that is in view is drawn. */
  get isWhole(): boolean {
    return this.prepared?.isWhole ?? false;
  }

  /** Whether anything is drawn at all. */
  get hasValues(): boolean {
    return this.prepared?.columns.some(({ count }) => count > 0) ?? false;
  }
}
