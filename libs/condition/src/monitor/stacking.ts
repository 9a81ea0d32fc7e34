import { median } from '@linetwin/signal';

/**
 * Stacks each row with the `lags - 1` rows before it, newest first. A stretch shorter than that gives nothing.
 *
 * @returns rows of length `lags` times the width
 */
export function stackRows(rows: readonly Float64Array[], lags: number): Float64Array[] {
  const stacked: Float64Array[] = [];
  for (let end = lags - 1; end < rows.length; end++) {
    const width = rows[end].length;
    const out = new Float64Array(lags * width);
    for (let lag = 0; lag < lags; lag++) out.set(rows[end - lag], lag * width);
    stacked.push(out);
  }
  return stacked;
}

/** Median of each value and those before it, up to `length` of them; only where that many are there, or of all if fewer. */
export function runningMedians(values: readonly number[], length: number): number[] {
  if (values.length === 0) return [];
  if (values.length < length) return [median(values)];
  return values.slice(length - 1).map((_, i) => median(values.slice(i, i + length)));
}
