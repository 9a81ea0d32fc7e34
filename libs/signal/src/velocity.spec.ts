import { describe, expect, test } from '@jest/globals';
import { velocityRmsMmPerS } from './velocity.ts';

const sine = (hz: number, amplitude: number) =>
  Float64Array.from({ length: 16384 }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / 8192));

describe('velocity rms', () => {
  test('of a sine is A / (2 pi f sqrt 2)', () => {
    const expected = (1000 * 4) / (2 * Math.PI * 50 * Math.SQRT2);
    expect(velocityRmsMmPerS(sine(50, 4), 8192)).toBeCloseTo(expected, 2);
  });

  test('counts only 10 to 1000 Hz', () => {
    expect(velocityRmsMmPerS(sine(5, 4), 8192)).toBeLessThan(1e-6);
    expect(velocityRmsMmPerS(sine(1500, 4), 8192)).toBeLessThan(1e-6);
  });

  test('a sample rate below the band is refused', () => {
    expect(() => velocityRmsMmPerS([1, 2, 3, 4], 16)).toThrow(RangeError);
  });
});
