import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js';
import { RuleError } from './rule-error.ts';
import {
  isAllowed,
  nodesOf,
  OTHER_MACHINE,
  ruleLanguage,
  WINDOW_FUNCTIONS,
  type WindowFunction,
} from './rule-language.ts';
import type { RuleScope, RuleSignal } from './rule-scope.ts';
import { SignalWindow } from './signal-window.ts';

const UNITS_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };
const MAX_WINDOW_MS = 24 * 3_600_000;

interface Input extends RuleSignal {
  time: number;
  value: number;
  windows: Map<number, SignalWindow>;
}

/**
 * A rule of a person on one machine: takes values, says whether its condition holds. Times are source times in ms, so that a
 * back-test on history judges as the live line did. Pure; nothing is allocated per value.
 */
export class RuleProgram {
  /** Addresses of the signals that it looks at, each once; `take` speaks of them by their place here. */
  readonly addresses: readonly string[];
  private readonly inputs: readonly Input[];
  /** What the expression sees: own signals by name, numbers and words. */
  private readonly context: Record<string, number | string> = {};
  private readonly own: readonly Input[];
  private readonly others = new Map<string, Input>();
  private readonly windows = new Map<string, SignalWindow>();
  private readonly program: ParseResult;
  private now = NaN;

  /** @throws RuleError when the expression is no condition on this machine */
  constructor(expression: string, scope: RuleScope) {
    const language = ruleLanguage({
      window: (name, signal, length) => this.ofWindow(name, signal, length),
      other: (machine, signal) => this.others.get(`${machine} ${signal}`)!.value,
    });
    declareSignals(language, scope);
    this.program = parse(language, expression);
    const nodes = [...nodesOf(this.program.ast)];
    for (const node of nodes) {
      if (!isAllowed(node)) throw at(node, 'not-allowed', `rules may not use this`);
    }
    check(this.program);
    const inputs = new Map<string, Input>();
    const input = (signal: RuleSignal): Input => {
      const known = inputs.get(signal.address) ?? { ...signal, time: NaN, value: NaN, windows: new Map() };
      inputs.set(signal.address, known);
      return known;
    };
    const named = (id: string) => scope.signals.find((signal) => signal.id === id);
    const own = new Set<Input>();
    for (const node of nodes) {
      if (node.op === 'id') own.add(input(named(node.args)!));
      if (node.op === 'call') this.prepareCall(node, scope, named, input);
      checkWord(node, named);
    }
    this.own = [...own];
    this.inputs = [...inputs.values()];
    this.addresses = this.inputs.map(({ address }) => address);
    if (this.inputs.length === 0) {
      throw new RuleError('no-signal', 'no signal is looked at', 0, expression.length);
    }
  }

  /** A value of a signal; NaN when it is Bad. Older ones than the last are passed over. */
  take(input: number, time: number, value: number): void {
    const one = this.inputs[input];
    if (time < one.time) return;
    const gone = Number.isNaN(value) || time - one.time > one.staleAfterMs;
    one.time = time;
    one.value = value;
    for (const window of one.windows.values()) {
      if (gone) window.clear();
      if (!Number.isNaN(value)) window.add(time, value);
    }
  }

  /** Whether the condition holds at a time; `undefined` while a signal says nothing, or a window is not filled. */
  judge(now: number): boolean | undefined {
    for (const { time, value, staleAfterMs } of this.inputs) {
      // Written so that a signal without any value, whose time is NaN, is unknown too.
      if (!(now - time <= staleAfterMs) || Number.isNaN(value)) return undefined;
    }
    for (const one of this.own) {
      const word = one.words?.[one.value];
      if (one.words && word === undefined) return undefined;
      this.context[one.id] = word ?? one.value;
    }
    this.now = now;
    try {
      return this.program(this.context) as boolean;
    } catch (error) {
      if (error instanceof NotKnown || (error as Error).cause instanceof NotKnown) return undefined;
      throw error;
    }
  }

  /** Newest value of a signal it looks at, for those who show why it holds. */
  value(input: number): number {
    return this.inputs[input].value;
  }

