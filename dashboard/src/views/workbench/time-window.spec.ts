import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_SPAN_MS, MIN_SPAN_MS, panned, within, zoomed } from './time-window.ts';

const NOW = 1_767_600_000_000;
const window = fc
  .tuple(fc.double({ min: 0, max: NOW, noNaN: true }), fc.double({ min: 2000, max: 1e11, noNaN: true }))
  .map(([from, span]) => ({ from, to: from + span }));

describe('a window of time', () => {
  test('keeps the time under the pointer where it is while it is zoomed', () => {
    fc.assert(
      fc.property(
        window,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (before, share, factor) => {
          const at = before.from + share * (before.to - before.from);
          const after = zoomed(before, at, factor);
          expect((at - after.from) / (after.to - after.from)).toBeCloseTo(share, 3);
        },
      ),
    );
  });

  test('never shows less than a second or more than five years, nor the future', () => {
    fc.assert(
      fc.property(window, fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (before, factor) => {
        const { from, to } = within(zoomed(before, before.to, factor), NOW);
        expect(to - from).toBeGreaterThanOrEqual(MIN_SPAN_MS - 1);
        expect(to - from).toBeLessThanOrEqual(MAX_SPAN_MS + 1);
        expect(to).toBeLessThanOrEqual(Math.max(NOW, to - from) + 1);
      }),
    );
  });

  test('is panned by a share of itself', () => {
    expect(panned({ from: 100, to: 200 }, -0.5)).toEqual({ from: 50, to: 150 });
  });
});
