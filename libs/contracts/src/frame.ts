import type { SampleBatch } from './sample-batch.ts';
import { growSampleBatch } from './sample-batch.ts';

/**
 * A block of live values on the wire. Little-endian, a 48-byte header and columns, encoded once per room.
 * Values that share a time (a machine's message) form a run, so a value costs 4 + 2 bytes and its share of 6.
 *
 * | offset | type | field                                                                                |
 * | ------ | ---- | ------------------------------------------------------------------------------------ |
 * | 0      | u32  | `LTF1` (0x3146544c)                                                                  |
 * | 4      | u8   | type: 1 snapshot, 2 batch (every value), 3 latest (newest per signal)                |
 * | 5      | u8   | flags: bit 0 set when signal indexes are u32                                         |
 * | 6      | u16  | reserved, 0                                                                          |
 * | 8      | u32  | model version                                                                        |
 * | 12     | u32  | sequence of the frame in its room, +1 each                                           |
 * | 16     | f64  | base time: the newest of the frame, ms since 1970 UTC                                |
 * | 24     | f64  | server time when the frame was made, ms since 1970 UTC                               |
 * | 32     | u32  | values n                                                                             |
 * | 36     | u32  | runs r                                                                               |
 * | 40     | u32  | values whose quality is not Good, q                                                  |
 * | 44     | u32  | values folded (replaced by a newer one before they were sent) since the last frame   |
 * | 48     | f32  | n values                                                                             |
 * |        | i32  | r offsets of the runs' time from the base time, ms                                   |
 * |        | u32  | q positions (0 to n-1) of values whose quality is not Good                           |
 * |        | u32  | n signal indexes, where flag bit 0 is set                                            |
 * |        | u16  | r run lengths                                                                        |
 * |        | u16  | n signal indexes, where flag bit 0 is not set                                        |
 * |        | u8   | q qualities: 1 Uncertain, 2 Bad                                                      |
 *
 * A value that is not a number (sensor gave nothing) travels as NaN with quality Bad. A signal that never had
 * a value is not in a snapshot. An offset reaches 24.8 days back; an older value travels with that age.
 */
export const FRAME_TYPES = { snapshot: 1, batch: 2, latest: 3 } as const;
export type FrameType = keyof typeof FRAME_TYPES;

const MAGIC = 0x3146544c;
const HEADER_BYTES = 48;
const FLAG_WIDE_INDEX = 1;
const MAX_RUN = 0xffff;
const MAX_NARROW_INDEX = 0xffff;
/** Furthest offset of a run that an i32 of milliseconds holds, 24.8 days. */
const MIN_OFFSET_MS = -0x8000_0000;
const MAX_QUALITY = 2;

export interface FrameHeader {
  type: FrameType;
  modelVersion: number;
  sequence: number;
  /** ms since 1970 UTC. */
  serverTime: number;
  folded: number;
}

export interface Frame extends FrameHeader {
  samples: SampleBatch;
}

/** A frame that does not follow the format; the message says what is wrong with it. */
export class FrameFormatError extends Error {
  override name = 'FrameFormatError';
}

/** Encodes the first `samples.length` rows. Times are rounded to whole milliseconds, values to float32. */
export function encodeFrame(header: FrameHeader, samples: SampleBatch): Uint8Array {
  const n = samples.length;
  let newest = -Infinity;
  let runs = 0;
  let doubtful = 0;
  let wide = false;
  for (let i = 0, runLength = 0; i < n; i++) {
    if (i === 0 || samples.time[i] !== samples.time[i - 1] || runLength === MAX_RUN) {
      runs++;
      runLength = 0;
      if (samples.time[i] > newest) newest = samples.time[i];
    }
    runLength++;
    if (samples.quality[i] !== 0) doubtful++;
    if (samples.signal[i] > MAX_NARROW_INDEX) wide = true;
  }
  const baseTime = Math.round(n > 0 ? newest : header.serverTime);
  const size = HEADER_BYTES + n * 4 + runs * 4 + doubtful * 4 + runs * 2 + n * (wide ? 4 : 2) + doubtful;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, FRAME_TYPES[header.type]);
  view.setUint8(5, wide ? FLAG_WIDE_INDEX : 0);
  view.setUint32(8, header.modelVersion, true);
  view.setUint32(12, header.sequence, true);
  view.setFloat64(16, baseTime, true);
  view.setFloat64(24, header.serverTime, true);
  view.setUint32(32, n, true);
  view.setUint32(36, runs, true);
  view.setUint32(40, doubtful, true);
  view.setUint32(44, header.folded, true);
  const columns = columnsOf(bytes, n, runs, doubtful, wide);
  for (let i = 0; i < n; i++) {
    columns.values[i] = samples.value[i];
    columns.indexes[i] = samples.signal[i];
  }
  for (let i = 0, run = -1, q = 0; i < n; i++) {
    if (i === 0 || samples.time[i] !== samples.time[i - 1] || columns.runLengths[run] === MAX_RUN) {
      run++;
      columns.runOffsets[run] = Math.max(MIN_OFFSET_MS, Math.round(samples.time[i]) - baseTime);
      columns.runLengths[run] = 0;
    }
    columns.runLengths[run]++;
    if (samples.quality[i] !== 0) {
      columns.doubtfulPositions[q] = i;
      columns.doubtfulQualities[q++] = samples.quality[i];
    }
  }
  return bytes;
}

