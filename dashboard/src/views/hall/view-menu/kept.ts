import { useCallback, useState } from 'react';
import { z } from 'zod';
import { read, write } from './browser-store.ts';

/* Kept in this browser, for whoever is signed in. */
const bookmarksKey = (login: string) => `linetwin.hall.bookmarks.${login}`;

/** More would be a list to search, not to choose from. */
export const MOST_BOOKMARKS = 20;
export const LONGEST_NAME = 40;

const finite = z.number();
const bookmarkSchema = z.object({
  name: z.string().min(1).max(LONGEST_NAME),
  place: z.object({ x: finite, y: finite, z: finite, distance: finite, azimuth: finite, polar: finite }),
});
export type Bookmark = z.infer<typeof bookmarkSchema>;

/** Reads what a browser kept; what is not readable any more is left out, not an error. */
export function readBookmarks(text: string | null): Bookmark[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept
      .map((one) => bookmarkSchema.safeParse(one))
      .filter(({ success }) => success)
      .map(({ data }) => data!)
      .slice(0, MOST_BOOKMARKS);
  } catch {
    return [];
  }
}

/** The list with a bookmark; one of the same name is replaced, the oldest gives way when there are too many. */
export function withBookmark(before: readonly Bookmark[], next: Bookmark): Bookmark[] {
  const others = before.filter(({ name }) => name !== next.name);
  return [...others, next].slice(-MOST_BOOKMARKS);
}

export function useBookmarks(login: string): [Bookmark[], (next: Bookmark[]) => void] {
  const key = bookmarksKey(login);
  const [kept, setKept] = useState(() => ({ key, list: readBookmarks(read(key)) }));
  const list = kept.key === key ? kept.list : readBookmarks(read(key));
  const set = useCallback(
    (next: Bookmark[]) => {
      setKept({ key, list: next });
      write(key, JSON.stringify(next));
    },
    [key],
  );
  return [list, set];
}
