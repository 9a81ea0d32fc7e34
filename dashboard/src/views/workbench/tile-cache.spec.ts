import { describe, expect, test } from '@jest/globals';
import type { HistorySeries } from '@linetwin/contracts';
import { TileCache, type LoadTile } from './tile-cache.ts';
import { BUCKET_WIDTHS_MS, bucketWidthFor, TILE_BUCKETS, tilesOf, tileWindow } from './tile-ladder.ts';

const WIDTH = 1000;
const SPAN = WIDTH * TILE_BUCKETS;
const NOW = 1_767_600_000_000;
const START = Math.floor(NOW / SPAN) * SPAN - 10 * SPAN;

interface Asked {
  signals: readonly string[];
  from: number;
  to: number;
  abort: AbortSignal;
  answer: () => Promise<void>;
  fail: (error: Error) => Promise<void>;
}

function cacheOf(now = () => NOW) {
  const asked: Asked[] = [];
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const load: LoadTile = ({ signals, from, to }, abort) =>
    new Promise((resolve, reject) => {
      const series = signals.map((signal): HistorySeries => {
        const ones = [1];
        return { signal, time: [from], min: ones, max: ones, mean: ones, last: ones };
      });
      abort.addEventListener('abort', () => reject(new Error('aborted')));
      asked.push({
        signals,
        from,
        to,
        abort,
        answer: () => (resolve(series), settled()),
        fail: (error) => (reject(error), settled()),
      });
    });
  return { cache: new TileCache(load, now), asked };
}

const tilesFrom = (first: number, count: number) => ({
  from: START + first * SPAN,
  to: START + (first + count) * SPAN - 1,
});

describe('tiles of history', () => {
  test('are asked for once for all signals, what is in view first', async () => {
    const { cache, asked } = cacheOf();
    cache.want(['a', 'b'], [tilesFrom(2, 1), tilesFrom(1, 3)], WIDTH);
    expect(asked.map(({ from }) => (from - START) / SPAN)).toEqual([2, 1, 3]);
    expect(asked[0].signals).toEqual(['a', 'b']);
    expect(asked[0].to).toBe(START + 3 * SPAN - 1);
    await asked[0].answer();
    cache.want(['a', 'b', 'c'], [tilesFrom(2, 1)], WIDTH);
    expect(asked).toHaveLength(4);
    expect(asked[3].signals).toEqual(['c']);
    expect(cache.get('b', WIDTH, tilesOf(tilesFrom(2, 1), WIDTH)[0])?.time).toEqual([START + 2 * SPAN]);
  });

  test('are given up when nobody wants them any more, and few are asked for at once', () => {
    const { cache, asked } = cacheOf();
    cache.want(['a'], [tilesFrom(0, 8)], WIDTH);
    expect(asked).toHaveLength(4);
    cache.want(['a'], [tilesFrom(0, 1)], WIDTH);
    expect(asked.map(({ abort }) => abort.aborted)).toEqual([false, true, true, true]);
  });

  test('tell when an answer has come, and why one did not', async () => {
    const { cache, asked } = cacheOf();
    let told = 0;
    cache.subscribe(() => told++);
    cache.want(['a'], [tilesFrom(0, 2)], WIDTH);
    await asked[0].answer();
    expect([told, cache.problem]).toEqual([1, undefined]);
    await asked[1].fail(new Error('no way'));
    expect([told, cache.problem?.message]).toEqual([2, 'no way']);
  });

  test('that values still come into are asked for again after a while, others never', async () => {
    let now = NOW;
    const { cache, asked } = cacheOf(() => now);
    const [old, open] = [tilesFrom(0, 1), { from: NOW - 1000, to: NOW - 1 }];
    cache.want(['a'], [old, open], WIDTH);
    await Promise.all(asked.map((one) => one.answer()));
    cache.want(['a'], [old, open], WIDTH);
    expect(asked).toHaveLength(2);
    now += 21_000;
    cache.want(['a'], [old, open], WIDTH);
    expect(asked).toHaveLength(3);
    expect(asked[2].from).toBe(asked[1].from);
  });

  test('are not asked for in the future', () => {
    const { cache, asked } = cacheOf();
    cache.want(['a'], [{ from: NOW + 2 * SPAN, to: NOW + 4 * SPAN }], WIDTH);
    expect(asked).toEqual([]);
  });
});

describe('the ladder of widths', () => {
  test('gives no more buckets than pixels, and a day on a wide screen buckets of two minutes', () => {
    const day = { from: NOW - 86_400_000, to: NOW };
    expect(bucketWidthFor(day, 1200)).toBe(120_000);
    for (const width of BUCKET_WIDTHS_MS) {
      const window = { from: NOW - 1000 * width, to: NOW };
      expect(bucketWidthFor(window, 1000)).toBe(width);
    }
  });

  test('cuts time into tiles without a seam', () => {
    const tiles = tilesOf({ from: START + 1, to: START + 3 * SPAN }, WIDTH);
    expect(tiles).toHaveLength(4);
    for (const [i, tile] of tiles.slice(1).entries())
      expect(tileWindow(tile, WIDTH).from).toBe(tileWindow(tiles[i], WIDTH).to);
  });

  test('has widths that fit into each other from a minute on, as history rolls up', () => {
    for (const width of BUCKET_WIDTHS_MS.filter((ms) => ms >= 60_000)) expect(width % 60_000).toBe(0);
  });
});
