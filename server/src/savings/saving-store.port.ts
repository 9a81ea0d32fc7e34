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

/**
 * Recommendations, the ledger of what they saved, and the modes of measures.
 *
 * Promises: a recommendation is named by its id; what `keep` resolved for survives, and a state that is behind the kept one changes
 * nothing. `list` gives the newest first. `ledger` counts recommendations proposed from a time on: estimates and measurements only of those that
 * were applied and have ended; `ended` gives each of those with a measurement. A mode that was never set is not among `modes`, a limit that was never set, or taken back with `null`, not among
 * `limits`.
 */
export abstract class SavingStore {
  abstract keep(recommendation: Recommendation): Promise<void>;
  abstract list(query: RecommendationQuery): Promise<Recommendation[]>;
  abstract read(id: string): Promise<Recommendation | undefined>;
  abstract ledger(from: number): Promise<LedgerRow[]>;
  abstract ended(from: number): Promise<EndedSaving[]>;
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
