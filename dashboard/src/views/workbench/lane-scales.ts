import type { LaneColumns } from './lane-columns.ts';
import type { Layout } from './workbench-url.ts';

/** What one signal is drawn as. */
export interface Lane {
  address: string;
  name: string;
  unit: string;
  decimals: number;
  /** Publish period; without one the line holds its value between events. */
  periodMs?: number;
  /** Names of an enumeration's numbers. */
  values?: readonly string[];
  colour: string;
  /** Dashes that tell lines of one colour apart, CSS pixels. */
  dash: readonly number[];
}

/** Room above and below a line in its lane, as share of its own height. */
const AIR = 0.12;

/** Least and greatest of a lane with something between them, also of a line that does not move. */
export function extentOf(low: number, high: number): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (high > low) return [low, high];
  const around = Math.abs(low) * 0.01 || 1;
  return [low - around, high + around];
}

/**
 * Ends of the scale of one of `count` lanes above each other, so that its line lies in its lane: the scale goes over the whole height of
 * the plot.
 *
 * @param position 0 is the uppermost
 */
export function laneScale(position: number, count: number, low: number, high: number): [number, number] {
  const [bottom, top] = extentOf(low, high);
  const room = (top - bottom) * (1 + 2 * AIR);
  const laneBottom = bottom - (top - bottom) * AIR;
  const below = count - 1 - position;
  return [laneBottom - below * room, laneBottom + (position + 1) * room];
}

/** Key of the scale that a lane is drawn on: its own, or that of its unit. */
export function scaleKey(lanes: readonly Lane[], position: number, layout: Layout): string {
  const { unit, values } = lanes[position];
  return layout === 'stack' || values ? `lane-${position}` : `unit-${unit}`;
}

/** Ends of each scale. */
export function scaleRanges(
  lanes: readonly Lane[],
  columns: readonly LaneColumns[],
  layout: Layout,
): Map<string, [number, number]> {
  const ranges = new Map<string, [number, number]>();
  if (layout === 'stack') {
    lanes.forEach((lane, i) => {
      const { low, high } = columns[i];
      const [from, to] = lane.values ? [0, lane.values.length - 1] : [low, high];
      ranges.set(scaleKey(lanes, i, layout), laneScale(i, lanes.length, from, to));
    });
    return ranges;
  }
  const ends = new Map<string, [number, number]>();
  lanes.forEach((_, i) => {
    const key = scaleKey(lanes, i, layout);
    const [low, high] = ends.get(key) ?? [Infinity, -Infinity];
    const own = columns[i];
    ends.set(key, [own.low < low ? own.low : low, own.high > high ? own.high : high]);
  });
  for (const [key, [low, high]] of ends) ranges.set(key, laneScale(0, 1, low, high));
  return ranges;
}

/** Units in the order of their first signal: the first has its axis at the left, the second at the right. */
export function unitsOf(lanes: readonly Lane[]): string[] {
  return [...new Set(lanes.filter(({ values }) => !values).map(({ unit }) => unit))];
}
