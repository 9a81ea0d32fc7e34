import type { HistorySeries } from '@linetwin/contracts';
import { TILE_BUCKETS, tilesOf, tileWindow } from './tile-ladder.ts';
import type { TimeWindow } from './time-window.ts';

/** Asks history for all signals of one tile. */
export type LoadTile = (
  query: { signals: readonly string[]; from: number; to: number; points: number },
  abort: AbortSignal,
) => Promise<HistorySeries[]>;

interface Tile {
  series: HistorySeries;
  /** Whether later values may still come into it. */
  isOpen: boolean;
  loadedAt: number;
}

interface Wanted {
  key: string;
  width: number;
  tile: number;
  signals: string[];
}

/** A tile whose end lies so far back gets no more values but late ones. */
const SETTLED_AFTER_MS = 2 * 60_000;
/** A tile that values still come into is asked for again after so long; live values fill what is between. */
const REFRESH_MS = 20_000;
/** Buckets kept: about 60 MB. */
const MAX_BUCKETS = 1_000_000;
const MAX_AT_ONCE = 4;

/**
 * Tiles of history by signal, width of their buckets and time, the last used ones within a bound. What is in view is asked for before
 * what lies beside it; what nobody wants any more is not asked for, or given up.
 */
export class TileCache {
  private readonly load: LoadTile;
  private readonly now: () => number;
  private readonly tiles = new Map<string, Tile>();
  private readonly running = new Map<string, { abort: AbortController; signals: ReadonlySet<string> }>();
  private readonly listeners = new Set<() => void>();
  private queue: Wanted[] = [];
  private buckets = 0;
  /** Why the last question failed; until one is answered. */
  problem: Error | undefined;

  constructor(load: LoadTile, now: () => number) {
    this.load = load;
    this.now = now;
  }

  /** Told after every answer. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get isLoading(): boolean {
    return this.running.size > 0;
  }

  /** Says what is to be there, replacing what was said before. @param windows first what is needed first */
  want(signals: readonly string[], windows: readonly TimeWindow[], width: number): void {
    const wanted = new Map<string, Wanted>();
    for (const window of windows) {
      for (const tile of tilesOf(window, width)) {
        const key = `${width} ${tile}`;
        if (wanted.has(key) || tileWindow(tile, width).from > this.now()) continue;
        const missing = signals.filter((signal) => this.isDue(signal, width, tile));
        if (missing.length > 0) wanted.set(key, { key, width, tile, signals: missing });
      }
    }
    for (const [key, { abort }] of this.running) if (!wanted.has(key)) abort.abort();
    this.queue = [...wanted.values()];
    this.work();
  }

  /** Whether all tiles of a window are there. */
  holds(signals: readonly string[], window: TimeWindow, width: number): boolean {
    return tilesOf(window, width).every(
      (tile) =>
        tileWindow(tile, width).from > this.now() ||
        signals.every((signal) => this.tiles.has(`${signal} ${width} ${tile}`)),
    );
  }

  get(signal: string, width: number, tile: number): HistorySeries | undefined {
    const key = `${signal} ${width} ${tile}`;
    const found = this.tiles.get(key);
    if (!found) return undefined;
    // Last used, last thrown away.
    this.tiles.delete(key);
    this.tiles.set(key, found);
    return found.series;
  }

  /** Forgets everything, as after gaps were filled. */
  clear(): void {
    this.tiles.clear();
    this.buckets = 0;
  }

  stop(): void {
    this.queue = [];
    for (const { abort } of this.running.values()) abort.abort();
    this.listeners.clear();
  }

  private isDue(signal: string, width: number, tile: number): boolean {
    const found = this.tiles.get(`${signal} ${width} ${tile}`);
    return !found || (found.isOpen && this.now() - found.loadedAt > REFRESH_MS);
  }

  private work(): void {
    while (this.running.size < MAX_AT_ONCE) {
      const next = this.queue.find(({ key }) => !this.running.has(key));
      if (!next) return;
      this.queue = this.queue.filter((one) => one !== next);
      void this.ask(next);
    }
  }

  private async ask({ key, width, tile, signals }: Wanted): Promise<void> {
    const abort = new AbortController();
    this.running.set(key, { abort, signals: new Set(signals) });
    const { from, to } = tileWindow(tile, width);
    try {
      const answer = await this.load({ signals, from, to: to - 1, points: TILE_BUCKETS }, abort.signal);
      this.problem = undefined;
      const loadedAt = this.now();
      const isOpen = to > loadedAt - SETTLED_AFTER_MS;
      for (const series of answer)
        this.put(`${series.signal} ${width} ${tile}`, { series, isOpen, loadedAt });
    } catch (error) {
      if (!abort.signal.aborted) this.problem = error as Error;
    } finally {
      this.running.delete(key);
    }
    if (abort.signal.aborted) return this.work();
    for (const listener of this.listeners) listener();
    this.work();
  }

  private put(key: string, tile: Tile): void {
    this.buckets += tile.series.time.length - (this.tiles.get(key)?.series.time.length ?? 0);
    this.tiles.delete(key);
    this.tiles.set(key, tile);
    for (const [oldest, { series }] of this.tiles) {
      if (this.buckets <= MAX_BUCKETS) return;
      this.tiles.delete(oldest);
      this.buckets -= series.time.length;
    }
  }
}
