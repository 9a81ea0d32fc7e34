import { median } from '@linetwin/signal';

export function mean(values: ArrayLike<number>, from = 0, to = values.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return to > from ? sum / (to - from) : 0;
}

export function deviation(values: ArrayLike<number>, from = 0, to = values.length): number {
  const middle = mean(values, from, to);
  let sum = 0;
  for (let i = from; i < to; i++) sum += (values[i] - middle) ** 2;
  return to > from ? Math.sqrt(sum / (to - from)) : 0;
}

/** Mean of `width` values around each. */
export function smoothed(values: ArrayLike<number>, width: number): Float64Array {
  const out = new Float64Array(values.length);
  const half = Math.floor(width / 2);
  let sum = 0;
  let from = 0;
  let to = 0;
  for (let i = 0; i < values.length; i++) {
    while (to < Math.min(values.length, i + half + 1)) sum += values[to++];
    while (from < i - half) sum -= values[from++];
    out[i] = sum / (to - from);
  }
  return out;
}

/** Standard deviation of `width` values around each, after taking out what is slower than that. */
export function localScatter(values: ArrayLike<number>, width: number): Float64Array {
  const level = smoothed(values, width);
  const squares = Float64Array.from(level, (slow, i) => (values[i] - slow) ** 2);
  return smoothed(squares, width).map((square) => Math.sqrt(Math.max(0, square)));
}

/** Means of equal parts. */
export function inParts(values: ArrayLike<number>, parts: number): number[] {
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * values.length) / parts);
    return mean(values, from, Math.max(from + 1, Math.floor(((part + 1) * values.length) / parts)));
  });
}

/** Median of each place over several rows of the same length. */
export function medianRow(rows: readonly (readonly number[])[]): number[] {
  return rows[0].map((_, i) => median(rows.map((row) => row[i])));
}

export interface Run {
  from: number;
  /** Behind the last one. */
  to: number;
}

/** Stretches where something holds, those closer than `bridge` joined, those shorter than `shortest` left out. */
export function runsWhere(
  length: number,
  holds: (i: number) => boolean,
  shortest: number,
  bridge: number,
): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < length; i++) {
    if (!holds(i)) continue;
    const last = runs.at(-1);
    if (last && i - last.to <= bridge) last.to = i + 1;
    else runs.push({ from: i, to: i + 1 });
  }
  return runs.filter(({ from, to }) => to - from >= shortest);
}
