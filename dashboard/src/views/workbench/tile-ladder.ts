import type { TimeWindow } from './time-window.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Widths of buckets there are, ms: from a minute on whole minutes or hours, as history keeps them. */
export const BUCKET_WIDTHS_MS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 6, 12, 24].map((hours) => hours * HOUR),
  ...[4, 16].map((days) => days * 24 * HOUR),
] as const;

/** Buckets of a tile: two or three tiles fill a wide screen. */
export const TILE_BUCKETS = 500;

/** The narrowest width of which a window has no more buckets than its pixels. */
export function bucketWidthFor({ from, to }: TimeWindow, pixels: number): number {
  const least = (to - from) / Math.max(50, pixels);
  return BUCKET_WIDTHS_MS.find((width) => width >= least) ?? BUCKET_WIDTHS_MS[BUCKET_WIDTHS_MS.length - 1];
}

export function tileSpanMs(width: number): number {
  return width * TILE_BUCKETS;
}

/** Numbers of the tiles of a width that a window touches. */
export function tilesOf({ from, to }: TimeWindow, width: number): number[] {
  const span = tileSpanMs(width);
  const first = Math.floor(from / span);
  return Array.from({ length: Math.floor(to / span) - first + 1 }, (_, i) => first + i);
}

/** Time of a tile; the end is not part of it. */
export function tileWindow(tile: number, width: number): TimeWindow {
  const span = tileSpanMs(width);
  return { from: tile * span, to: (tile + 1) * span };
}
