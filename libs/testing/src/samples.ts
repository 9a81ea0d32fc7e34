import { appendSample, createSampleBatch, type SampleBatch } from '@linetwin/contracts';

/** One row of a batch: signal index, time in ms since 1970 UTC, value, quality (0 when left out). */
export type SampleRow = readonly [signal: number, time: number, value: number, quality?: number];

/** A batch from rows, for tests that say what they mean row by row. */
export function samplesOf(rows: readonly SampleRow[]): SampleBatch {
  const batch = createSampleBatch(Math.max(1, rows.length));
  for (const [signal, time, value, quality = 0] of rows) appendSample(batch, signal, time, value, quality);
  return batch;
}

/** The rows of a batch, to compare with; a value that is no number stays NaN. */
export function rowsOf(batch: SampleBatch): [number, number, number, number][] {
  return Array.from({ length: batch.length }, (_, row) => [
    batch.signal[row],
    batch.time[row],
    batch.value[row],
    batch.quality[row],
  ]);
}
