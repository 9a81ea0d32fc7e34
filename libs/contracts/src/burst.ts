/**
 * A vibration burst on `.../burst`: a 64-byte header, the channel name, then samples. Little-endian.
 *
 * | offset | type    | field                                                          |
 * | ------ | ------- | -------------------------------------------------------------- |
 * | 0      | char[4] | `LTVB`                                                         |
 * | 4      | u16     | version, 1                                                     |
 * | 6      | u8      | sample format: 1 int16 counts, 2 float32                       |
 * | 7      | u8      | length of the channel name in bytes, 1 to 64                   |
 * | 8      | f64     | source time of the first sample, ms since 1970 UTC             |
 * | 16     | f64     | sampling rate, Hz                                              |
 * | 24     | f64     | shaft speed, r/min; NaN when not known                         |
 * | 32     | f64     | scale: unit per count (1 for float32)                          |
 * | 40     | u32     | number of samples                                              |
 * | 44     | u8      | unit: 1 m/s2, 2 g                                              |
 * | 45     | u8[19]  | reserved, 0                                                    |
 * | 64     | utf-8   | channel: the signal id, padded with 0 to a multiple of 4 bytes |
 */
export interface Burst {
  /** Signal id of the waveform on its machine. */
  channel: string;
  /** ms since 1970 UTC, first sample. */
  time: number;
  sampleRateHz: number;
  /** NaN when the machine does not know it. */
  speedRpm: number;
  unit: BurstUnit;
  samples: Float32Array;
}

export const BURST_UNITS = ['m/s2', 'g'] as const;
export type BurstUnit = (typeof BURST_UNITS)[number];

const MAGIC = 0x4256544c; // "LTVB" read as a little-endian u32
const VERSION = 1;
const HEADER_BYTES = 64;
const FORMAT_INT16 = 1;
const FORMAT_FLOAT32 = 2;

/** 60 s at 51.2 kHz as float32, and the header: more is refused before it is decoded. */
export const MAX_BURST_BYTES = 60 * 51_200 * 4 + 256;

/** A burst that does not follow the format; the message says what is wrong with it. */
export class BurstFormatError extends Error {
  override name = 'BurstFormatError';
}

/**
 * Encodes a burst. With `int16` the samples are scaled to the full 16-bit range (half the size, 96 dB range,
 * as a data-acquisition card delivers); with `float32` they travel unchanged.
 */
export function encodeBurst(burst: Burst, format: 'int16' | 'float32' = 'float32'): Uint8Array {
  const name = new TextEncoder().encode(burst.channel);
  if (name.length < 1 || name.length > 64)
    throw new BurstFormatError(`channel name "${burst.channel}" is not 1 to 64 bytes long`);
  const nameBytes = Math.ceil(name.length / 4) * 4;
  const bytesPerSample = format === 'int16' ? 2 : 4;
  const bytes = new Uint8Array(HEADER_BYTES + nameBytes + burst.samples.length * bytesPerSample);
  const view = new DataView(bytes.buffer);
  let scale = 1;
  if (format === 'int16') {
    let peak = 0;
    for (const x of burst.samples) peak = Math.max(peak, Math.abs(x));
    scale = peak > 0 ? peak / 32767 : 1;
  }
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, VERSION, true);
  view.setUint8(6, format === 'int16' ? FORMAT_INT16 : FORMAT_FLOAT32);
  view.setUint8(7, name.length);
  view.setFloat64(8, burst.time, true);
  view.setFloat64(16, burst.sampleRateHz, true);
  view.setFloat64(24, burst.speedRpm, true);
  view.setFloat64(32, scale, true);
  view.setUint32(40, burst.samples.length, true);
  view.setUint8(44, BURST_UNITS.indexOf(burst.unit) + 1);
  bytes.set(name, HEADER_BYTES);
  const start = HEADER_BYTES + nameBytes;
  if (format === 'int16') {
    const counts = new Int16Array(bytes.buffer, start, burst.samples.length);
    for (let i = 0; i < counts.length; i++) counts[i] = Math.round(burst.samples[i] / scale);
  } else {
    new Float32Array(bytes.buffer, start, burst.samples.length).set(burst.samples);
  }
  return bytes;
}

/**
 * Decodes a burst.
 *
 * @throws BurstFormatError saying which field is wrong and what it holds
 */
export function decodeBurst(bytes: Uint8Array): Burst {
  if (bytes.length < HEADER_BYTES)
    throw new BurstFormatError(`${bytes.length} bytes are shorter than the 64-byte header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new BurstFormatError('does not start with "LTVB"');
  const version = view.getUint16(4, true);
  if (version !== VERSION) throw new BurstFormatError(`version ${version} is not known, expected ${VERSION}`);
  const format = view.getUint8(6);
  if (format !== FORMAT_INT16 && format !== FORMAT_FLOAT32)
    throw new BurstFormatError(`sample format ${format} is not known`);
  const nameLength = view.getUint8(7);
  if (nameLength < 1 || nameLength > 64)
    throw new BurstFormatError(`channel name length ${nameLength} is not 1 to 64`);
  const unit = BURST_UNITS[view.getUint8(44) - 1];
  if (!unit) throw new BurstFormatError(`unit code ${view.getUint8(44)} is not known`);
  const count = view.getUint32(40, true);
  if (count === 0) throw new BurstFormatError('there are no samples');
  const bytesPerSample = format === FORMAT_INT16 ? 2 : 4;
  const start = HEADER_BYTES + Math.ceil(nameLength / 4) * 4;
  if (bytes.length !== start + count * bytesPerSample) {
    throw new BurstFormatError(
      `${count} samples need ${start + count * bytesPerSample} bytes, but there are ${bytes.length}`,
    );
  }
  const time = view.getFloat64(8, true);
  const sampleRateHz = view.getFloat64(16, true);
  const scale = view.getFloat64(32, true);
  if (!Number.isFinite(time)) throw new BurstFormatError(`time ${time} is not a number`);
  if (!(sampleRateHz > 0 && sampleRateHz <= 1e6))
    throw new BurstFormatError(`sampling rate ${sampleRateHz} Hz is not possible`);
  if (!(scale > 0 && Number.isFinite(scale))) throw new BurstFormatError(`scale ${scale} is not possible`);
  const samples = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = start + i * bytesPerSample;
    const sample = format === FORMAT_INT16 ? view.getInt16(at, true) * scale : view.getFloat32(at, true);
    if (!Number.isFinite(sample)) throw new BurstFormatError(`sample ${i} is ${sample}, not a number`);
    samples[i] = sample;
  }
  return {
    channel: new TextDecoder().decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + nameLength)),
    time,
    sampleRateHz,
    speedRpm: view.getFloat64(24, true),
    unit,
    samples,
  };
}
