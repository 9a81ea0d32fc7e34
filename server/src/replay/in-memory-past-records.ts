import {
  KPI_AGE_MS,
  PastRecords,
  recordKey,
  standingAfter,
  type PastChange,
  type PastStanding,
} from './past-records.port.ts';

/** Records as they stood, held in memory: those of a run, and of tests that need no data base. */
export class InMemoryPastRecords extends PastRecords {
  private readonly made: PastChange[] = [];

  add(...changes: PastChange[]): void {
    this.made.push(...structuredClone(changes));
  }

  async standingAt(time: number): Promise<PastStanding> {
    const newest = new Map<string, PastChange>();
    for (const change of this.made) {
      const known = newest.get(recordKey(change));
      if (change.kind === 'kpi' && change.time <= time - KPI_AGE_MS) continue;
      if (change.time > time) continue;
      // Seams and their verdicts are ordered by the end of the seam, other records by the order in which they changed.
      const isOfSeam = change.kind === 'seam' || change.kind === 'seam-verdict';
      if (isOfSeam && known && known.time > change.time) continue;
      newest.set(recordKey(change), change);
    }
    return structuredClone(standingAfter(newest.values()));
  }

  async changes(after: number, upTo: number, limit: number): Promise<PastChange[]> {
    return structuredClone(
      this.made
        .filter(({ time }) => time > after && time <= upTo)
        .sort((a, b) => a.time - b.time)
        .slice(0, limit),
    );
  }
}
