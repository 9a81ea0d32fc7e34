/**
 * A burst of a waveform on `.../burst`: a 64-byte header, the channel name, then samples, those of its companions after its own. Little-endian.
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
 * | 40     | u32     | number of samples of each channel                              |
 * | 44     | u8      | unit: 1 m/s2, 2 g, 3 A                                         |
 * | 45     | u8[6]   | companions in their order: 1 axial, 2 L2, 3 L3, 4 to 6 U1 to U3; 0 none |
 * | 51     | u8[13]  | reserved, 0                                                    |
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
  /** Other channels of the same instants, as long as `samples`; in its unit, but voltages in V. */
  companions?: Partial<Record<BurstCompanion, Float32Array>>;
}

export const BURST_UNITS = ['m/s2', 'g', 'A'] as const;
export type BurstUnit = (typeof BURST_UNITS)[number];

/** A burst of an acceleration. */
export type VibrationWaveform = Burst & { unit: Exclude<BurstUnit, 'A'> };

/** @throws RangeError if it is a burst of something else */
export function vibrationOf(burst: Burst): VibrationWaveform {
  if (burst.unit === 'A') throw new RangeError(`a burst in ${burst.unit} is no vibration`);
  return burst as VibrationWaveform;
}

/** What is measured beside the channel itself: the axial direction of an accelerometer, the other phases of a current, the three voltages of its motor. */
export const BURST_COMPANIONS = ['axial', 'L2', 'L3', 'U1', 'U2', 'U3'] as const;
export type BurstCompanion = (typeof BURST_COMPANIONS)[number];

const MAGIC = 0x4256544c; // "LTVB" read as a little-endian u32
const VERSION = 1;
const HEADER_BYTES = 64;
const COMPANIONS_AT = 45;
const FORMAT_INT16 = 1;
const FORMAT_FLOAT32 = 2;

/** 60 s at 51.2 kHz as float32 of one channel, 8 s of all seven, and the header: more is refused before it is decoded. */
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
  const companions = BURST_COMPANIONS.filter((one) => burst.companions?.[one]);
  const channels = [burst.samples, ...companions.map((one) => burst.companions![one]!)];
  const count = burst.samples.length;
  if (channels.some(({ length }) => length !== count))
    throw new BurstFormatError(`companions of "${burst.channel}" are not as long as its ${count} samples`);
  const nameBytes = Math.ceil(name.length / 4) * 4;
  const bytesPerSample = format === 'int16' ? 2 : 4;
  const bytes = new Uint8Array(HEADER_BYTES + nameBytes + channels.length * count * bytesPerSample);
  const view = new DataView(bytes.buffer);
  let scale = 1;
  if (format === 'int16') {
    let peak = 0;
    for (const samples of channels) for (const x of samples) peak = Math.max(peak, Math.abs(x));
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
  view.setUint32(40, count, true);
  view.setUint8(44, BURST_UNITS.indexOf(burst.unit) + 1);
  companions.forEach((one, i) => view.setUint8(COMPANIONS_AT + i, BURST_COMPANIONS.indexOf(one) + 1));
  bytes.set(name, HEADER_BYTES);
  channels.forEach((samples, channel) => {
    const start = HEADER_BYTES + nameBytes + channel * count * bytesPerSample;
    if (format === 'int16') {
      const counts = new Int16Array(bytes.buffer, start, count);
      for (let i = 0; i < count; i++) counts[i] = Math.round(samples[i] / scale);
    } else new Float32Array(bytes.buffer, start, count).set(samples);
  });
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
  const companions = companionsOf(view);
  const channels = 1 + companions.length;
  const bytesPerSample = format === FORMAT_INT16 ? 2 : 4;
  const start = HEADER_BYTES + Math.ceil(nameLength / 4) * 4;
  const needed = start + channels * count * bytesPerSample;
  if (bytes.length !== needed) {
    throw new BurstFormatError(
      `${count} samples${channels > 1 ? ` of ${channels} channels` : ''} need ${needed} bytes, but there are ${bytes.length}`,
    );
  }
  const time = view.getFloat64(8, true);
  const sampleRateHz = view.getFloat64(16, true);
  const scale = view.getFloat64(32, true);
  if (!Number.isFinite(time)) throw new BurstFormatError(`time ${time} is not a number`);
  if (!(sampleRateHz > 0 && sampleRateHz <= 1e6))
    throw new BurstFormatError(`sampling rate ${sampleRateHz} Hz is not possible`);
  if (!(scale > 0 && Number.isFinite(scale))) throw new BurstFormatError(`scale ${scale} is not possible`);
  const [samples, ...others] = Array.from({ length: channels }, (_, channel) => {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const at = start + (channel * count + i) * bytesPerSample;
      const sample = format === FORMAT_INT16 ? view.getInt16(at, true) * scale : view.getFloat32(at, true);
      if (!Number.isFinite(sample)) throw new BurstFormatError(`sample ${i} is ${sample}, not a number`);
      values[i] = sample;
    }
    return values;
  });
  return {
    channel: new TextDecoder().decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + nameLength)),
    time,
    sampleRateHz,
    speedRpm: view.getFloat64(24, true),
    unit,
    samples,
    ...(others.length > 0 && {
      companions: Object.fromEntries(companions.map((one, i) => [one, others[i]])),
    }),
  };
}

function companionsOf(view: DataView): BurstCompanion[] {
  const found: BurstCompanion[] = [];
  for (let i = 0; i < BURST_COMPANIONS.length; i++) {
    const code = view.getUint8(COMPANIONS_AT + i);
    if (code === 0) break;
    const companion = BURST_COMPANIONS[code - 1];
    if (!companion) throw new BurstFormatError(`companion code ${code} is not known`);
    if (found.includes(companion)) throw new BurstFormatError(`companion "${companion}" is there twice`);
    found.push(companion);
  }
  return found;
}
