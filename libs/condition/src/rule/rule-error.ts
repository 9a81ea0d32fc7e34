/** Why an expression is no rule; pages have the words in both languages. */
export const RULE_PROBLEMS = [
  /** It cannot be read; `detail` says where reading stopped. */
  'syntax',
  /** It names something that the machine does not have. */
  'unknown-name',
  /** Types do not fit: a word compared with a number, a function with the wrong arguments. */
  'type',
  /** It gives a number or a word, not yes or no. */
  'not-a-condition',
  /** A word that the state or enumeration never takes. */
  'unknown-word',
  /** A length of time that is none, such as `10x`, or beyond a second to a day. */
  'window',
  /** Something of the language that rules may not use. */
  'not-allowed',
  /** It looks at no signal, so that it could never change. */
  'no-signal',
] as const;
export type RuleProblem = (typeof RULE_PROBLEMS)[number];

/** An expression that is no rule: what is wrong, and with which characters of it. */
export class RuleError extends Error {
  override name = 'RuleError';
  readonly problem: RuleProblem;
  /** Characters of the expression, the end left out. */
  readonly from: number;
  readonly to: number;

  constructor(problem: RuleProblem, detail: string, from: number, to: number) {
    super(detail);
    this.problem = problem;
    this.from = from;
    this.to = to;
  }
}
