import type { HistoryStore } from '../history/history.port.ts';
import type { PastRecords } from './past-records.port.ts';

/** What a cursor reads of values: how every signal stood, and the newest of each step. */
export type PastValues = Pick<HistoryStore, 'newestAt' | 'steps'>;

/** A run as a cursor shows it. */
export interface RecordedRun {
  values: PastValues;
  records: PastRecords;
  /** Its end, ms since 1970 UTC. */
  to: number;
}

/** Runs, simulated or imported, that lie beside the plant and can be shown in place of it. */
export interface RecordedRuns {
  /** @throws with a sentence for the one who asks, when there is no such run here or it has no values */
  recorded(run: string): Promise<RecordedRun>;
}
