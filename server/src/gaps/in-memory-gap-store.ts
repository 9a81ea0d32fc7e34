import type { Gap } from '@linetwin/contracts';
import { gapKey, GapStore, shownGap, type GapRange, type StoredGap } from './gap-store.port.ts';

/** Gap store for tests that need no data base. */
export class InMemoryGapStore extends GapStore {
  private readonly gaps = new Map<string, StoredGap>();

  async keep(gaps: readonly StoredGap[]): Promise<void> {
    for (const gap of gaps) {
      const known = this.gaps.get(gapKey(gap));
      if (!known || gap.revision >= known.revision) this.gaps.set(gapKey(gap), structuredClone(gap));
    }
  }

  async list({ line, scopes, from, to, open, limit }: GapRange): Promise<Gap[]> {
    return this.newestFirst()
      .filter((gap) => gap.partOf === null)
      .filter((gap) => line === undefined || gap.line === line)
      .filter(({ scope }) => !scopes || scopes.some((one) => isWithin(scope, one)))
      .filter((gap) => gap.from <= to && (gap.to ?? Infinity) >= from)
      .filter((gap) => open === undefined || (gap.to === null) === open)
      .slice(0, limit)
      .map(shownGap);
  }

  async recent(line: string, endedAfter: number, limit: number): Promise<StoredGap[]> {
    return [...this.gaps.values()]
      .filter((gap) => gap.partOf === null && gap.line === line && (gap.to ?? Infinity) > endedAfter)
      .sort((a, b) => (b.to ?? Number.MAX_VALUE) - (a.to ?? Number.MAX_VALUE) || b.from - a.from)
      .slice(0, limit)
      .map((gap) => structuredClone(gap));
  }

  async forgetBefore(time: number): Promise<number> {
    const old = [...this.gaps].filter(([, gap]) => (gap.to ?? Infinity) < time);
    for (const [key] of old) this.gaps.delete(key);
    return old.length;
  }

  private newestFirst(): StoredGap[] {
    return [...this.gaps.values()].sort((a, b) => b.from - a.from || a.scope.localeCompare(b.scope));
  }
}

function isWithin(scope: string, wanted: string): boolean {
  return wanted.endsWith('/') ? scope.startsWith(wanted) : scope === wanted;
}
