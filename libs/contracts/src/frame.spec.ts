import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeFrame,
  encodeFrame,
  FRAME_TYPES,
  FrameFormatError,
  type FrameHeader,
  type FrameType,
} from './frame.ts';
import { appendSample, createSampleBatch, type SampleBatch } from './sample-batch.ts';

const HEADER: FrameHeader = {
  type: 'batch',
  modelVersion: 7,
  sequence: 3,
  serverTime: 1_763_733_600_000,
  folded: 0,
};
const NOW = 1_763_733_600_000;

type Row = [signal: number, time: number, value: number, quality: number];

function batchOf(rows: readonly Row[]): SampleBatch {
  const batch = createSampleBatch(Math.max(1, rows.length));
  for (const row of rows) appendSample(batch, ...row);
  return batch;
}

function rowsOf(batch: SampleBatch): Row[] {
  return Array.from({ length: batch.length }, (_, i) => [
    batch.signal[i],
    batch.time[i],
    batch.value[i],
    batch.quality[i],
  ]);
}

const arbitraryRow = (maxSignal: number): fc.Arbitrary<Row> =>
  fc.tuple(
    fc.integer({ min: 0, max: maxSignal }),
    // Few different times, so that runs of all lengths come up.
    fc.integer({ min: 0, max: 5 }).map((step) => NOW - step * 1000),
    fc.float({ noDefaultInfinity: true }),
    fc.constantFrom(0, 0, 0, 1, 2),
  );
const arbitraryHeader: fc.Arbitrary<FrameHeader> = fc.record({
  type: fc.constantFrom(...(Object.keys(FRAME_TYPES) as FrameType[])),
  modelVersion: fc.integer({ min: 0, max: 0xffff_ffff }),
  sequence: fc.integer({ min: 0, max: 0xffff_ffff }),
  serverTime: fc.integer({ min: NOW, max: NOW + 1e9 }),
  folded: fc.integer({ min: 0, max: 0xffff_ffff }),
});

describe('frame', () => {
  test.each([0xffff, 0xffff_ffff])('comes back as it was, with signal indexes up to %d', (maxSignal) => {
    fc.assert(
      fc.property(arbitraryHeader, fc.array(arbitraryRow(maxSignal), { maxLength: 200 }), (header, rows) => {
        const { samples, ...found } = decodeFrame(encodeFrame(header, batchOf(rows)), createSampleBatch(1));
        expect(found).toEqual(header);
        expect(rowsOf(samples)).toEqual(rows);
      }),
    );
  });

  test('costs 6 bytes a value and 6 a message, beside the header', () => {
    const rows = Array.from({ length: 100 }, (_, i): Row => [i, NOW - (i < 50 ? 0 : 1), i, 0]);
    expect(encodeFrame(HEADER, batchOf(rows)).length).toBe(48 + 100 * 6 + 2 * 6);
  });

  test('widens the signal indexes only when one of them needs it', () => {
    const narrow = encodeFrame(HEADER, batchOf([[65_535, NOW, 1, 0]]));
    const wide = encodeFrame(HEADER, batchOf([[65_536, NOW, 1, 0]]));
    expect(wide.length - narrow.length).toBe(2);
    expect(decodeFrame(wide, createSampleBatch(1)).samples.signal[0]).toBe(65_536);
  });

  test('splits a run that is longer than its length field can say', () => {
    const rows = Array.from({ length: 70_000 }, (_, i): Row => [i % 1000, NOW, i, 0]);
    const { samples } = decodeFrame(encodeFrame(HEADER, batchOf(rows)), createSampleBatch(1));
    expect(samples.length).toBe(70_000);
    expect(new Set(samples.time.subarray(0, samples.length))).toEqual(new Set([NOW]));
  });

  test('carries a value that is no number with its quality', () => {
    const { samples } = decodeFrame(encodeFrame(HEADER, batchOf([[1, NOW, NaN, 2]])), createSampleBatch(1));
    expect(rowsOf(samples)).toEqual([[1, NOW, NaN, 2]]);
  });

  test('does not turn a month-old value into a young one', () => {
    const monthAgo = NOW - 31 * 86_400_000;
    const rows: Row[] = [
      [0, monthAgo, 1, 0],
      [1, NOW, 2, 0],
    ];
    const { samples } = decodeFrame(encodeFrame(HEADER, batchOf(rows)), createSampleBatch(1));
    expect(samples.time[1]).toBe(NOW);
    expect(samples.time[0]).toBe(NOW - 2 ** 31);
  });

  test('leaves nothing of the frame before in the reused columns', () => {
    const samples = createSampleBatch(1);
    decodeFrame(
      encodeFrame(
        HEADER,
        batchOf([
          [1, NOW, 1, 2],
          [2, NOW, 2, 1],
        ]),
      ),
      samples,
    );
    decodeFrame(encodeFrame(HEADER, batchOf([[1, NOW, 1, 0]])), samples);
    expect(rowsOf(samples)).toEqual([[1, NOW, 1, 0]]);
  });

  test('is read from unaligned memory too', () => {
    const bytes = encodeFrame(HEADER, batchOf([[1, NOW, 1.5, 1]]));
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(rowsOf(decodeFrame(shifted.subarray(1), createSampleBatch(1)).samples)).toEqual([
      [1, NOW, 1.5, 1],
    ]);
  });

  test('is refused by name when it is cut off anywhere', () => {
    const bytes = encodeFrame(
      HEADER,
      batchOf([
        [1, NOW, 1, 0],
        [2, NOW - 5, 2, 2],
      ]),
    );
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeFrame(bytes.subarray(0, length), createSampleBatch(1))).toThrow(FrameFormatError);
    }
  });

  test('is read or refused by name, never misread beyond its memory, when bytes of it are changed', () => {
    const bytes = encodeFrame(
      HEADER,
      batchOf([
        [1, NOW, 1, 0],
        [2, NOW - 5, 2, 2],
        [3, NOW - 5, 3, 1],
      ]),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (changes) => {
          const garbled = bytes.slice();
          for (const [at, byte] of changes) garbled[at] = byte;
          try {
            const { samples } = decodeFrame(garbled, createSampleBatch(1));
            expect(samples.length).toBeLessThanOrEqual(bytes.length / 6);
            expect(samples.quality.subarray(0, samples.length).every((quality) => quality <= 2)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(FrameFormatError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each<[string, number, number, RegExp]>([
    ['another magic', 0, 0x58, /does not start with "LTF1"/],
    ['a type that nobody knows', 4, 9, /frame type 9 is not known/],
    ['more values than it holds', 32, 200, /need \d+ bytes, but there are/],
    ['a quality that nobody knows', 48 + 4 + 4 + 4 + 2 + 2, 7, /quality 7 is not known/],
    ['a run longer than the frame', 48 + 4 + 4 + 4, 2, /run lengths add up to more/],
    ['a run shorter than the frame', 48 + 4 + 4 + 4, 0, /run lengths add up to less/],
    ['a quality of a value beyond the last', 48 + 4 + 4, 5, /quality position 5 is beyond/],
  ])('with %s is refused, and the message says so', (_what, at, byte, message) => {
    const bytes = encodeFrame(HEADER, batchOf([[1, NOW, 1, 1]]));
    bytes[at] = byte;
    expect(() => decodeFrame(bytes, createSampleBatch(1))).toThrow(message);
  });
});
