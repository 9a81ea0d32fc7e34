import type { Gap } from '@linetwin/contracts';
import type { Span } from './missing-spans.ts';

/** A gap with what is needed to go on with it. */
export interface StoredGap extends Gap {
  /**
   * What of it is still missing, by machine (by signal for the gap of one). Whoever is not named lacks the whole. While the
   * gap is open only those are named that lack nothing by it.
   */
  missing: Record<string, readonly Span[]>;
  /** Scope of the wider gap that it turned out to be the beginning of; null for one of its own. */
  partOf: string | null;
  /** Grows with every change: when it was said, ms since 1970 UTC, or less where somebody else may know better. */
  revision: number;
}

export interface GapRange {
  /** Id of the line. */
  line?: string;
  /** Only gaps of these scopes, and of scopes below them when they end in `/`. */
  scopes?: readonly string[];
  /** Gaps that touch this time, ms since 1970 UTC, both ends included. */
  from: number;
  to: number;
  open?: boolean;
  limit: number;
}

/**
 * The register of gaps.
 *
 * Promises: a gap is named by its scope and beginning. What `keep` resolved for survives; of several words on one gap the one
 * with the greatest revision stays, whatever the order they come in, and of equal ones the last. `list` gives gaps newest beginning first,
 * without those that are part of a wider one. `recent` gives those of a line that are open, and then those that ended after a
 * time, last ended first, with what is needed to go on.
 */
export abstract class GapStore {
  abstract keep(gaps: readonly StoredGap[]): Promise<void>;
  abstract list(range: GapRange): Promise<Gap[]>;
  abstract recent(line: string, endedAfter: number, limit: number): Promise<StoredGap[]>;
  /** Forgets gaps that ended before a time. @returns how many */
  abstract forgetBefore(time: number): Promise<number>;
}

/** One word on each gap: the last of those with the greatest revision. */
export function newestOfEach(gaps: readonly StoredGap[]): StoredGap[] {
  const newest = new Map<string, StoredGap>();
  for (const gap of gaps) {
    const known = newest.get(gapKey(gap));
    if (!known || gap.revision >= known.revision) newest.set(gapKey(gap), gap);
  }
  return [...newest.values()];
}

/** A gap as it is shown. */
export function shownGap(stored: StoredGap): Gap {
  const { missing: _missing, partOf: _partOf, revision: _revision, ...gap } = stored;
  return gap;
}

export function gapKey({ scope, from }: { scope: string; from: number }): string {
  return `${scope}@${from}`;
}
