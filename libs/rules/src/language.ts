import { Environment } from '@marcbachmann/cel-js';
import { MAX_DEPTH, MAX_NODES, MAX_WINDOW_S, MIN_WINDOW_S } from './rule-definition.ts';

/** Functions over a window of a signal. */
export const WINDOW_FUNCTIONS = ['average', 'minimum', 'maximum', 'rate'] as const;
export type WindowFunction = (typeof WINDOW_FUNCTIONS)[number];

/** What the language offers beyond numbers, comparison and logic: name to how it is written. */
export const RULE_FUNCTIONS = {
  value: 'value("signal")',
  average: 'average("signal", "10m")',
  minimum: 'minimum("signal", "10m")',
  maximum: 'maximum("signal", "10m")',
  rate: 'rate("signal", "10m")',
  state: 'state()',
  stateFor: 'stateFor("Execute")',
  lasting: 'lasting(value("signal") > 0)',
} as const;
export type RuleFunction = keyof typeof RULE_FUNCTIONS;

export function isWindowFunction(name: string): name is WindowFunction {
  return (WINDOW_FUNCTIONS as readonly string[]).includes(name);
}

/**
 * The part of CEL (Common Expression Language) that rules use, for parsing and checking of types. No lists, maps or macros: nothing in
 * an expression can repeat. Numbers with and without a point may be mixed, which CEL itself refuses.
 */
export function ruleLanguage(): Environment {
  const language = new Environment({
    limits: {
      maxAstNodes: MAX_NODES,
      maxDepth: MAX_DEPTH,
      maxListElements: 0,
      maxMapEntries: 0,
      maxCallArguments: 2,
    },
  });
  const never = () => {
    throw new Error('rules are compiled, not evaluated by the parser');
  };
  language.registerFunction('value(string): double', never);
  for (const name of WINDOW_FUNCTIONS) language.registerFunction(`${name}(string, string): double`, never);
  language.registerFunction('state(): string', never);
  language.registerFunction('state(string): string', never);
  language.registerFunction('stateFor(string): double', never);
  language.registerFunction('lasting(bool): double', never);
  for (const operator of ['+', '-', '*', '/'])
    for (const pair of [`double ${operator} int`, `int ${operator} double`])
      language.registerOperator(`${pair}: double`, never);
  return language;
}

const UNITS_S: Record<string, number> = { s: 1, m: 60, min: 60, h: 3600 };

/** Seconds of a window such as `90s`, `10m` or `1h`; `undefined` for one that is none, or too short or long. */
export function windowSeconds(text: string): number | undefined {
  const match = /^(\d{1,4})\s*(s|min|m|h)$/.exec(text.trim());
  if (!match) return undefined;
  const seconds = Number(match[1]) * UNITS_S[match[2]];
  return seconds >= MIN_WINDOW_S && seconds <= MAX_WINDOW_S ? seconds : undefined;
}
