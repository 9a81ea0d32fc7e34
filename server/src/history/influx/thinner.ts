import type { HistorySeries } from '@linetwin/contracts';
import { emptySeries } from '../history.port.ts';
import type { InfluxRow } from './influx-client.ts';

/**
 * Thins one signal to buckets `floor((time - start) / width)`, out of values and of buckets of a tier, both in order of time.
 * The time of a bucket is that of the first value or tier bucket in it.
 */
export class Thinner {
  private readonly start: number;
  private readonly width: number;
  private readonly series: HistorySeries;
  /** Values in each bucket. */
  readonly counts: number[] = [];
  private open = NaN;
  private end = -1;
  private total = 0;
  private number = 0;

  constructor(signal: string, start: number, width: number) {
    this.series = emptySeries(signal);
    this.start = start;
    this.width = width;
  }

  /** @param rows of time and value, or of time, least, greatest, total, number and last value */
  add(rows: readonly InfluxRow[]): void {
    for (const row of rows as readonly number[][]) {
      if (row.length === 2) this.put(row[0], row[1], row[1], row[1], 1, row[1]);
      else this.put(row[0], row[1], row[2], row[3], row[4], row[5]);
    }
  }

  result(): HistorySeries {
    return this.series;
  }

  private put(at: number, low: number, high: number, total: number, number: number, last: number): void {
    const { series } = this;
    // A bucket of a tier that begins before the range, of values that were dropped, counts as if it began with it.
    const time = Math.max(at, this.start);
    const bucket = Math.floor((time - this.start) / this.width);
    if (bucket !== this.open) {
      this.open = bucket;
      this.end++;
      this.total = 0;
      this.number = 0;
      series.time.push(time);
      series.min.push(low);
      series.max.push(high);
    }
    const { end } = this;
    this.total += total;
    this.number += number;
    if (low < series.min[end]) series.min[end] = low;
    if (high > series.max[end]) series.max[end] = high;
    this.counts[end] = this.number;
    series.mean[end] = this.total / this.number;
    series.last[end] = last;
  }
}
