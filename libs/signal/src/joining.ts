/** Values with their times, in order of time. */
export type TimedValues = { readonly time: ArrayLike<number>; readonly value: ArrayLike<number> };

/** Values of two signals that belong together. */
export type JoinedValues = {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly time: Float64Array;
};

/**
 * Joins two signals by time: to each value of `x` the value of `y` that is nearest in time, none farther than `tolerance`; of two
 * that are equally near the earlier. Times are in one unit, whichever it is.
 */
export function joinByTime(x: TimedValues, y: TimedValues, tolerance: number): JoinedValues {
  const pairs: [number, number, number][] = [];
  let j = 0;
  for (let i = 0; i < x.time.length; i++) {
    const at = x.time[i];
    while (j + 1 < y.time.length && Math.abs(y.time[j + 1] - at) < Math.abs(y.time[j] - at)) j++;
    if (j < y.time.length && Math.abs(y.time[j] - at) <= tolerance) pairs.push([x.value[i], y.value[j], at]);
  }
  return {
    x: Float64Array.from(pairs, ([a]) => a),
    y: Float64Array.from(pairs, ([, b]) => b),
    time: Float64Array.from(pairs, ([, , at]) => at),
  };
}

/**
 * Pearson's correlation coefficient of joined values, -1 to 1; NaN where one of them does not vary.
 *
 * @throws RangeError if the lengths differ
 */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) throw new RangeError(`x has ${x.length} values, y has ${y.length}`);
  const n = x.length;
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanX += x[i] / n;
    meanY += y[i] / n;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [x[i] - meanX, y[i] - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : NaN;
}

/** Samples on an even grid. */
export type EvenRun = {
  readonly samples: Float64Array;
  /** Distance of the samples, in the unit of the times given. */
  readonly period: number;
  /** Time of the first sample. */
  readonly from: number;
};

/** Neighbours this many periods apart are no longer of one run: a line between them would be an invention. */
const MAX_GAP_PERIODS = 3;

/**
 * The longest run of values without a gap, on an even grid of their median distance, between neighbours interpolated linearly:
 * what a spectrum needs. Above a quarter of the grid's rate interpolation damps.
 *
 * @returns undefined where no two values lie within three median distances
 */
export function evenRun({ time, value }: TimedValues): EvenRun | undefined {
  const n = time.length;
  if (n < 2) return undefined;
  const distances = Float64Array.from({ length: n - 1 }, (_, i) => time[i + 1] - time[i]).sort();
  const period = distances[Math.floor(distances.length / 2)];
  if (!(period > 0)) return undefined;
  let [first, last] = [0, 0];
  for (let start = 0, i = 1; i <= n; i++) {
    if (i < n && time[i] - time[i - 1] <= MAX_GAP_PERIODS * period) continue;
    if (time[i - 1] - time[start] > time[last] - time[first]) [first, last] = [start, i - 1];
    start = i;
  }
  if (last === first) return undefined;
  const from = time[first];
  const samples = new Float64Array(Math.floor((time[last] - from) / period + 1e-9) + 1);
  let k = first;
  for (let i = 0; i < samples.length; i++) {
    const at = from + i * period;
    while (k + 1 < last && time[k + 1] <= at) k++;
    const share = Math.min(1, (at - time[k]) / (time[k + 1] - time[k]));
    samples[i] = value[k] + share * (value[k + 1] - value[k]);
  }
  return { samples, period, from };
}