/**
 * Decodes a frame into `samples` (rows replaced, columns reused and grown as needed).
 *
 * @throws FrameFormatError
 */
export function decodeFrame(bytes: Uint8Array, samples: SampleBatch): Frame {
  if (bytes.length < HEADER_BYTES)
    throw new FrameFormatError(`${bytes.length} bytes are shorter than the 48-byte header`);
  // Typed arrays need aligned memory; a frame that arrives inside a larger buffer may not be.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new FrameFormatError('does not start with "LTF1"');
  const typeCode = view.getUint8(4);
  const type = (Object.keys(FRAME_TYPES) as FrameType[]).find((name) => FRAME_TYPES[name] === typeCode);
  if (!type) throw new FrameFormatError(`frame type ${typeCode} is not known`);
  const wide = (view.getUint8(5) & FLAG_WIDE_INDEX) !== 0;
  const baseTime = view.getFloat64(16, true);
  const n = view.getUint32(32, true);
  const runs = view.getUint32(36, true);
  const doubtful = view.getUint32(40, true);
  const size = HEADER_BYTES + n * 4 + runs * 6 + doubtful * 5 + n * (wide ? 4 : 2);
  if (aligned.length !== size) {
    throw new FrameFormatError(
      `${n} values in ${runs} runs need ${size} bytes, but there are ${aligned.length}`,
    );
  }
  const columns = columnsOf(aligned, n, runs, doubtful, wide);
  growSampleBatch(samples, n);
  samples.length = n;
  samples.quality.fill(0, 0, n);
  let row = 0;
  for (let run = 0; run < runs; run++) {
    const time = baseTime + columns.runOffsets[run];
    const end = row + columns.runLengths[run];
    if (end > n) throw new FrameFormatError('run lengths add up to more than the number of values');
    for (; row < end; row++) {
      samples.signal[row] = columns.indexes[row];
      samples.value[row] = columns.values[row];
      samples.time[row] = time;
    }
  }
  if (row !== n) throw new FrameFormatError('run lengths add up to less than the number of values');
  for (let q = 0; q < doubtful; q++) {
    const position = columns.doubtfulPositions[q];
    if (position >= n) throw new FrameFormatError(`quality position ${position} is beyond the last value`);
    const quality = columns.doubtfulQualities[q];
    if (quality < 1 || quality > MAX_QUALITY) throw new FrameFormatError(`quality ${quality} is not known`);
    samples.quality[position] = quality;
  }
  return {
    type,
    modelVersion: view.getUint32(8, true),
    sequence: view.getUint32(12, true),
    serverTime: view.getFloat64(24, true),
    folded: view.getUint32(44, true),
    samples,
  };
}

function columnsOf(bytes: Uint8Array, n: number, runs: number, doubtful: number, wide: boolean) {
  let at = bytes.byteOffset + HEADER_BYTES;
  const take = (size: number) => {
    const start = at;
    at += size;
    return start;
  };
  const { buffer } = bytes;
  const values = new Float32Array(buffer, take(n * 4), n);
  const runOffsets = new Int32Array(buffer, take(runs * 4), runs);
  const doubtfulPositions = new Uint32Array(buffer, take(doubtful * 4), doubtful);
  const wideIndexes = wide ? new Uint32Array(buffer, take(n * 4), n) : undefined;
  const runLengths = new Uint16Array(buffer, take(runs * 2), runs);
  const indexes = wideIndexes ?? new Uint16Array(buffer, take(n * 2), n);
  const doubtfulQualities = new Uint8Array(buffer, take(doubtful), doubtful);
  return { values, runOffsets, doubtfulPositions, runLengths, indexes, doubtfulQualities };
}
