import { describe, expect, test } from '@jest/globals';
import type { HistorySeries } from '@linetwin/contracts';
import { columnsOf, gridOf, valueNear, type TileSource } from './lane-columns.ts';
import { tilesOf, tileSpanMs } from './tile-ladder.ts';

const T = 1_767_600_000_000;

function seriesOf(points: readonly (readonly [number, number])[]): HistorySeries {
  const value = points.map(([, v]) => v);
  return {
    signal: 'a',
    time: points.map(([t]) => t),
    mean: value,
    last: value,
    min: value.map((v) => v - 1),
    max: value.map((v) => v + 1),
  };
}

/** Tiles of one width that hold these points. */
function tilesWith(width: number, points: readonly (readonly [number, number])[]): TileSource {
  return (_signal, asked, tile) => {
    const span = tileSpanMs(width);
    if (asked !== width) return undefined;
    return seriesOf(points.filter(([t]) => Math.floor(t / span) === tile));
  };
}

const every = (step: number, count: number, from = T) =>
  Array.from({ length: count }, (_, i) => [from + i * step, i] as const);
const numbers = (cells: readonly unknown[]) => cells.filter((cell) => typeof cell === 'number');

describe('a signal on the grid of all signals', () => {
  test('joins its tiles without a seam', () => {
    const window = { from: T, to: T + 1_200_000 };
    const points = every(1000, 1200);
    expect(tilesOf(window, 1000).length).toBeGreaterThan(2);
    const columns = columnsOf('a', gridOf(window, 1000), tilesWith(1000, points), undefined, 1000);
    expect(numbers(columns.mean)).toEqual(points.map(([, v]) => v));
    expect(columns.mean).not.toContain(null);
    expect([columns.low, columns.high, columns.count]).toEqual([-1, 1200, 1200]);
  });

  test('breaks where values are missing, and only there', () => {
    const window = { from: T, to: T + 60_000 };
    const points = every(1000, 60).filter(([, i]) => i < 20 || i > 30);
    const { mean } = columnsOf('a', gridOf(window, 100), tilesWith(100, points), undefined, 1000);
    expect(mean.filter((cell) => cell === null)).toHaveLength(1);
    expect(mean.indexOf(null)).toBeGreaterThan(200);
    expect(mean.indexOf(null)).toBeLessThan(310);
  });

  test('holds its value without a break when it only speaks on events', () => {
    const window = { from: T, to: T + 60_000 };
    const grid = gridOf(window, 100);
    const columns = columnsOf(
      'a',
      grid,
      tilesWith(100, [
        [T + 100, 5],
        [T + 50_000, 6],
      ]),
      undefined,
      undefined,
    );
    expect(columns.mean).not.toContain(null);
    expect(valueNear(columns, grid, T + 49_000, undefined)).toBe(5);
  });

  test('is drawn from wider tiles until its own have come', () => {
    const window = { from: T, to: T + 30_000 };
    const grid = gridOf(window, 100);
    const coarse = columnsOf('a', grid, tilesWith(2000, every(2000, 15)), undefined, 100);
    expect(numbers(coarse.mean)).toEqual(every(2000, 15).map(([, v]) => v));
    expect(coarse.mean).not.toContain(null);
  });

  test('goes on with live values where history ends, a value that is none being a break', () => {
    const window = { from: T, to: T + 10_000 };
    const grid = gridOf(window, 500);
    const live = every(1000, 4, T + 5000).map(([t, v]) => [t, v === 2 ? NaN : 100 + v] as const);
    const sequence = {
      length: live.length,
      timeAt: (i: number) => live[i][0],
      valueAt: (i: number) => live[i][1],
    };
    const columns = columnsOf('a', grid, tilesWith(500, every(1000, 8)), sequence, 1000);
    expect(numbers(columns.mean)).toEqual([0, 1, 2, 3, 4, 100, 101, 103]);
    expect(columns.mean[14]).toBeNull();
    expect(valueNear(columns, grid, T + 6400, 1000)).toBe(101);
    expect(valueNear(columns, grid, T + 7400, 1000)).toBeUndefined();
    expect(valueNear(columns, grid, T + 60_000, 1000)).toBe(103);
  });
});
