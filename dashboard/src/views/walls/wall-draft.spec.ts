import { describe, expect, test } from '@jest/globals';
import { DEFAULT_WALL, wallContentSchema } from '@linetwin/contracts';
import { movedTile, withCopyOf, withoutPage, withPage } from './wall-draft.ts';

describe('laying out a wall', () => {
  test('moves a tile up and down, and not over the ends', () => {
    expect(movedTile(['output', 'oee', 'demand'], 'oee', -1)).toEqual(['oee', 'output', 'demand']);
    expect(movedTile(['output', 'oee', 'demand'], 'oee', 1)).toEqual(['output', 'demand', 'oee']);
    expect(movedTile(['output', 'oee'], 'output', -1)).toEqual(['output', 'oee']);
    expect(movedTile(['output', 'oee'], 'demand', 1)).toEqual(['output', 'oee']);
  });

  test('adds a copy behind the page that is shown, changes and removes one, and leaves the others', () => {
    const two = withPage(withCopyOf(DEFAULT_WALL, 0), 1, { stage: 'none', seconds: 30 });
    expect(two.pages).toEqual([
      DEFAULT_WALL.pages[0],
      { ...DEFAULT_WALL.pages[0], stage: 'none', seconds: 30 },
    ]);
    expect(wallContentSchema.safeParse(two).success).toBe(true);
    expect(withoutPage(two, 0).pages).toEqual([two.pages[1]]);
  });
});
