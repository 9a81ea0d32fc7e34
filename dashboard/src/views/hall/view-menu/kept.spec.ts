import { describe, expect, test } from '@jest/globals';
import { MOST_BOOKMARKS, readBookmarks, withBookmark, type Bookmark } from './kept.ts';

const place = { x: 1, y: 2, z: 3, distance: 10, azimuth: 0.5, polar: 1 };
const bookmark = (name: string): Bookmark => ({ name, place });

describe('bookmarks of the camera', () => {
  test('are read back as they were kept', () => {
    const list = [bookmark('Furnaces'), bookmark('磨削')];
    expect(readBookmarks(JSON.stringify(list))).toEqual(list);
  });

  test('leave out what is not readable and keep the rest', () => {
    expect(readBookmarks(null)).toEqual([]);
    expect(readBookmarks('{broken')).toEqual([]);
    expect(readBookmarks('{}')).toEqual([]);
    expect(readBookmarks(JSON.stringify([{ name: 'half' }, bookmark('whole')]))).toEqual([bookmark('whole')]);
  });

  test('replace one of the same name, and let the oldest go when there are too many', () => {
    const other = { ...place, x: 9 };
    expect(withBookmark([bookmark('A'), bookmark('B')], { name: 'A', place: other })).toEqual([
      bookmark('B'),
      { name: 'A', place: other },
    ]);
    let list: Bookmark[] = [];
    for (let i = 0; i < MOST_BOOKMARKS + 3; i++) list = withBookmark(list, bookmark(`view ${i}`));
    expect(list).toHaveLength(MOST_BOOKMARKS);
    expect(list[0].name).toBe('view 3');
  });
});
