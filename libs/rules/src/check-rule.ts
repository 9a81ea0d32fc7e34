import { ParseError, type ASTNode, type ParseResult } from '@marcbachmann/cel-js';
import type { Equipment, ModelIndex } from '@linetwin/model';
import { ruleLanguage } from './language.ts';
import { machinesOf } from './machines.ts';
import { compile, type Program } from './program.ts';
import { problemAt, ReferenceReader, type Reference } from './references.ts';
import { MAX_EXPRESSION, MAX_KEPT_SECONDS, MAX_MACHINES, type RuleCondition } from './rule-definition.ts';
import { RuleError, type RuleProblem } from './rule-problem.ts';

/** A rule that can be run, over the machines that it is for. */
export interface CheckedRule {
  condition: RuleCondition;
  machines: Equipment[];
  references: Reference[];
  program: Program;
  /** Seconds of the past that decide what it says now: what a start has to read. */
  lookBackS: number;
  /** Seconds of values that it keeps over all machines. */
  keptSeconds: number;
}

const language = ruleLanguage();

/** Checks a rule against the plant. @returns everything that is wrong, or the rule ready to be run */
export function checkRule(
  condition: RuleCondition,
  index: ModelIndex,
): { problems: RuleProblem[]; rule?: CheckedRule } {
  const { expression, scope } = condition;
  const problems: RuleProblem[] = [];
  const machines = machinesOf(scope, index);
  if (machines.length === 0) problems.push(problemAt('noMachines', 0, 0));
  if (machines.length > MAX_MACHINES) problems.push(problemAt('tooManyMachines', 0, 0));
  if (expression.trim() === '') problems.push(problemAt('empty', 0, expression.length));
  if (expression.length > MAX_EXPRESSION)
    problems.push(problemAt('tooLong', MAX_EXPRESSION, expression.length));
  if (problems.length > 0) return { problems };

  const parsed = parse(expression);
  if ('code' in parsed) return { problems: [parsed] };
  const reader = new ReferenceReader(machines, index);
  const pastS = reader.read(parsed.ast);
  if (condition.whileStates && !machines.every((one) => index.signalWithRole(one, 'state')))
    reader.problems.push(problemAt('noState', 0, 0));
  if (reader.problems.length > 0) return { problems: reader.problems };
  const typeProblem = checkType(parsed);
  if (typeProblem) return { problems: [typeProblem] };
  const { references } = reader;
  if (references.length === 0) return { problems: [problemAt('noSignal', 0, expression.length)] };
  const keptSeconds = machines.length * references.reduce((sum, { windowS }) => sum + windowS, 0);
  if (keptSeconds > MAX_KEPT_SECONDS) return { problems: [problemAt('tooMuchMemory', 0, expression.length)] };
  const lookBackS = pastS + condition.onDelayS + condition.offDelayS;
  const program = compile(parsed.ast, references);
  return { problems: [], rule: { condition, machines, references, program, lookBackS, keptSeconds } };
}

/** @throws RuleError */
export function checkedRule(condition: RuleCondition, index: ModelIndex): CheckedRule {
  const { problems, rule } = checkRule(condition, index);
  if (!rule) throw new RuleError(problems);
  return rule;
}

function parse(expression: string): ParseResult | RuleProblem {
  try {
    return language.parse(expression);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const { start, end } = error.range ?? { start: 0, end: expression.length };
    if (error.code === 'limit_exceeded') {
      if (!/List|Map/.test(error.summary)) return problemAt('tooLarge', start, end);
      // The parser points behind the bracket that opens the list or map.
      return problemAt('notAllowed', start - 1, start, { found: expression.slice(start - 1, start) });
    }
    return problemAt('syntax', start, end, { found: expression.slice(start, end) });
  }
}

function checkType(parsed: ParseResult): RuleProblem | undefined {
  const { valid, type, error } = parsed.check();
  if (!valid) {
    const { start, end } = error?.range ?? parsed.ast.range;
    return problemAt('type', start, end, { found: parsed.ast.input.slice(start, end) });
  }
  return type === 'bool' ? undefined : problemAt('notYesOrNo', ...ends(parsed.ast));
}

function ends({ start, end }: ASTNode): [number, number] {
  return [start, end];
}
