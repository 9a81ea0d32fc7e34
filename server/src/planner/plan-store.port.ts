import type { PlansQuery, PlanState, StartPlan } from '@linetwin/contracts';
import { Refusal } from '../platform/in-words.ts';

/** A plan cannot be changed like this; the message goes to whoever asked. */
export class PlanError extends Refusal {
  override name = 'PlanError';
}

/**
 * Plans of starts, with all that they rest on.
 *
 * Promises: a plan is named by its id, and keeping one twice keeps the first. `list` gives the newest first. `change` moves a plan from one
 * state to another only if it is still in the first, and tells whether it did; applying a plan makes those that were applied to any of
 * its lines `replaced` in the same step, so that a line follows one plan at most. `applied` gives the plans that are followed at a time.
 */
export abstract class PlanStore {
  abstract keep(plan: StartPlan): Promise<void>;
  abstract list(query: PlansQuery): Promise<StartPlan[]>;
  abstract read(id: string): Promise<StartPlan | undefined>;
  abstract change(
    id: string,
    change: { from: PlanState; to: PlanState; by: string; at: number },
  ): Promise<boolean>;
  abstract applied(time: number): Promise<StartPlan[]>;
}

const QUARTER_MS = 900_000;

export function endOf({ from, quarters }: Pick<StartPlan, 'from' | 'quarters'>): number {
  return from + quarters * QUARTER_MS;
}
