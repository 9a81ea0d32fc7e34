import { describe, expect, test } from '@jest/globals';
import { spanFor, thinMarks, TIME_SPANS } from './time-spans.ts';

describe('time bar', () => {
  test('begins with the narrowest span that shows where one is', () => {
    expect(spanFor(60_000)).toBe('hour');
    expect(spanFor(TIME_SPANS.hour + 1)).toBe('shift');
    expect(spanFor(TIME_SPANS.month * 2)).toBe('month');
  });

  test('draws marks within a pixel as one, as urgent as the most urgent of them', () => {
    const mark = (from: number, to: number, rank: number) => ({ from, to, rank });
    expect(thinMarks([mark(50, 60, 3), mark(0, 1, 4), mark(5, 30, 1), mark(9, 10, 2)], 10)).toEqual([
      mark(0, 30, 1),
      mark(50, 60, 3),
    ]);
  });
});
