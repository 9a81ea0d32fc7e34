import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OVERLAYS, type PaintedOverlay } from './overlay-names.ts';
import { colourOf, placeOn, scaleOf } from './overlay-scales.ts';

const painted = OVERLAYS.filter((name): name is PaintedOverlay => name !== 'state');

/** Relative luminance after WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('colour scales of the hall', () => {
  test.each(painted)(
    'of %s grow lighter all the way from one end, so that they can be read without seeing hue',
    (name) => {
      for (const theme of ['dark', 'light'] as const) {
        const scale = scaleOf(name, theme);
        if (scale.kind !== 'ramp') return;
        const [low, high] = [scale.ticks[0], scale.ticks.at(-1)!];
        const lights = Array.from({ length: 201 }, (_, i) =>
          luminance(colourOf(scale, low + ((high - low) * i) / 200)!),
        );
        if (lights[0] > lights[200]) lights.reverse();
        // But for the rounding of a channel to one of 256.
        const back = lights.map((light, i) => (i === 0 ? 0 : lights[i - 1] - light));
        expect(Math.max(...back)).toBeLessThan(0.002);
      }
    },
  );

  test.each(['quality', 'oee'] as const)('of %s let the worst stand out from the floor', (name) => {
    const light = (theme: 'dark' | 'light', value: number) =>
      luminance(colourOf(scaleOf(name, theme), value)!);
    expect(light('dark', 0)).toBeGreaterThan(0.6);
    expect(light('dark', 100)).toBeLessThan(0.05);
    expect(light('light', 0)).toBeLessThan(0.05);
    expect(light('light', 100)).toBeGreaterThan(0.6);
  });

  test('put a value between its ticks, and keep to the ends beyond them', () => {
    const scale = { ticks: [20, 60, 150, 400] };
    expect(placeOn(scale, 20)).toBe(0);
    expect(placeOn(scale, 105)).toBeCloseTo(0.5);
    expect(placeOn(scale, 900)).toBe(1);
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (at, more) => {
          expect(placeOn(scale, at + more)).toBeGreaterThanOrEqual(placeOn(scale, at));
        },
      ),
    );
  });

  test('have no colour for what is missing or unknown', () => {
    expect(colourOf(scaleOf('energy', 'light'), null)).toBeNull();
    expect(colourOf(scaleOf('energy', 'light'), Number.NaN)).toBeNull();
    expect(colourOf(scaleOf('vibration', 'light'), 'E')).toBeNull();
    expect(colourOf(scaleOf('vibration', 'light'), 'D')).toMatch(/^#/);
  });
});
