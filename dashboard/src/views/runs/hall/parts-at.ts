import type { RunSummary } from '@linetwin/contracts';

type Spanning = Pick<RunSummary, 'id' | 'branchOf' | 'beginAt' | 'endAt' | 'cycleS'>;
type Branching = Pick<RunSummary, 'id' | 'branchOf'>;

/** The instant at which two runs of one story part, ms since 1970 UTC; undefined of runs that have nothing in common. */
export function partsAt(run: Branching, other: Branching): number | undefined {
  if (other.branchOf?.run === run.id) return other.branchOf.at;
  if (run.branchOf?.run === other.id) return run.branchOf.at;
  if (run.branchOf && run.branchOf.run === other.branchOf?.run)
    return Math.min(run.branchOf.at, other.branchOf.at);
  return undefined;
}

/**
 * Where what runs made is counted from, ms since 1970 UTC: where they part, else where the first values of simulated machines are
 * there, one period after the start.
 */
export function countedFrom(run: Spanning, other: Spanning | undefined): number {
  const parting = other && partsAt(run, other);
  if (parting !== undefined) return parting;
  const periodS = Math.max(run.cycleS ?? 0, other?.cycleS ?? 0);
  return Math.min(run.beginAt + periodS * 1000, run.endAt);
}
