import type { ASTNode } from '@marcbachmann/cel-js';
import { PACKML_STATES, type Equipment, type ModelIndex, type Signal } from '@linetwin/model';
import { isWindowFunction, RULE_FUNCTIONS, windowSeconds } from './language.ts';
import { findMachine, signalOf, splitReference } from './machines.ts';
import { MAX_SIGNALS, MAX_WINDOW_S, MIN_WINDOW_S } from './rule-definition.ts';
import type { RuleProblem, RuleProblemCode } from './rule-problem.ts';
import { nearest } from './suggestion.ts';

/** One signal that an expression looks at, by the name it gives it, or the state of a machine. */
export interface Reference {
  /** `signal`, `machine/signal` or an address; of a state the machine, or nothing for the own one. */
  name: string;
  of: 'signal' | 'state';
  /** Seconds of values that must be kept; 0 where only the newest counts. */
  windowS: number;
  /** What it is on each machine of the rule, in their order. */
  signals: Signal[];
}

const BINARY = new Set(['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '||', '&&']);
const FOR_NUMBERS = new Set(['<', '<=', '>', '>=', '+', '-', '*', '/']);

/** Goes once through a parsed expression: what it refers to, and everything that is wrong with its names. */
export class ReferenceReader {
  readonly references: Reference[] = [];
  readonly problems: RuleProblem[] = [];
  private readonly machines: readonly Equipment[];
  private readonly index: ModelIndex;

  constructor(machines: readonly Equipment[], index: ModelIndex) {
    this.machines = machines;
    this.index = index;
  }

  /** @returns seconds of the past that the value of this part depends on */
  read(node: ASTNode): number {
    if (node.op === 'value') return this.readLiteral(node);
    if (node.op === 'call') return this.readCall(node, ...node.args);
    if (node.op === '!_' || node.op === '-_') return this.read(node.args);
    if (node.op === '?:') return Math.max(...node.args.map((part) => this.read(part)));
    if (BINARY.has(node.op)) {
      const [left, right] = node.args as [ASTNode, ASTNode];
      this.checkTexts(node, left, right);
      return Math.max(this.read(left), this.read(right));
    }
    if (node.op === 'id') this.addProblem('notAllowed', node, { found: node.args });
    else this.addProblem('notAllowed', node, { found: node.op === 'rcall' ? node.args[0] : textOf(node) });
    return 0;
  }

  private readLiteral(node: ASTNode & { op: 'value' }): number {
    const { args } = node;
    if (!['number', 'bigint', 'string', 'boolean'].includes(typeof args))
      this.addProblem('notAllowed', node, { found: textOf(node) });
    return 0;
  }

  private readCall(node: ASTNode, name: string, args: ASTNode[]): number {
    if (!(name in RULE_FUNCTIONS)) {
      const suggestion = nearest(name, Object.keys(RULE_FUNCTIONS));
      this.problems.push(
        problemAt('unknownFunction', node.start, node.start + name.length, { found: name, suggestion }),
      );
      return 0;
    }
    if (name === 'lasting') return MAX_WINDOW_S + Math.max(0, ...args.map((part) => this.read(part)));
    const texts = args.map((part) => this.literalText(part));
    if (texts.includes(undefined)) return 0;
    if (name === 'state') return this.refer(node, 'state', texts[0] ?? '', 0);
    if (name === 'stateFor') {
      this.checkState(args[0], texts[0]);
      this.refer(node, 'state', '', 0);
      return MAX_WINDOW_S;
    }
    // With a wrong number of arguments the check of types says it.
    if (texts[0] === undefined) return 0;
    if (!isWindowFunction(name)) return this.refer(args[0], 'signal', texts[0], 0);
    if (texts[1] === undefined) return 0;
    const seconds = windowSeconds(texts[1]);
    if (seconds === undefined) this.addProblem('badWindow', args[1], { found: texts[1] });
    this.refer(args[0], 'signal', texts[0], seconds ?? 0);
    return seconds ?? 0;
  }

  private literalText(node: ASTNode): string | undefined {
    if (node.op === 'value' && typeof node.args === 'string') return node.args;
    this.addProblem('notText', node, { found: textOf(node) });
    return undefined;
  }

  /** States are only compared, and only with names that there are. */
  private checkTexts(node: ASTNode, left: ASTNode, right: ASTNode): void {
    for (const [one, other] of [
      [left, right],
      [right, left],
    ]) {
      if (!isText(one)) continue;
      if (FOR_NUMBERS.has(node.op)) {
        this.addProblem('type', node, { found: node.op });
        return;
      }
      if (one.op === 'call' && other.op === 'value' && typeof other.args === 'string')
        this.checkState(other, other.args);
    }
  }

  private checkState(node: ASTNode | undefined, name: string | undefined): void {
    if (!node || name === undefined || (PACKML_STATES as readonly string[]).includes(name)) return;
    this.addProblem('unknownState', node, { found: name, suggestion: nearest(name, PACKML_STATES) });
  }

  private refer(node: ASTNode, of: Reference['of'], name: string, windowS: number): 0 {
    const known = this.references.find((one) => one.of === of && one.name === name);
    if (known) {
      known.windowS = Math.max(known.windowS, windowS);
      return 0;
    }
    const signals: Signal[] = [];
    for (const own of this.machines) {
      const found = this.find(of, name, own);
      if ('signal' in found) signals.push(found.signal);
      else {
        const { problem, ...values } = found;
        this.addProblem(problem, node, { found: name || own.id, ...values });
        return 0;
      }
    }
    if (this.references.length === MAX_SIGNALS) this.addProblem('tooManySignals', node, {});
    else this.references.push({ name, of, windowS, signals });
    return 0;
  }

  private find(
    of: Reference['of'],
    name: string,
    own: Equipment,
  ): { signal: Signal } | { problem: RuleProblemCode; suggestion?: string } {
    const { index } = this;
    const { machine: machineName, signal: id } =
      of === 'state' ? { machine: name, signal: '' } : splitReference(name);
    const found = findMachine(machineName, own, index);
    if ('problem' in found) {
      const ids = index.equipmentOf(own.line).map((machine) => machine.id);
      const suggestion = nearest(machineName, ids);
      const rest = of === 'state' ? '' : `/${id}`;
      return { problem: found.problem, suggestion: suggestion && `${suggestion}${rest}` };
    }
    const { machine } = found;
    if (of === 'state') {
      const signal = index.signalWithRole(machine, 'state');
      return signal ? { signal } : { problem: 'noState' };
    }
    const signal = signalOf(machine, id, index);
    if (signal) return { signal };
    const suggestion = nearest(
      id,
      index.signalsOf(machine).map((one) => one.id),
    );
    const before = machineName === '' ? '' : `${machineName}/`;
    return { problem: 'unknownSignal', suggestion: suggestion && `${before}${suggestion}` };
  }

  private addProblem(code: RuleProblemCode, node: ASTNode, values: Partial<RuleProblem>): void {
    this.problems.push(problemAt(code, node.start, node.end, values));
  }
}

function isText(node: ASTNode): boolean {
  if (node.op === 'value') return typeof node.args === 'string';
  return node.op === 'call' && node.args[0] === 'state';
}

function textOf(node: ASTNode): string {
  return node.input.slice(node.start, node.end);
}

const MESSAGES: Record<RuleProblemCode, string> = {
  empty: 'Write an expression.',
  syntax: 'This cannot be read',
  tooLong: 'The expression is too long',
  tooLarge: 'The expression has too many parts, or they are nested too deeply',
  type: 'These do not go together',
  notYesOrNo: 'A rule must be true or false; compare with something',
  notAllowed: 'Rules cannot use',
  unknownFunction: 'There is no function',
  notText: 'Write the name or the window itself, in quotes, not',
  unknownMachine: 'This line has no machine',
  unknownSignal: 'The machine has no signal',
  otherLine: 'A rule sees only machines of its own line, not',
  unknownState: 'There is no machine state',
  noState: 'The machine tells no state',
  badWindow: `A window is ${MIN_WINDOW_S}s to ${MAX_WINDOW_S / 3600}h, such as "90s", "10m" or "1h", not`,
  tooManySignals: `A rule looks at ${MAX_SIGNALS} signals at most`,
  noSignal: 'A rule looks at a signal or a state at least',
  noMachines: 'There is no machine that this rule is for',
  tooManyMachines: 'The rule is for too many machines',
  tooMuchMemory: 'The windows are too long for so many machines; shorten them, or take fewer machines',
};

export function problemAt(
  code: RuleProblemCode,
  from: number,
  to: number,
  values: Partial<Pick<RuleProblem, 'found' | 'suggestion'>> = {},
): RuleProblem {
  const found = values.found ? ` "${values.found}"` : '';
  const meant = values.suggestion ? ` Did you mean "${values.suggestion}"?` : '';
  const said = `${MESSAGES[code]}${found}`;
  const message = `${said}${/[.!?]$/.test(said) ? '' : '.'}${meant}`;
  return { code, from, to: Math.max(to, from), ...values, message };
}
