import {
  DEFAULT_WALL,
  type WallContent,
  type WallLayout,
  type WallPage,
  type WallTile,
} from '@linetwin/contracts';

/** A wall while somebody lays it out; `id` is `null` for one that was never kept. */
export interface WallDraft {
  id: string | null;
  name: string;
  content: WallContent;
}

/** As many tiles as one side takes (contracts: wall.ts). */
export const MOST_TILES = 5;
export const MOST_PAGES = 12;

export function newDraft(): WallDraft {
  return { id: null, name: '', content: DEFAULT_WALL };
}

export function draftOf({ id, name, content }: WallLayout): WallDraft {
  return { id, name, content };
}

/** A wall with one of its pages changed. */
export function withPage(content: WallContent, at: number, change: Partial<WallPage>): WallContent {
  return {
    ...content,
    pages: content.pages.map((page, i) => (i === at ? { ...page, ...change } : page)),
  };
}

/** A wall with one page more: a copy of the one that is shown. */
export function withCopyOf(content: WallContent, at: number): WallContent {
  return { ...content, pages: content.pages.toSpliced(at + 1, 0, content.pages[at]) };
}

export function withoutPage(content: WallContent, at: number): WallContent {
  return { ...content, pages: content.pages.toSpliced(at, 1) };
}

/** Tiles with one moved by so many places; at an end it stays. */
export function movedTile(tiles: readonly WallTile[], tile: WallTile, by: -1 | 1): WallTile[] {
  const from = tiles.indexOf(tile);
  const to = from + by;
  if (from < 0 || to < 0 || to >= tiles.length) return [...tiles];
  return tiles.toSpliced(from, 1).toSpliced(to, 0, tile);
}
