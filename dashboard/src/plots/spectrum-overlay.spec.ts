import { describe, expect, test } from '@jest/globals';
import { resampled } from './spectrum-overlay.ts';

describe('a spectrum laid under another', () => {
  const overlay = { frequencyHz: [10, 20, 40], amplitude: [1, 3, 1] };

  test('is read at the frequencies of the other one by straight lines', () => {
    expect(resampled(overlay, [10, 15, 20, 30, 40])).toEqual([1, 2, 3, 2, 1]);
  });

  test('is not drawn beyond its ends', () => {
    expect(resampled(overlay, [5, 10, 50])).toEqual([null, 1, null]);
    expect(resampled({ frequencyHz: [], amplitude: [] }, [5])).toEqual([null]);
  });
});
