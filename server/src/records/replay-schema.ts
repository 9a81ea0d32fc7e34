import type { LineKpi } from '@linetwin/contracts';
import type { JSONColumnType } from 'kysely';

/** Tables of what is known of the past beyond the records themselves. */
export interface ReplaySchema {
  /** Hashes of the states of lines as they were known live. */
  state_log: {
    line: string;
    at: number;
    hash: string;
    model_version: number;
    late: boolean;
  };
  /** Indicators of lines as they were told live, once a minute. */
  kpi_log: {
    line: string;
    at: number;
    kpi: JSONColumnType<LineKpi>;
  };
  /** What people noted on times of the plant. */
  time_note: {
    id: string;
    line: string | null;
    from_at: number;
    to_at: number;
    text: string;
    author: string;
    author_id: string;
    changed_at: number;
  };
}
