import type { HistorySeries } from '@linetwin/contracts';
import { emptySeries } from '../history.port.ts';

/**
 * Buckets of `width` ms from `from` on over rows of time and value in order of time: time of the first value, least,
 * greatest, mean and last.
 */
export function thin(
  signal: string,
  rows: readonly (readonly (number | string | null)[])[],
  from: number,
  width: number,
): HistorySeries {
  const series = emptySeries(signal);
  let open = -1;
  let sum = 0;
  let count = 0;
  for (const row of rows as readonly (readonly number[])[]) {
    const [time, value] = row;
    const bucket = Math.floor((time - from) / width);
    const end = series.time.length;
    if (bucket !== open) {
      open = bucket;
      sum = value;
      count = 1;
      series.time.push(time);
      series.min.push(value);
      series.max.push(value);
      series.mean.push(value);
      series.last.push(value);
      continue;
    }
    sum += value;
    count++;
    series.min[end - 1] = Math.min(series.min[end - 1], value);
    series.max[end - 1] = Math.max(series.max[end - 1], value);
    series.mean[end - 1] = sum / count;
    series.last[end - 1] = value;
  }
  return series;
}
