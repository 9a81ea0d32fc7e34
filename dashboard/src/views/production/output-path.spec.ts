import { describe, expect, test } from '@jest/globals';
import { outputPath } from './output-path.ts';

const begin = { good: 0, recorded: false };
const seen = (good: number) => ({ good, recorded: true });
const unseen = (good: number) => ({ good, recorded: false });

describe('the line of what was made', () => {
  test('goes from the begin of the span through all that is recorded', () => {
    expect(outputPath([begin, seen(3), seen(5)])).toEqual([
      [0, 0],
      [1, 3],
      [2, 5],
    ]);
  });

  test('begins where the recording begins, and ends where it ends', () => {
    expect(outputPath([begin, unseen(0), unseen(0), seen(4), unseen(4)])).toEqual([
      [2, 0],
      [3, 4],
    ]);
  });

  test('breaks off over a single point of which nothing is recorded, and draws nothing flat there', () => {
    expect(outputPath([begin, seen(3), unseen(3), seen(6)])).toEqual([
      [0, 0],
      [1, 3],
      [1, null],
      [2, 3],
      [3, 6],
    ]);
  });

  test('stays flat where it is recorded that nothing was made', () => {
    expect(outputPath([begin, seen(0), seen(0)])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
  });

  test('is not drawn where nothing is recorded at all', () => {
    expect(outputPath([begin, unseen(0)])).toEqual([]);
  });
});
