import type { Recommendation } from '@linetwin/contracts';
import type { JSONColumnType } from 'kysely';

/** Tables of commands to machines, of recommendations, and of what measures may do. */
export interface SavingSchema {
  machine_command: {
    id: string;
    line: string;
    equipment: string;
    setting: string;
    value: number;
    prior: number | null;
    ready_at: number | null;
    by: string;
    reason: string | null;
    state: string;
    given_at: number;
    answered_at: number | null;
    ended_at: number | null;
    refusal: string | null;
    returned: string | null;
    /** When it was no longer wanted, whether or not its machine said since that it is back. */
    taken_back_at: number | null;
  };
  recommendation: {
    id: string;
    line: string;
    measure: string;
    state: string;
    proposed_at: number;
    estimated_kwh: number;
    measured_kwh: number | null;
    recommendation: JSONColumnType<Recommendation>;
  };
  measure_mode: { line: string; measure: string; mode: string };
  measure_limit: { line: string; measure_limit: string; value: number };
}
