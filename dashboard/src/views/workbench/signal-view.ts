import type { ValueSequence } from '../../plots/trend-data.ts';
import { columnsOf, gridOf, type Grid, type LaneColumns } from './lane-columns.ts';
import { TileCache, type LoadTile } from './tile-cache.ts';
import { bucketWidthFor } from './tile-ladder.ts';
import { panned, within, zoomed, type TimeWindow } from './time-window.ts';
import { isFollowing, type Shown } from './workbench-url.ts';

/** What is asked for beside the window, as share of it, so that moving it finds what it needs. */
const MARGIN = 1;
/** Windows that one can go back to. */
const MAX_BACK = 50;

/** A signal as the view needs it. */
export interface ViewedSignal {
  address: string;
  periodMs?: number;
}

/** Columns of all signals for a window and what lies beside it. */
export interface Prepared {
  grid: Grid;
  columns: LaneColumns[];
  /** Whether all of the window is there, in the width asked for. */
  isWhole: boolean;
}

/**
 * What the plot shows: a window that gestures move, and the values in and beside it. Outside of React, because it changes with every
 * frame while somebody drags.
 */
export class SignalView {
  readonly cache: TileCache;
  private readonly now: () => number;
  private shown: Shown;
  private moved: TimeWindow;
  private readonly back: Shown[] = [];
  private readonly movers = new Set<() => void>();
  private readonly settlers = new Set<() => void>();

  constructor(load: LoadTile, now: () => number, shown: Shown) {
    this.cache = new TileCache(load, now);
    this.now = now;
    this.shown = shown;
    this.moved = this.windowOf(shown);
  }

  /** Told with every move; at most once a frame is worth drawing. */
  onMove(listener: () => void): () => void {
    this.movers.add(listener);
    return () => this.movers.delete(listener);
  }

  /** Told when a move is over. */
  onSettled(listener: () => void): () => void {
    this.settlers.add(listener);
    return () => this.settlers.delete(listener);
  }

  get window(): TimeWindow {
    return isFollowing(this.shown) ? this.windowOf(this.shown) : this.moved;
  }

  get settled(): Shown {
    return this.shown;
  }

  get isFollowing(): boolean {
    return isFollowing(this.shown);
  }

  get canGoBack(): boolean {
    return this.back.length > 0;
  }

  /** Shows another window. @param isOver false while a gesture goes on */
  show(window: TimeWindow, isOver: boolean): void {
    this.begin();
    this.moved = within(window, this.now());
    this.shown = this.moved;
    for (const listener of this.movers) listener();
    if (isOver) this.end();
  }

  /** Shows the last so many ms, and goes on with the time. */
  follow(last: number): void {
    this.begin();
    this.shown = { last };
    for (const listener of this.movers) listener();
    this.end();
  }

  zoom(factor: number, at?: number): void {
    const { from, to } = this.window;
    // What follows the time goes on with it, unless one zooms elsewhere.
    if (this.isFollowing && at === undefined) return this.follow(Math.max(1000, (to - from) * factor));
    this.show(zoomed(this.window, at ?? (from + to) / 2, factor), true);
  }

  pan(share: number): void {
    this.show(panned(this.window, share), true);
  }

  goBack(): void {
    const before = this.back.pop();
    if (!before) return;
    this.begun = undefined;
    this.shown = before;
    this.moved = this.windowOf(before);
    for (const listener of this.movers) listener();
    for (const listener of this.settlers) listener();
  }

  /** Columns for the window and one window on each side, out of what is there; asks for what is not. */
  prepare(
    signals: readonly ViewedSignal[],
    pixels: number,
    live: (address: string) => ValueSequence | undefined,
  ): Prepared {
    const { window } = this;
    const width = bucketWidthFor(window, pixels);
    const wide = { from: panned(window, -MARGIN).from, to: panned(window, MARGIN).to };
    const addresses = signals.map(({ address }) => address);
    // What lies beside the window waits until the window is there: both would share the server.
    const isWhole = this.cache.holds(addresses, window, width);
    this.cache.want(addresses, isWhole ? [window, wide] : [window], width);
    const grid = gridOf({ from: Math.max(0, wide.from), to: Math.min(wide.to, this.now() + width) }, width);
    const columns = signals.map(({ address, periodMs }) =>
      columnsOf(
        address,
        grid,
        (signal, ofWidth, tile) => this.cache.get(signal, ofWidth, tile),
        live(address),
        periodMs,
      ),
    );
    return { grid, columns, isWhole };
  }

  stop(): void {
    this.cache.stop();
    this.movers.clear();
    this.settlers.clear();
  }

  private begun: Shown | undefined;

  private begin(): void {
    this.begun ??= this.shown;
  }

  private end(): void {
    if (this.begun && this.begun !== this.shown) {
      this.back.push(this.begun);
      if (this.back.length > MAX_BACK) this.back.shift();
    }
    this.begun = undefined;
    for (const listener of this.settlers) listener();
  }

  private windowOf(shown: Shown): TimeWindow {
    if (!isFollowing(shown)) return shown;
    const now = this.now();
    return { from: now - shown.last, to: now };
  }
}
