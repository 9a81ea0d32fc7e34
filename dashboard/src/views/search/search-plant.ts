import type { Signal } from '@linetwin/model';
import { foldForSearch } from '../shared/machine-search.ts';

/** Something that one can go to. */
export interface Hit {
  kind: 'page' | 'machine' | 'signal' | 'alarm' | 'finding' | 'part';
  /** Address within the pages, without what belongs to the person (language, theme). */
  to: string;
  /** What it says in the language of the page. */
  title: string;
  /** Where it belongs. */
  detail: string;
  /** Parameters of the address. */
  extra?: Record<string, string>;
}

/** Things with a title in the language of the page, and what else they are found by. */
export interface Source extends Hit {
  words: readonly string[];
}

/** More of one kind than these push the other kinds out of sight. */
export const MOST_OF_A_KIND = 6;

/**
 * What every word of the query is found in: first what begins with it, then what holds it, each kind in its own order and few of
 * each. An empty query finds the pages.
 */
export function searchSources(sources: readonly Source[], query: string): Hit[] {
  const words = query.trim().split(/\s+/).map(foldForSearch).filter(Boolean);
  if (words.length === 0) return sources.filter(({ kind }) => kind === 'page');
  const whole = foldForSearch(query);
  const counts = new Map<Hit['kind'], number>();
  return sources
    .map((source, order) => ({ source, order, rank: rankOf(source, words, whole) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .filter(({ source: { kind } }) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return count <= MOST_OF_A_KIND;
    })
    .map(({ source }) => source);
}

function rankOf({ title, words: own }: Source, words: readonly string[], whole: string): number {
  const texts = [title, ...own].map(foldForSearch);
  if (texts.some((text) => text === whole)) return 0;
  if (texts.some((text) => text.startsWith(whole))) return 1;
  if (texts.some((text) => text.includes(whole))) return 2;
  const all = texts.join('\n');
  return words.every((word) => all.includes(word)) ? 3 : Infinity;
}

/** What a signal is found by, whichever language is shown. */
export function signalWords({ id, name, address }: Signal): string[] {
  return [id, name.zh, name.en, address];
}
