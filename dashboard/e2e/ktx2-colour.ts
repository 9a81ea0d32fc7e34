/** "«KTX 20»" and the line ends that show a broken transfer. */
const IDENTIFIER = [0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a];
/** Data format descriptor: https://registry.khronos.org/DataFormat/specs/1.3/dataformat.1.3.html */
const [UASTC, BT709, LINEAR] = [166, 1, 1];
/** Mode 8 of a UASTC block is one colour; its code has five bits. */
const [ONE_COLOUR, CODE_BITS] = [0x17, 5];
const BLOCK_BYTES = 16;

/**
 * A texture of one colour, 4 by 4 pixels, as a KTX2 file with Basis Universal in its UASTC form: a single block, which needs no encoder.
 *
 * @param colour red, green and blue, 0 to 1
 */
export function ktx2OfOneColour(colour: readonly number[]): Buffer {
  const descriptor = descriptorOf();
  const descriptorAt = 104;
  const blockAt = Math.ceil((descriptorAt + descriptor.length) / BLOCK_BYTES) * BLOCK_BYTES;
  const file = Buffer.alloc(blockAt + BLOCK_BYTES);
  Buffer.from(IDENTIFIER).copy(file);
  // Format told by the descriptor, bytes of a type, width, height, depth, layers, faces, levels, not compressed further.
  const head = [0, 1, 4, 4, 0, 0, 1, 1, 0, descriptorAt, descriptor.length, 0, 0];
  head.forEach((word, i) => file.writeUInt32LE(word, 12 + 4 * i));
  // No data of a further compression; then where the one level lies, and its size twice.
  file.writeBigUInt64LE(BigInt(blockAt), 80);
  file.writeBigUInt64LE(BigInt(BLOCK_BYTES), 88);
  file.writeBigUInt64LE(BigInt(BLOCK_BYTES), 96);
  descriptor.copy(file, descriptorAt);
  blockOf(colour).copy(file, blockAt);
  return file;
}

function descriptorOf(): Buffer {
  const bytes = Buffer.alloc(44);
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt16LE(2, 8);
  bytes.writeUInt16LE(40, 10);
  bytes.set([UASTC, BT709, LINEAR, 0, 3, 3, 0, 0, BLOCK_BYTES], 12);
  // One sample of 128 bits, red to blue.
  bytes.set([0, 0, 127, 0], 28);
  bytes.writeUInt32LE(0xffffffff, 40);
  return bytes;
}

/** Bits of a block from the lowest on: mode, the colour with its alpha, then hints for devices that know ETC1 only. */
function blockOf(colour: readonly number[]): Buffer {
  const [red, green, blue] = colour;
  const fields: [value: number, bits: number][] = [
    [ONE_COLOUR, CODE_BITS],
    ...[red, green, blue, 1].map((part): [number, number] => [Math.round(255 * part), 8]),
    // Differential, table and selector of ETC1, and its base colour.
    [1, 1],
    [0, 3],
    [0, 2],
    ...[red, green, blue].map((part): [number, number] => [Math.round(31 * part), 5]),
  ];
  const block = Buffer.alloc(BLOCK_BYTES);
  let at = 0;
  for (const [value, bits] of fields)
    for (let bit = 0; bit < bits; bit++, at++) if ((value >> bit) & 1) block[at >> 3] |= 1 << (at & 7);
  return block;
}
