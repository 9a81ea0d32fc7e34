export * from './back-test.ts';
export * from './check-rule.ts';
export { RULE_FUNCTIONS, WINDOW_FUNCTIONS, windowSeconds, type RuleFunction } from './language.ts';
export * from './machines.ts';
export * from './rule-definition.ts';
export * from './rule-instance.ts';
export * from './rule-problem.ts';
export * from './rule-run.ts';
