import { describe, expect, test } from '@jest/globals';
import { QUALITIES, QUALITY_BAD, QUALITY_GOOD, QUALITY_UNCERTAIN, qualityCode } from './quality.ts';

describe('quality', () => {
  test('a fresh typed array is good', () => {
    expect(QUALITIES[new Uint8Array(1)[0]]).toBe('Good');
  });

  test('names and codes belong together and grow with doubt', () => {
    expect(QUALITIES.map(qualityCode)).toEqual([QUALITY_GOOD, QUALITY_UNCERTAIN, QUALITY_BAD]);
  });

  test('a name that is none has no code', () => {
    expect(qualityCode('good')).toBeUndefined();
    expect(qualityCode('toString')).toBeUndefined();
  });
});
