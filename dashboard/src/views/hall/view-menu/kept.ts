import { useCallback, useState } from 'react';
import { z } from 'zod';
import { QUALITY_CHOICES, type QualityChoice } from '../../../scene/quality/quality.ts';

/*
 * What is kept in this browser for one person: quality belongs to the device, bookmarks to whoever is signed in on it.
 */
const QUALITY_KEY = 'linetwin.hall.quality';
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

export function useQualityChoice(): [QualityChoice, (next: QualityChoice) => void] {
  const [choice, setChoice] = useState(
    () => QUALITY_CHOICES.find((one) => one === read(QUALITY_KEY)) ?? 'auto',
  );
  const set = useCallback((next: QualityChoice) => {
    setChoice(next);
    write(QUALITY_KEY, next);
  }, []);
  return [choice, set];
}

/** A browser that keeps nothing still shows the hall. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows refuse; the choice then lasts as long as the page.
  }
}
