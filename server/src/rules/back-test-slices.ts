import { gunzipSync, gzipSync } from 'node:zlib';
import { createSampleBatch, appendSample, type SampleBatch } from '@linetwin/contracts';
import type { CheckedRule } from '@linetwin/rules';

/** Values in one slice: some megabytes on their way, a fraction of a second to read. */
const VALUES_PER_SLICE = 150_000;
const MAX_SLICE_MS = 12 * 3_600_000;
const STEP_MS = 1000;

/** One stretch of history that a worker is given at once; the beginning is not part of it, the end is. */
export interface SliceSpan {
  from: number;
  to: number;
}

/**
 * Slices of a back-test, in order: known from rule and range alone, so that whoever owns the history can make any of them at any time. They begin as
 * much before the range as the rule looks back.
 */
export function slicesOf(rule: CheckedRule, { from, to }: SliceSpan): SliceSpan[] {
  const begin = from - Math.ceil(rule.lookBackS) * 1000;
  const signals = rule.references.flatMap((one) => one.signals);
  const perS = signals.reduce(
    (sum, { periodMs }) => sum + (periodMs === undefined ? 0.2 : 1000 / Math.max(STEP_MS, periodMs)),
    0,
  );
  // The state of each machine may be wanted beside what the expression names.
  const perSecond = Math.max(0.1, perS + (rule.condition.whileStates ? rule.machines.length : 0));
  const width = Math.min(MAX_SLICE_MS, Math.max(60_000, Math.floor(VALUES_PER_SLICE / perSecond) * 1000));
  const slices: SliceSpan[] = [];
  for (let start = begin; start < to; start += width)
    slices.push({ from: start, to: Math.min(start + width, to) });
  return slices;
}

/** A slice on its way: what stood when the back-test begins (in the first slice only), and the values. */
export interface Slice {
  seeds: SampleBatch;
  values: SampleBatch;
}

/** Rows of columns behind each other, compressed; `signals` are addresses, because the worker numbers signals by itself. */
export function encodeSlice(addresses: readonly string[], { seeds, values }: Slice): Uint8Array {
  const head = Buffer.from(JSON.stringify({ addresses, seeds: seeds.length, values: values.length }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const columns = [seeds, values].flatMap(({ length: rows, signal, time, value, quality }) =>
    [signal, time, value, quality].map((column) => bytesOf(column, rows)),
  );
  return gzipSync(Buffer.concat([length, head, ...columns]), { level: 1 });
}

export function decodeSlice(bytes: Uint8Array): Slice & { addresses: string[] } {
  const plain = gunzipSync(bytes);
  const headLength = plain.readUInt32LE(0);
  const head = JSON.parse(plain.subarray(4, 4 + headLength).toString('utf8')) as {
    addresses: string[];
    seeds: number;
    values: number;
  };
  let at = 4 + headLength;
  const take = (count: number): SampleBatch => {
    const batch = createSampleBatch(count);
    batch.length = count;
    for (const column of [batch.signal, batch.time, batch.value, batch.quality]) {
      bytesOf(column, count).set(plain.subarray(at, at + count * column.BYTES_PER_ELEMENT));
      at += count * column.BYTES_PER_ELEMENT;
    }
    return batch;
  };
  return { addresses: head.addresses, seeds: take(head.seeds), values: take(head.values) };
}

/** Rows of history as columns; `addresses` numbers the signals. */
export function batchOf(
  rows: readonly { address: string; time: number; value: number; quality: number }[],
  numbers: ReadonlyMap<string, number>,
): SampleBatch {
  const batch = createSampleBatch(rows.length);
  for (const { address, time, value, quality } of rows) {
    const number = numbers.get(address);
    if (number !== undefined) appendSample(batch, number, time, value, quality);
  }
  return batch;
}

function bytesOf(column: Uint32Array | Float64Array | Uint8Array, rows: number): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, rows * column.BYTES_PER_ELEMENT);
}
