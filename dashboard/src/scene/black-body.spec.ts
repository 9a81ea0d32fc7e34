import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blackBodyGlow, cooledTemperature } from './black-body.ts';

const glowAt = (celsius: number) => blackBodyGlow(celsius, { r: 0, g: 0, b: 0 });

describe('black-body glow', () => {
  test('cold steel and missing temperatures give no light', () => {
    for (const celsius of [20, 500, Number.NaN]) expect(glowAt(celsius)).toEqual({ r: 0, g: 0, b: 0 });
  });

  test('600 °C is dark red, 900 °C orange, 1,150 °C yellow-white', () => {
    const dark = glowAt(600);
    expect(dark.r).toBeGreaterThan(20 * dark.g);
    const orange = glowAt(900);
    expect(orange.g / orange.r).toBeGreaterThan(0.15);
    expect(orange.g / orange.r).toBeLessThan(0.35);
    const white = glowAt(1150);
    expect(white.g / white.r).toBeGreaterThan(0.5);
    expect(white.b / white.r).toBeGreaterThan(0.15);
  });

  test('hotter is never darker and never redder', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 540, max: 1300, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (t, more) => {
          const low = glowAt(t);
          const high = glowAt(t + more);
          expect(high.r).toBeGreaterThanOrEqual(low.r);
          expect(high.g / high.r).toBeGreaterThanOrEqual(low.g / low.r - 1e-9);
        },
      ),
    );
  });
});

describe('cooling', () => {
  test('starts at the start temperature and ends at air', () => {
    expect(cooledTemperature(1100, 0, 60)).toBe(1100);
    expect(cooledTemperature(1100, 6000, 60)).toBeCloseTo(25, 6);
  });

  test('loses 63 % of the difference in one time constant', () => {
    expect(cooledTemperature(1025, 60, 60)).toBeCloseTo(25 + 1000 * Math.exp(-1), 9);
  });
});
