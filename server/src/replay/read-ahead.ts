import type { ModelIndex } from '@linetwin/model';
import type { LatestValue } from '../history/history.port.ts';
import type { PastChange, PastRecords } from './past-records.port.ts';
import type { PastValues } from './recorded-runs.port.ts';

/** What comes within a stretch of plant time, in order of its steps. */
export interface Stretch {
  from: number;
  to: number;
  stepMs: number;
  values: readonly LatestValue[];
  changes: readonly PastChange[];
}

/** Rows that a stretch holds at most: 10 MB of them. */
const MOST_ROWS = 100_000;
/** Changes of records in a stretch; more than these in two seconds nobody can follow. */
const MOST_CHANGES = 5000;
/** A stretch is so long that it is played for about this time. */
const PLAYED_MS = 2000;

/** Reads the stretch that a cursor plays next, so many steps that it lasts a while, and never more than fits. */
export class ReadAhead {
  private readonly history: PastValues;
  private readonly records: PastRecords;
  private readonly mostSteps: number;

  constructor(history: PastValues, records: PastRecords, index: ModelIndex) {
    this.history = history;
    this.records = records;
    this.mostSteps = Math.max(1, Math.floor(MOST_ROWS / Math.max(1, index.model.signals.length)));
  }

  /** @param upTo the stretch ends here at the latest */
  async read(from: number, upTo: number, stepMs: number, rateHz: number): Promise<Stretch> {
    const steps = Math.min(this.mostSteps, Math.max(1, Math.round((PLAYED_MS * rateHz) / 1000)));
    const to = Math.min(upTo, from + steps * stepMs);
    const [values, changes] = await Promise.all([
      this.history.steps({ from, to, stepMs }),
      this.records.changes(from, to, MOST_CHANGES),
    ]);
    return { from, to, stepMs, values, changes };
  }
}
