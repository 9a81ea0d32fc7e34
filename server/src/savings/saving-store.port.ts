import type {
  LedgerRow,
  MeasureModeRow,
  Recommendation,
  RecommendationQuery,
  RecommendationState,
} from '@linetwin/contracts';

/** A limit that somebody set for a line, in the unit of the limit. */
export interface SetLimit {
  line: string;
  limit: string;
  value: number;
}

/** What a measure saved by the meter, and while it stood. */
export interface EndedSaving {
  line: string;
  measure: string;
  measuredKwh: number;
  appliedAt: number;
  endedAt: number;
}

/** What measures saved on a line in a time. */
export interface SavedInTime {
  /** Measures that were applied and ended then; and of those the ones that a meter judged. */
  ended: number;
  measured: number;
  /** By the meters, kWh; null where none was measured, which is not a saving of 0. */
  savedKwh: number | null;
}

/**
 * Recommendations, the ledger of what they saved, and the modes of measures.
 *
 * Promises: a recommendation is named by its id; what `keep` resolved for survives, and a state that is behind the kept one changes
 * nothing. `list` gives the newest first. `ledger` counts recommendations proposed from a time on: estimates (for the time that
 * each stood) and measurements only of those that were applied and have ended; `ended` gives each of those with a measurement. `savedIn` sums
 * what was applied and ended at or after `from` and before `to`, however much that is. A mode that was never set is not among `modes`, a limit that was never set, or taken back with `null`, not among
 * `limits`.
 */
export abstract class SavingStore {
  abstract keep(recommendation: Recommendation): Promise<void>;
  abstract list(query: RecommendationQuery): Promise<Recommendation[]>;
  abstract read(id: string): Promise<Recommendation | undefined>;
  abstract ledger(from: number): Promise<LedgerRow[]>;
  abstract ended(from: number): Promise<EndedSaving[]>;
  abstract savedIn(line: string, span: { from: number; to: number }): Promise<SavedInTime>;
  abstract modes(): Promise<MeasureModeRow[]>;
  abstract setMode(row: MeasureModeRow): Promise<void>;
  abstract limits(): Promise<SetLimit[]>;
  abstract setLimit(line: string, limit: string, value: number | null): Promise<void>;
}

export const OPEN_STATES: readonly RecommendationState[] = ['proposed', 'applied'];
export const ENDED_STATES: readonly RecommendationState[] = ['measured', 'verified', 'refuted'];

/** A recommendation goes from `proposed` over `applied` to an end, and never back. */
export function stageOf(state: RecommendationState): number {
  return state === 'proposed' ? 0 : state === 'applied' ? 1 : 2;
}
