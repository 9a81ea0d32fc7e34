/**
 * Values in columns, the form in which they move through the server: row i says that `signal[i]` had
 * `value[i]` at `time[i]`. Only the first `length` rows count; arrays may be longer and are reused.
 */
export interface SampleBatch {
  length: number;
  signal: Uint32Array;
  /** Source time, ms since 1970 UTC. */
  time: Float64Array;
  value: Float64Array;
  quality: Uint8Array;
}

export function createSampleBatch(capacity: number): SampleBatch {
  return {
    length: 0,
    signal: new Uint32Array(capacity),
    time: new Float64Array(capacity),
    value: new Float64Array(capacity),
    quality: new Uint8Array(capacity),
  };
}

/** Appends a row, growing the columns by half when they are full. */
export function appendSample(
  batch: SampleBatch,
  signal: number,
  time: number,
  value: number,
  quality: number,
): void {
  const row = batch.length;
  if (row === batch.signal.length) growSampleBatch(batch, Math.max(16, Math.ceil(row * 1.5)));
  batch.signal[row] = signal;
  batch.time[row] = time;
  batch.value[row] = value;
  batch.quality[row] = quality;
  batch.length = row + 1;
}

export function growSampleBatch(batch: SampleBatch, capacity: number): void {
  if (capacity <= batch.signal.length) return;
  const grown = createSampleBatch(capacity);
  grown.signal.set(batch.signal);
  grown.time.set(batch.time);
  grown.value.set(batch.value);
  grown.quality.set(batch.quality);
  batch.signal = grown.signal;
  batch.time = grown.time;
  batch.value = grown.value;
  batch.quality = grown.quality;
}
