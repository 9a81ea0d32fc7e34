import { describe, expect, test } from '@jest/globals';
import { instantToAsk } from './instant-to-ask.ts';

const T = Date.UTC(2026, 0, 5, 8, 30, 17, 250);

describe('the instant that the server is asked for', () => {
  test('is none while the page is live', () => {
    expect(instantToAsk(null)).toBeUndefined();
  });

  test('is where a cursor rests', () => {
    expect(instantToAsk({ at: T, playing: false })).toBe(T);
  });

  test('is the minute before a cursor that plays, and never later than it', () => {
    expect(instantToAsk({ at: T, playing: true })).toBe(Date.UTC(2026, 0, 5, 8, 30));
  });
});
