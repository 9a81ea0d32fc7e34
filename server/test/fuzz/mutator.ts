/** Numbers that decoders stumble over, as bytes. */
const INTERESTING = [
  0x00, 0x01, 0x7f, 0x80, 0xff, 0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a, 0x2d, 0x65,
];
/** Texts that mean something to JSON, YAML, SQL, HTML or JavaScript. */
const WORDS = [
  'null',
  'true',
  '-0',
  '1e999',
  '9007199254740993',
  '"__proto__":{}',
  '"constructor":1',
  '\\u0000',
  '\\ud800',
  '\u{1F600}',
  '\uFEFF',
  '[[[[[[[[',
  '{"a":{"a":{"a":',
  '&a [*a]',
  '!!js/function x',
  '<<: *a',
  '- - - - -',
  "' OR 1=1 --",
  '<script>',
  '../../../',
  '%00',
].map((word) => Buffer.from(word));

/** A generator of 32-bit numbers that always gives the same ones (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** Changes bytes of good messages: flips, overwrites, cuts, repeats, and puts in what decoders stumble over. */
export class Mutator {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  /** One of the good messages with 1 to `most` changes. */
  next(seeds: readonly Uint8Array[], most = 8): Uint8Array {
    let bytes = Buffer.from(seeds[this.below(seeds.length)]);
    for (let changes = 1 + this.below(most); changes > 0; changes--) bytes = this.change(bytes);
    return bytes;
  }

  private change(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
    const at = this.below(bytes.length + 1);
    const length = 1 + this.below(16);
    switch (this.below(8)) {
      case 0:
        if (at < bytes.length) bytes[at] ^= 1 << this.below(8);
        return bytes;
      case 1:
        if (at < bytes.length) bytes[at] = INTERESTING[this.below(INTERESTING.length)];
        return bytes;
      case 2:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
      case 3:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]);
      case 4:
        return Buffer.concat([bytes.subarray(0, at), WORDS[this.below(WORDS.length)], bytes.subarray(at)]);
      case 5:
        return Buffer.from(bytes.subarray(0, at));
      case 6:
        // A whole number or length field of four bytes.
        if (at + 4 <= bytes.length) bytes.writeUInt32LE(this.random(), at);
        return bytes;
      default:
        if (at < bytes.length) bytes[at] = this.below(256);
        return bytes;
    }
  }

  private below(limit: number): number {
    return this.random() % limit;
  }
}