  private prepareCall(
    node: Extract<ASTNode, { op: 'call' }>,
    scope: RuleScope,
    named: (id: string) => RuleSignal | undefined,
    input: (signal: RuleSignal) => Input,
  ): void {
    const [name, list] = node.args;
    if (name === OTHER_MACHINE) {
      const [machine, id] = list.map(literal);
      const signal = scope.other(machine, id);
      if (!signal || signal.words) {
        throw at(node, 'unknown-name', `no machine "${machine}" of the line has a number called "${id}"`);
      }
      this.others.set(`${machine} ${id}`, input(signal));
    }
    if ((WINDOW_FUNCTIONS as readonly string[]).includes(name)) {
      const [id, length] = list.map(literal);
      const signal = named(id);
      if (!signal || signal.words)
        throw at(list[0], 'unknown-name', `the machine has no number called "${id}"`);
      const lengthMs = windowMs(length, list[1]);
      const one = input(signal);
      if (!one.windows.has(lengthMs)) one.windows.set(lengthMs, new SignalWindow(lengthMs));
      this.windows.set(`${id} ${length}`, one.windows.get(lengthMs)!);
    }
  }

  private ofWindow(name: WindowFunction, signal: string, length: string): number {
    const value = this.windows.get(`${signal} ${length}`)![name](this.now);
    if (Number.isNaN(value)) throw new NotKnown();
    return value;
  }
}

/** Thrown out of an expression whose window is not filled yet. */
class NotKnown extends Error {}

function declareSignals(language: Environment, { signals }: RuleScope): void {
  for (const { id, words } of signals) {
    // An id with a hyphen cannot be said in an expression: it reads as a difference.
    if (/^[A-Za-z_]\w*$/.test(id)) language.registerVariable(id, words ? 'string' : 'double');
  }
}

function parse(language: Environment, expression: string): ParseResult {
  try {
    return language.parse(expression);
  } catch (error) {
    throw asRuleError(error, 'syntax');
  }
}

function check(program: ParseResult): void {
  const { valid, type, error } = program.check();
  if (!valid) throw asRuleError(error, error?.code === 'unknown_variable' ? 'unknown-name' : 'type');
  if (type !== 'bool') {
    throw at(program.ast, 'not-a-condition', `gives ${type ?? 'nothing'}, not yes or no`);
  }
}

function checkWord(node: ASTNode, named: (id: string) => RuleSignal | undefined): void {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return;
  const [left, right] = node.args;
  const words = [left, right].flatMap((side) => (side.op === 'id' ? [named(side.args)?.words] : []))[0];
  if (!words) return;
  const said = [left, right].flatMap((side) => (side.op === 'list' ? side.args : [side]));
  for (const one of said) {
    if (one.op === 'value' && typeof one.args === 'string' && !words.includes(one.args)) {
      throw at(one, 'unknown-word', `"${one.args}" is none of ${words.join(', ')}`);
    }
  }
}

/** Names and lengths must be said, not computed: otherwise nobody knows which signals a rule looks at. */
function literal(node: ASTNode): string {
  if (node.op === 'value' && typeof node.args === 'string') return node.args;
  throw at(node, 'not-allowed', 'write the name itself, in quotation marks');
}

function windowMs(text: string, node: ASTNode): number {
  const [, count, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const length = Number(count) * UNITS_MS[unit];
  if (length >= 1000 && length <= MAX_WINDOW_MS) return length;
  throw at(node, 'window', `"${text}" is no length of time from 1s to 24h`);
}

function at(node: ASTNode, problem: RuleError['problem'], detail: string): RuleError {
  return new RuleError(problem, detail, node.range.start, node.range.end);
}

function asRuleError(error: unknown, problem: RuleError['problem']): RuleError {
  const { summary, message, range } = error as {
    summary?: string;
    message: string;
    range?: { start: number; end: number };
  };
  return new RuleError(problem, summary ?? message, range?.start ?? 0, range?.end ?? 0);
}
