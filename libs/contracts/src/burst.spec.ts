import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  BURST_COMPANIONS,
  BURST_UNITS,
  BurstFormatError,
  decodeBurst,
  encodeBurst,
  type Burst,
} from './burst.ts';

const BURST: Burst = {
  channel: 'vibration',
  time: 1_763_733_600_000,
  sampleRateHz: 12_000,
  speedRpm: 1797,
  unit: 'm/s2',
  samples: Float32Array.of(0.5, -1, 2.25),
};

const arbitraryBurst: fc.Arbitrary<Burst> = fc.record({
  channel: fc.string({ minLength: 1, maxLength: 16, unit: 'grapheme-ascii' }),
  time: fc.integer({ min: 0, max: 4e12 }),
  sampleRateHz: fc.double({ min: 1, max: 1e6, noNaN: true }),
  speedRpm: fc.oneof(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.constant(NaN)),
  unit: fc.constantFrom(...BURST_UNITS),
  samples: fc.float32Array({ minLength: 1, maxLength: 100, noNaN: true, noDefaultInfinity: true }),
});

const withCompanions = fc
  .tuple(arbitraryBurst, fc.subarray([...BURST_COMPANIONS], { minLength: 1 }))
  .map(([burst, names]): Burst => ({
    ...burst,
    companions: Object.fromEntries(names.map((name, i) => [name, burst.samples.map((x) => x / (i + 2))])),
  }));

describe('burst', () => {
  test('comes back as it was, as float32', () => {
    fc.assert(fc.property(arbitraryBurst, (burst) => expect(decodeBurst(encodeBurst(burst))).toEqual(burst)));
  });

  test('comes back with its companions, each as long as itself', () => {
    fc.assert(fc.property(withCompanions, (burst) => expect(decodeBurst(encodeBurst(burst))).toEqual(burst)));
    const uneven = { ...BURST, companions: { axial: Float32Array.of(1) } };
    expect(() => encodeBurst(uneven)).toThrow('not as long as its 3 samples');
  });

  test('keeps companions within a count of the peak of all, as int16', () => {
    const axial = Float32Array.of(100, -3, 4);
    const found = decodeBurst(encodeBurst({ ...BURST, companions: { axial } }, 'int16'));
    found.companions!.axial!.forEach((x, i) => expect(Math.abs(x - axial[i])).toBeLessThan(100 / 32_767));
    found.samples.forEach((x, i) => expect(Math.abs(x - BURST.samples[i])).toBeLessThan(100 / 32_767));
  });

  test('comes back within half a count of its peak, as int16', () => {
    const samples = fc.float32Array({ minLength: 1, maxLength: 100, noNaN: true, min: -1000, max: 1000 });
    fc.assert(
      fc.property(samples, (wave) => {
        const found = decodeBurst(encodeBurst({ ...BURST, samples: wave }, 'int16')).samples;
        const peak = wave.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        wave.forEach((x, i) => expect(Math.abs(found[i] - x)).toBeLessThanOrEqual((peak / 32_767) * 0.51));
      }),
    );
  });

  test('is read from unaligned memory too', () => {
    const bytes = encodeBurst(BURST);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeBurst(shifted.subarray(3))).toEqual(BURST);
  });

  test('needs a channel name of 1 to 64 bytes', () => {
    expect(() => encodeBurst({ ...BURST, channel: '' })).toThrow(BurstFormatError);
    expect(() => encodeBurst({ ...BURST, channel: '振'.repeat(22) })).toThrow('1 to 64 bytes');
  });

  test('is refused by name when it is cut off anywhere, or longer than it says', () => {
    const bytes = encodeBurst(BURST);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeBurst(bytes.subarray(0, length))).toThrow(BurstFormatError);
    }
    expect(() => decodeBurst(new Uint8Array([...bytes, 0]))).toThrow(
      '3 samples need 88 bytes, but there are 89',
    );
  });

  test('is read or refused by name, whatever bytes come', () => {
    const good = encodeBurst(BURST);
    const changed = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const bytes = good.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        try {
          const { samples, sampleRateHz } = decodeBurst(bytes);
          expect(samples.every(Number.isFinite)).toBe(true);
          expect(sampleRateHz).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(BurstFormatError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  const change = (write: (view: DataView) => void) => {
    const bytes = encodeBurst(BURST);
    write(new DataView(bytes.buffer));
    return bytes;
  };
  test.each<[string, (view: DataView) => void, RegExp]>([
    ['another magic', (view) => view.setUint8(0, 0x58), /does not start with "LTVB"/],
    ['another version', (view) => view.setUint16(4, 2, true), /version 2 is not known, expected 1/],
    ['an unknown sample format', (view) => view.setUint8(6, 3), /sample format 3 is not known/],
    ['no channel name', (view) => view.setUint8(7, 0), /channel name length 0/],
    ['an unknown unit', (view) => view.setUint8(44, 0), /unit code 0 is not known/],
    ['an unknown companion', (view) => view.setUint8(45, 9), /companion code 9 is not known/],
    [
      'a companion twice',
      (view) => {
        view.setUint8(45, 2);
        view.setUint8(46, 2);
      },
      /companion "L2" is there twice/,
    ],
    ['a companion without samples', (view) => view.setUint8(45, 1), /3 samples of 2 channels need 100 bytes/],
    ['a time that is no number', (view) => view.setFloat64(8, NaN, true), /time NaN/],
    ['an impossible sampling rate', (view) => view.setFloat64(16, 0, true), /sampling rate 0 Hz/],
    ['an impossible scale', (view) => view.setFloat64(32, -1, true), /scale -1 is not possible/],
    ['no samples', (view) => view.setUint32(40, 0, true), /no samples/],
    ['a sample that is no number', (view) => view.setFloat32(80, NaN, true), /sample 1 is NaN/],
  ])('with %s is refused, and the message says so', (_what, write, message) => {
    expect(() => decodeBurst(change(write))).toThrow(message);
  });
});
