import type { SampleBatch } from '@linetwin/contracts';

/**
 * A batch as bytes for the disk of the same machine: number of the address list (u32), rows n (u32), then the
 * columns value (f64), time (f64), signal (u32), quality (u8).
 */
export function encodeBatch(samples: SampleBatch, addressList: number): Uint8Array {
  const n = samples.length;
  const bytes = new Uint8Array(8 + n * 21);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, addressList, true);
  head.setUint32(4, n, true);
  bytes.set(bytesOf(samples.value, n), 8);
  bytes.set(bytesOf(samples.time, n), 8 + n * 8);
  bytes.set(bytesOf(samples.signal, n), 8 + n * 16);
  bytes.set(samples.quality.subarray(0, n), 8 + n * 20);
  return bytes;
}

export function decodeBatch(stored: Uint8Array): { addressList: number; samples: SampleBatch } {
  // A copy, because the stored bytes may lie unaligned in memory that the store will reuse.
  const bytes = new Uint8Array(stored);
  const head = new DataView(bytes.buffer);
  const n = head.getUint32(4, true);
  if (bytes.length !== 8 + n * 21) throw new Error(`a spooled batch of ${n} rows has ${bytes.length} bytes`);
  return {
    addressList: head.getUint32(0, true),
    samples: {
      length: n,
      value: new Float64Array(bytes.buffer, 8, n),
      time: new Float64Array(bytes.buffer, 8 + n * 8, n),
      signal: new Uint32Array(bytes.buffer, 8 + n * 16, n),
      quality: new Uint8Array(bytes.buffer, 8 + n * 20, n),
    },
  };
}

function bytesOf(column: Float64Array | Uint32Array, n: number): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, n * column.BYTES_PER_ELEMENT);
}
