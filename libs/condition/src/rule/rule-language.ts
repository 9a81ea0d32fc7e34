import { Environment, type ASTNode } from '@marcbachmann/cel-js';

/**
 * What rules take of the Common Expression Language (CEL, https://cel.dev): names, numbers, words, arithmetic, comparison,
 * `in`, and, or, not, `a ? b : c`, and the functions below. Left out: macros over lists, which could be nested into hours of work, and
 * regular expressions, which could run for ever.
 */
const ALLOWED = new Set<string>([
  ...['value', 'id', 'call', 'list', '!_', '-_', '?:', '||', '&&', 'in'],
  ...['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/'],
]);

/** Statistics of a signal over the last stretch of time: `mean("wheel_power", "10m")`. */
export const WINDOW_FUNCTIONS = ['mean', 'lowest', 'highest', 'change'] as const;
export type WindowFunction = (typeof WINDOW_FUNCTIONS)[number];

/** A signal of another machine of the line: `of("L07", "supply_temp")`. */
export const OTHER_MACHINE = 'of';
export const PLAIN_FUNCTIONS = ['abs', 'min', 'max'] as const;

const CALLS: readonly string[] = [...WINDOW_FUNCTIONS, OTHER_MACHINE, ...PLAIN_FUNCTIONS];

const LIMITS = { maxAstNodes: 300, maxDepth: 24, maxListElements: 32, maxCallArguments: 4 };

/** What the functions that look at signals answer, at the moment of judging. */
export interface SignalFunctions {
  window(name: WindowFunction, signal: string, length: string): number;
  other(machine: string, signal: string): number;
}

/** The language with its functions; whole and broken numbers may be mixed, as people write them. */
export function ruleLanguage(functions: SignalFunctions): Environment {
  const language = new Environment({ limits: LIMITS });
  const operations = {
    '+': (a: number, b: number) => a + b,
    '-': (a: number, b: number) => a - b,
    '*': (a: number, b: number) => a * b,
    '/': (a: number, b: number) => a / b,
  };
  for (const [sign, compute] of Object.entries(operations)) {
    const mixed = (a: unknown, b: unknown) => compute(Number(a), Number(b));
    language.registerOperator(`double ${sign} int`, mixed).registerOperator(`int ${sign} double`, mixed);
  }
  language.registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
  for (const name of WINDOW_FUNCTIONS) {
    language.registerFunction(`${name}(string, string): double`, (signal: string, length: string) =>
      functions.window(name, signal, length),
    );
  }
  language.registerFunction(`${OTHER_MACHINE}(string, string): double`, (machine: string, signal: string) =>
    functions.other(machine, signal),
  );
  language.registerFunction('abs(double): double', (a: number) => Math.abs(a));
  for (const name of ['min', 'max'] as const) {
    for (const [a, b] of [
      ['double', 'double'],
      ['double', 'int'],
      ['int', 'double'],
    ]) {
      language.registerFunction(`${name}(${a}, ${b}): double`, (one: unknown, two: unknown) =>
        Math[name](Number(one), Number(two)),
      );
    }
  }
  return language;
}

/** Every node of an expression, outermost first. */
export function* nodesOf(node: ASTNode): Generator<ASTNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

export function isAllowed(node: ASTNode): boolean {
  return ALLOWED.has(node.op) && (node.op !== 'call' || CALLS.includes(node.args[0]));
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  if (node.op === 'value' || node.op === 'id') return [];
  if (node.op === 'call') return node.args[1];
  // A dotted name or a call on something: not allowed, so what is inside does not matter.
  if (node.op === 'rcall' || node.op === '.' || node.op === '.?' || node.op === 'map') return [];
  if (node.op === '!_' || node.op === '-_') return [node.args];
  return node.args;
}
