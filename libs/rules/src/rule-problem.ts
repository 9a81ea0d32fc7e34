/** What may be wrong with an expression: a closed list, so that pages say it in the reader's language. */
export const RULE_PROBLEMS = [
  'empty',
  'syntax',
  'tooLong',
  'tooLarge',
  'type',
  'notYesOrNo',
  'notAllowed',
  'unknownFunction',
  'notText',
  'unknownMachine',
  'unknownSignal',
  'otherLine',
  'unknownState',
  'noState',
  'badWindow',
  'tooManySignals',
  'noSignal',
  'noMachines',
  'tooManyMachines',
  'tooMuchMemory',
] as const;
export type RuleProblemCode = (typeof RULE_PROBLEMS)[number];

/** One thing that is wrong with a rule, and where. */
export interface RuleProblem {
  code: RuleProblemCode;
  /** Characters of the expression that it is about, from 0; the end is not part of it. */
  from: number;
  to: number;
  /** What was written, such as the name that is not known. */
  found?: string;
  /** What was probably meant. */
  suggestion?: string;
  /** Says it in English, for logs and for programs that ask over REST. */
  message: string;
}

/** A rule that cannot be made sense of was to be run. */
export class RuleError extends Error {
  override name = 'RuleError';
  readonly problems: readonly RuleProblem[];

  constructor(problems: readonly RuleProblem[]) {
    super(problems.map(({ message, from }) => `${message} (at ${from + 1})`).join(' '));
    this.problems = problems;
  }
}
