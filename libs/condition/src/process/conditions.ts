import type { RuleCondition, SignalFeature } from './process-rule.ts';

/** Short forms for writing rules: `above('filter_dp', { value: 80 })`. Ten seconds' mean where nothing else is said. */
type Against = Pick<RuleCondition, 'value' | 'band' | 'times'> & { feature?: SignalFeature; over?: number };

export function above(signal: string, { feature = 'mean', over = 5, ...against }: Against): RuleCondition {
  return { signal, feature, over, is: 'above', ...against };
}

export function below(signal: string, { feature = 'mean', over = 5, ...against }: Against): RuleCondition {
  return { signal, feature, over, is: 'below', ...against };
}

/** What is told once per part: the mean of the last three. */
export const PARTS = { feature: 'mean', over: 3 } as const;
/** The cut of a cycle of some twelve seconds, whatever its phase. */
export const PEAK = { feature: 'max', over: 15 } as const;
