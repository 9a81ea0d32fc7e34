import type { HistorySeries } from '@linetwin/contracts';
import type { ValueSequence } from '../../plots/trend-data.ts';
import { BUCKET_WIDTHS_MS, tilesOf, tileSpanMs } from './tile-ladder.ts';
import type { TimeWindow } from './time-window.ts';

/** A number, `undefined` where there is none, `null` where values are missing and no line may be drawn. */
export type Cell = number | null | undefined;

/** One signal on the grid that all signals share. */
export interface LaneColumns {
  mean: Cell[];
  min: Cell[];
  max: Cell[];
  /** Least and greatest of all of it; NaN without values. */
  low: number;
  high: number;
  /** Values or buckets. */
  count: number;
}

/** Times that all lanes share, ms: cell `i` stands for `from + i * width`. */
export interface Grid {
  from: number;
  width: number;
  length: number;
}

export function gridOf(window: TimeWindow, width: number): Grid {
  const from = Math.floor(window.from / width) * width;
  return { from, width, length: Math.floor((window.to - from) / width) + 1 };
}

/** Tiles that are there. */
export type TileSource = (signal: string, width: number, tile: number) => HistorySeries | undefined;

/** Neighbours this many periods apart have something missing between them. */
const GAP_PERIODS = 3;

/**
 * Puts what is known of a signal onto a grid: tiles of the grid's own width where they are there, wider ones until they come, live values
 * after the last of history.
 *
 * @param periodMs of the signal; without one it holds its value between events and has no gaps
 */
export function columnsOf(
  signal: string,
  grid: Grid,
  tiles: TileSource,
  live: ValueSequence | undefined,
  periodMs: number | undefined,
): LaneColumns {
  const cells = (): Cell[] => new Array<Cell>(grid.length).fill(undefined);
  const columns: LaneColumns = { mean: cells(), min: cells(), max: cells(), low: NaN, high: NaN, count: 0 };
  const { width } = grid;
  const window = { from: grid.from, to: grid.from + grid.length * width - 1 };
  const liveFrom = live && live.length > 0 ? live.timeAt(0) : Infinity;
  let last = -1;
  let lastWidth = 0;
  const put = (time: number, mean: number, min: number, max: number, ofWidth: number) => {
    const cell = Math.floor((time - grid.from) / width);
    if (cell < 0 || cell >= grid.length || cell < last) return;
    if (last >= 0 && periodMs !== undefined) {
      const gapMs = GAP_PERIODS * Math.max(periodMs, ofWidth, lastWidth) + width;
      if ((cell - last) * width > gapMs) breakAt(columns, (cell + last) >> 1);
    }
    if (!Number.isFinite(mean)) {
      breakAt(columns, cell);
    } else if (cell === last && typeof columns.mean[cell] === 'number') {
      // Live values that share a cell: the last one, with the ends of all.
      columns.mean[cell] = mean;
      columns.min[cell] = Math.min(columns.min[cell] as number, min);
      columns.max[cell] = Math.max(columns.max[cell] as number, max);
    } else {
      columns.mean[cell] = mean;
      columns.min[cell] = min;
      columns.max[cell] = max;
      columns.count++;
    }
    if (!(columns.low <= min)) columns.low = min;
    if (!(columns.high >= max)) columns.high = max;
    last = cell;
    lastWidth = ofWidth;
  };

  for (const tile of tilesOf(window, width)) {
    const found = knownOf(signal, width, tile, tiles);
    for (const { series, width: ofWidth, from, to } of found) {
      for (let i = lowerBound(series.time, from); i < series.time.length; i++) {
        const time = series.time[i];
        if (time >= to || time >= liveFrom) break;
        put(time, series.mean[i], series.min[i], series.max[i], ofWidth);
      }
    }
  }
  if (live) {
    for (let i = 0; i < live.length; i++) {
      const time = live.timeAt(i);
      if (time < window.from) continue;
      if (time > window.to) break;
      const value = live.valueAt(i);
      put(time, value, value, value, 0);
    }
  }
  return columns;
}

function breakAt({ mean, min, max }: LaneColumns, cell: number): void {
  mean[cell] = min[cell] = max[cell] = null;
}

/** The tile, or what wider tiles know of its time. */
function knownOf(
  signal: string,
  width: number,
  tile: number,
  tiles: TileSource,
): { series: HistorySeries; width: number; from: number; to: number }[] {
  const own = tiles(signal, width, tile);
  const [from, to] = [tile, tile + 1].map((edge) => edge * tileSpanMs(width));
  if (own) return [{ series: own, width, from, to }];
  for (const wider of BUCKET_WIDTHS_MS) {
    if (wider <= width) continue;
    const found = tilesOf({ from, to: to - 1 }, wider).flatMap((other) => {
      const series = tiles(signal, wider, other);
      return series ? [{ series, width: wider, from, to }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}

function lowerBound(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The value at a time: of its cell, or of one before that is no gap away; of a signal without a period the last one. */
export function valueNear(
  { mean }: LaneColumns,
  grid: Grid,
  time: number,
  periodMs: number | undefined,
): number | undefined {
  const cell = Math.min(grid.length - 1, Math.floor((time - grid.from) / grid.width));
  const reach = periodMs === undefined ? Infinity : Math.ceil((GAP_PERIODS * periodMs) / grid.width) + 3;
  for (let i = cell; i >= 0 && cell - i <= reach; i--) {
    const found = mean[i];
    if (found === null) return undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
