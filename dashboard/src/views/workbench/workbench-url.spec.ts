import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_LAST_MS, LAYOUTS, readView, writeView, type WorkbenchView } from './workbench-url.ts';

const view: fc.Arbitrary<WorkbenchView> = fc.record({
  signals: fc.uniqueArray(fc.stringMatching(/^[a-z0-9/-]{1,30}$/), { maxLength: 20 }),
  shown: fc.oneof(
    fc.record({ last: fc.integer({ min: 1000, max: 1e9 }) }),
    fc
      .tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1000, max: 1e10 }))
      .map(([from, span]) => ({ from, to: from + span })),
  ),
  layout: fc.constantFrom(...LAYOUTS),
});

describe('a link to the workbench', () => {
  test('brings back the view it was made of, and leaves other parameters alone', () => {
    fc.assert(
      fc.property(view, (shown) => {
        const link = writeView(new URLSearchParams('lang=en&from=1&to=5000'), shown).toString();
        expect(readView(new URLSearchParams(link))).toEqual(shown);
        expect(new URLSearchParams(link).get('lang')).toBe('en');
      }),
    );
  });

  test.each(['from=5&to=3', 'from=x&to=9', 'last=-1', 'last=1e99', 'layout=round', 'from=1'])(
    'that says %s shows the last hour instead',
    (query) => {
      expect(readView(new URLSearchParams(query))).toEqual({
        signals: [],
        shown: { last: DEFAULT_LAST_MS },
        layout: 'stack',
      });
    },
  );

  test('of a run shows all of its time where it says none, and says so where it shows the last hour', () => {
    const usual = { from: 5_000, to: 1_805_000 };
    expect(readView(new URLSearchParams('run=1'), usual).shown).toEqual(usual);
    const whole = writeView(new URLSearchParams('run=1'), readView(new URLSearchParams(), usual), usual);
    expect(whole.toString()).toBe('run=1');
    const hour = { ...readView(new URLSearchParams(), usual), shown: { last: DEFAULT_LAST_MS } };
    const link = writeView(new URLSearchParams('run=1'), hour, usual);
    expect(readView(link, usual).shown).toEqual({ last: DEFAULT_LAST_MS });
  });

  test('holds at most 20 signals, each once', () => {
    const many = Array.from({ length: 30 }, (_, i) => `s${i % 25}`);
    expect(readView(new URLSearchParams({ signals: many.join() })).signals).toHaveLength(20);
  });
});
