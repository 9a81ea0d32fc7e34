import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MissingSpans } from './missing-spans.ts';

const TOLERANCE = 3;

describe('missing spans', () => {
  test('shrink from the front when late values come in order, until nothing is missing', () => {
    const spans = new MissingSpans([[0, 100]], TOLERANCE);
    for (let time = 3; time <= 60; time += 3) expect(spans.cover(time)).toBe(true);
    expect(spans.spans).toEqual([[60, 100]]);
    for (let time = 63; time < 100; time += 3) spans.cover(time);
    expect(spans.isEmpty).toBe(true);
    expect(spans.missingMs).toBe(0);
  });

  test('are what lies between values that are too far apart', () => {
    const spans = new MissingSpans([[0, 100]], TOLERANCE);
    spans.cover(50);
    spans.cover(53);
    expect(spans.spans).toEqual([
      [0, 50],
      [53, 100],
    ]);
    expect(spans.missingMs).toBe(97);
  });

  test('are as long as nobody knows while the gap is open, and end where it does', () => {
    const spans = new MissingSpans([[0, Infinity]], TOLERANCE);
    expect(spans.missingMs).toBe(Infinity);
    spans.cover(40);
    spans.endAt(60);
    expect(spans.spans).toEqual([
      [0, 40],
      [40, 60],
    ]);
    spans.endAt(42);
    expect(spans.spans).toEqual([[0, 40]]);
  });

  test('do not change with a value outside of them', () => {
    const spans = new MissingSpans([[10, 20]], TOLERANCE);
    for (const time of [9, 10, 20, 21]) expect(spans.cover(time)).toBe(false);
    expect(spans.spans).toEqual([[10, 20]]);
  });

  test('tell the same whatever order the values come in, as long as they are few', () => {
    const times = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 12 });
    fc.assert(
      fc.property(times, fc.infiniteStream(fc.nat()), (list, keys) => {
        const shuffled = [...list].map((time) => [keys.next().value, time]).sort((a, b) => a[0] - b[0]);
        const spans = new MissingSpans([[0, 100]], TOLERANCE);
        for (const [, time] of shuffled) spans.cover(time);
        const edges = [0, ...list.sort((a, b) => a - b), 100];
        const expected = edges
          .slice(1)
          .map((to, i) => to - edges[i])
          .filter((length) => length > TOLERANCE)
          .reduce((sum, length) => sum + length, 0);
        expect(spans.missingMs).toBe(expected);
      }),
    );
  });

  test('stay few whatever comes, and never count what did not come as there', () => {
    const spans = new MissingSpans([[0, 10_000]], TOLERANCE);
    for (let time = 100; time < 10_000; time += 100) spans.cover(time);
    expect(spans.spans.length).toBeLessThanOrEqual(16);
    expect(spans.missingMs).toBe(10_000);
  });
});
