import type { RunSummary } from '@linetwin/contracts';

type Branching = Pick<RunSummary, 'id' | 'branchOf'>;

/** The instant at which two runs of one story part, ms since 1970 UTC; undefined of runs that have nothing in common. */
export function partsAt(run: Branching, other: Branching): number | undefined {
  if (other.branchOf?.run === run.id) return other.branchOf.at;
  if (run.branchOf?.run === other.id) return run.branchOf.at;
  if (run.branchOf && run.branchOf.run === other.branchOf?.run)
    return Math.min(run.branchOf.at, other.branchOf.at);
  return undefined;
}
