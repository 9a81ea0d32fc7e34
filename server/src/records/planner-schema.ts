import type { StartPlan } from '@linetwin/contracts';
import type { JSONColumnType } from 'kysely';

/** Table of plans of starts. */
export interface PlannerSchema {
  start_plan: {
    id: string;
    lines: JSONColumnType<string[]>;
    made_at: number;
    begins_at: number;
    ends_at: number;
    state: string;
    changed_at: number;
    changed_by: string;
    /** As it was made; state and who changed it stand in their columns. */
    plan: JSONColumnType<StartPlan>;
  };
}
