import type { AlarmPriority, PackmlState } from '@linetwin/model';

/** Which machines a rule is for: one, or every machine of a kind (in the plant, or in one line). */
export type RuleScope = { of: 'machine'; equipment: string } | { of: 'kind'; kind: string; line?: string };

/** What of a rule decides when its alarms rise and clear. */
export interface RuleCondition {
  /** In the language of `language.ts`. */
  expression: string;
  scope: RuleScope;
  /** Seconds that the expression must hold without a break before the alarm rises. */
  onDelayS: number;
  /** Seconds that it must not hold before the alarm clears. */
  offDelayS: number;
  /** Only watched while the machine is in one of these states; in all when left out. */
  whileStates?: readonly PackmlState[];
}

export type RulePriority = AlarmPriority;

/** Longest expression, characters. */
export const MAX_EXPRESSION = 1000;
/** Nodes of the parsed expression: it is gone through once a second for each machine. */
export const MAX_NODES = 200;
export const MAX_DEPTH = 24;
/** Signals that one rule looks at on one machine. */
export const MAX_SIGNALS = 16;
/** Machines of one rule. */
export const MAX_MACHINES = 200;
/** Longest window and longest duration that is told, seconds; for longer spans there are the monitors. */
export const MAX_WINDOW_S = 3600;
export const MIN_WINDOW_S = 2;
/** Seconds of values that one rule may keep over all its machines; eight bytes each. */
export const MAX_KEPT_SECONDS = 2_000_000;
