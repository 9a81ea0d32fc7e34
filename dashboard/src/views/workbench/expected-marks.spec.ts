import { describe, expect, test } from '@jest/globals';
import type { MarkedLine } from '../../plots/spectrum-chart.tsx';
import { usefulRange } from './expected-marks.ts';

const lines = (...hz: number[]) => hz.map((frequencyHz) => ({ frequencyHz }) as MarkedLine);

describe('the range that a spectrum opens with', () => {
  test('ends beyond the highest expected line', () => {
    expect(usefulRange(lines(30, 480, 160), 6400)).toBe(720);
  });

  test('is all there is where the highest line is near its end, or no line is expected', () => {
    expect(usefulRange(lines(480), 700)).toBeUndefined();
    expect(usefulRange([], 6400)).toBeUndefined();
  });
});
