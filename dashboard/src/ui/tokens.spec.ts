import { describe, expect, test } from '@jest/globals';
import { cssVariables, MACHINE_LOOKS, PALETTES, THEMES } from './tokens.ts';

/** Contrast ratio of WCAG 2.2, 1 to 21. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe.each(THEMES)('the %s palette', (theme) => {
  const palette = PALETTES[theme];

  test('keeps first and second text readable on every ground', () => {
    for (const ground of [palette.ground, palette.surface, palette.raised]) {
      expect(contrast(palette.text1, ground)).toBeGreaterThanOrEqual(7);
      expect(contrast(palette.text2, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.text3, ground)).toBeGreaterThanOrEqual(3);
    }
  });

  test('lets every state, priority and chart line stand off its card by 3 to 1', () => {
    const colours = [
      ...Object.values(palette.state),
      ...Object.values(palette.priority),
      ...palette.series,
      palette.accent,
      palette.note,
    ];
    for (const colour of colours) expect(contrast(colour, palette.surface)).toBeGreaterThanOrEqual(3);
  });

  test('lets the number of a note be read on its flag', () => {
    expect(contrast('#FFFFFF', palette.noteFlag)).toBeGreaterThanOrEqual(4.5);
  });

  test('never uses the accent as the colour of a state', () => {
    for (const look of MACHINE_LOOKS) expect(palette.state[look]).not.toBe(palette.accent);
  });

  test('reaches the style sheet with one variable per colour', () => {
    const variables = cssVariables(theme);
    expect(variables['--text-1']).toBe(palette.text1);
    expect(variables['--line-strong']).toBe(palette.lineStrong);
    expect(variables['--state-fault']).toBe(palette.state.fault);
    expect(variables['--priority-4']).toBe(palette.priority[4]);
    expect(variables['--series-5']).toBe(palette.series[5]);
  });
});
