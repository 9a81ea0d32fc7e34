import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SignalWindow } from './signal-window.ts';

const LENGTH_MS = 60_000;

test('a window says what a plain look over its values says, to a sixtieth of its length', () => {
  const rows = fc.array(
    fc.record({
      step: fc.integer({ min: 1, max: 4000 }),
      value: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    }),
    { minLength: 40, maxLength: 200 },
  );
  fc.assert(
    fc.property(rows, (steps) => {
      const window = new SignalWindow(LENGTH_MS);
      let time = 0;
      const all = steps.map(({ step, value }) => ({ time: (time += step), value }));
      for (const row of all) window.add(row.time, row.value);
      fc.pre(time - all[0].time >= LENGTH_MS);
      const bucketMs = LENGTH_MS / 60;
      const oldest = (Math.floor(time / bucketMs) - 59) * bucketMs;
      const within = all.filter((row) => row.time >= oldest).map(({ value }) => value);
      expect(window.lowest(time)).toBe(Math.min(...within));
      expect(window.highest(time)).toBe(Math.max(...within));
      expect(window.mean(time)).toBeCloseTo(within.reduce((sum, one) => sum + one, 0) / within.length, 6);
      expect(window.change(time)).toBeCloseTo(within[within.length - 1] - within[0], 9);
    }),
  );
});

test('a window says nothing before it was watched for most of its length', () => {
  const window = new SignalWindow(LENGTH_MS);
  window.add(0, 1);
  expect(window.mean(LENGTH_MS / 2)).toBeNaN();
  window.add(LENGTH_MS, 3);
  expect(window.mean(LENGTH_MS)).toBe(3);
});
