import { describe, expect, test } from '@jest/globals';
import { resultOfStretch } from './seam-paint.ts';

describe('seam results on the workpiece', () => {
  test('a stretch shows the worst of its millimetres', () => {
    const results = Array.from({ length: 1000 }, (_, mm) => (mm === 455 ? 2 : 0));
    expect(resultOfStretch(results, 45, 100)).toBe(2);
    expect(resultOfStretch(results, 44, 100)).toBe(0);
    expect(resultOfStretch(results, 46, 100)).toBe(0);
  });

  test('every bad millimetre is seen whatever the length of the seam', () => {
    for (const length of [7, 99, 100, 2999]) {
      for (let bad = 0; bad < length; bad += Math.ceil(length / 7)) {
        const results = Array.from({ length }, (_, mm) => (mm === bad ? 2 : 0));
        const seen = Array.from({ length: 100 }, (_, s) => resultOfStretch(results, s, 100));
        expect(Math.max(...seen)).toBe(2);
      }
    }
  });

  test('a seam without results is good', () => {
    expect(resultOfStretch([], 3, 100)).toBe(0);
  });
});
