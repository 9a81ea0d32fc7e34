import { expect, test } from '@jest/globals';
import { LIMIT_RANGES, limitsWith } from './limit-ranges.ts';
import { DEFAULT_LIMITS } from './measure-limits.ts';

test('every limit that is one figure can be set, and its usual value lies in its range', () => {
  const figures = Object.keys(DEFAULT_LIMITS).filter(
    (name) => typeof DEFAULT_LIMITS[name as keyof typeof DEFAULT_LIMITS] === 'number',
  );
  // What the meter of a machine corrects after its first rest is not set by hand.
  const learned = ['auxiliariesOffShare', 'standbyShare'];
  expect(LIMIT_RANGES.map(({ id }) => id).sort()).toEqual(
    figures.filter((id) => !learned.includes(id)).sort(),
  );
  for (const { id, low, high } of LIMIT_RANGES) {
    expect(DEFAULT_LIMITS[id]).toBeGreaterThanOrEqual(low);
    expect(DEFAULT_LIMITS[id]).toBeLessThanOrEqual(high);
  }
});

test('guards of domain table 3.3 cannot be set away', () => {
  const limits = limitsWith({
    inductionMaxHoldS: 3600,
    setbackK: 300,
    leastDewMarginK: 0,
    chillerWarmerK: 9,
  });
  expect(limits).toMatchObject({
    inductionMaxHoldS: 180,
    setbackK: 80,
    leastDewMarginK: 3,
    chillerWarmerK: 3,
  });
});

test('what was not set is as usual, and the usual limits stay as they are', () => {
  expect(limitsWith({ idleAfterS: 600, setbackK: undefined })).toEqual({
    ...DEFAULT_LIMITS,
    idleAfterS: 600,
  });
  expect(DEFAULT_LIMITS.idleAfterS).toBe(180);
});
