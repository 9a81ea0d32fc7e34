import type { HistorySeries, SampleBatch } from '@linetwin/contracts';
import { QUALITY_BAD } from '@linetwin/model';
import {
  bucketWidthMs,
  emptySeries,
  emptyStatistics,
  HistoryStore,
  type HistoryFigures,
  type HistoryRange,
  type LatestValue,
  type StatisticsRange,
  type StepRange,
  type StoredValues,
  type ValueRange,
  type ValueStatistics,
} from './history.port.ts';

interface Row {
  time: number;
  value: number;
  quality: number;
}

/** History for tests that need no store: plain to read, slow, and forgotten at the end. */
export class InMemoryHistory extends HistoryStore {
  private readonly rows = new Map<string, Map<number, Row>>();
  private mark = 0;

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  async append(samples: SampleBatch, addresses: readonly string[], mark: number): Promise<void> {
    if (mark <= this.mark) return;
    for (let i = 0; i < samples.length; i++) {
      const address = addresses[samples.signal[i]];
      const rows = this.rows.get(address) ?? new Map<number, Row>();
      this.rows.set(address, rows);
      const time = Math.round(samples.time[i]);
      if (!rows.has(time)) rows.set(time, { time, value: samples.value[i], quality: samples.quality[i] });
    }
    this.mark = mark;
  }

  lastMark(): number {
    return this.mark;
  }

  async read({ signals, from, to, points }: HistoryRange): Promise<HistorySeries[]> {
    const width = bucketWidthMs(from, to, points);
    return signals.map((signal) => {
      const buckets = new Map<number, Row[]>();
      for (const row of this.sorted(signal)) {
        if (row.time < from || row.time > to || row.quality === QUALITY_BAD) continue;
        const bucket = Math.floor((row.time - from) / width);
        buckets.set(bucket, [...(buckets.get(bucket) ?? []), row]);
      }
      const series = emptySeries(signal);
      for (const rows of buckets.values()) {
        const values = rows.map((row) => row.value);
        series.time.push(rows[0].time);
        series.min.push(Math.min(...values));
        series.max.push(Math.max(...values));
        series.mean.push(values.reduce((sum, value) => sum + value, 0) / values.length);
        series.last.push(values[values.length - 1]);
      }
      return series;
    });
  }

  async latest(): Promise<LatestValue[]> {
    return [...this.rows.keys()].map((address) => ({ address, ...this.sorted(address).at(-1)! }));
  }

  async newestAt(time: number): Promise<LatestValue[]> {
    return [...this.rows.keys()].flatMap((address) => {
      const row = this.sorted(address).findLast((one) => one.time <= time);
      return row ? [{ address, ...row }] : [];
    });
  }

  async steps({ from, to, stepMs, signals }: StepRange): Promise<LatestValue[]> {
    const newest = new Map<string, LatestValue>();
    const stepOf = (time: number) => Math.floor((time - from - 1) / stepMs);
    for (const address of this.rows.keys()) {
      if (signals && !signals.includes(address)) continue;
      for (const row of this.sorted(address))
        if (row.time > from && row.time <= to)
          newest.set(`${address}@${stepOf(row.time)}`, { address, ...row });
    }
    return [...newest.values()].sort((a, b) => stepOf(a.time) - stepOf(b.time));
  }

  async statistics({ signals, from, to, percents, exact }: StatisticsRange): Promise<ValueStatistics[]> {
    return signals.map((signal) => {
      const values = this.sorted(signal)
        .filter(({ time, quality }) => time >= from && time <= to && quality !== QUALITY_BAD)
        .map(({ value }) => value)
        .sort((a, b) => a - b);
      const count = values.length;
      if (count === 0) return emptyStatistics(signal);
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
      return {
        signal,
        count,
        min: values[0],
        max: values[count - 1],
        mean,
        standardDeviation: exact ? Math.sqrt(variance) : null,
        percentiles: exact
          ? percents.map((percent) => values[Math.max(0, Math.ceil((percent / 100) * count) - 1)])
          : null,
      };
    });
  }

  async values({ signal, from, to, limit }: ValueRange): Promise<StoredValues> {
    const rows = this.sorted(signal).filter(({ time }) => time >= from && time <= to);
    const first = rows.slice(0, limit);
    return {
      time: first.map(({ time }) => time),
      value: first.map(({ value }) => value),
      quality: first.map(({ quality }) => quality),
    };
  }

  async figures(): Promise<HistoryFigures> {
    return { name: 'memory', bytes: 0 };
  }

  private sorted(address: string): Row[] {
    return [...(this.rows.get(address)?.values() ?? [])].sort((a, b) => a.time - b.time);
  }
}
