import type { ASTNode } from '@marcbachmann/cel-js';
import { PACKML_STATES } from '@linetwin/model';
import { isWindowFunction, windowSeconds, type WindowFunction } from './language.ts';
import type { Reference } from './references.ts';
import { MAX_WINDOW_S } from './rule-definition.ts';

/** What a part of an expression says now; `undefined` is unknown: a value that did not come, or is Bad. */
export type Known = number | boolean | string | undefined;

/** What a program sees of one machine at one second. */
export interface RuleView {
  /** Whole seconds since 1970 UTC. */
  second: number;
  /** Newest value of a reference; NaN where it is not known. */
  current(slot: number): number;
  /** Figure over a window of a reference; NaN where too few values came. */
  over(slot: number, figure: WindowFunction, seconds: number): number;
  /** Since which second each of the spans that the program tells of lasts; NaN for those that do not. */
  since: Float64Array;
}

type Part = (view: RuleView) => Known;

/** A checked expression, ready to be asked once a second. */
export interface Program {
  holds(view: RuleView): boolean | undefined;
  /** How many spans it tells of. */
  spans: number;
}

/**
 * Compiles to closures. Logic is that of CEL, three-valued: `unknown || true` is true, `unknown && false` is false, and what else
 * touches something unknown is unknown. All numbers are real numbers. Nothing can fail, repeat, or see anything but the view.
 */
export function compile(ast: ASTNode, references: readonly Reference[]): Program {
  const spans: Part[] = [];
  const main = part(ast, references, spans);
  return {
    spans: spans.length,
    holds: (view) => {
      // First, and every second: what is told of a span must not depend on whether the rest asks for it. Inner ones stand before outer ones.
      for (let index = 0; index < spans.length; index++) {
        if (spans[index](view) !== true) view.since[index] = NaN;
        else if (Number.isNaN(view.since[index])) view.since[index] = view.second;
      }
      const result = main(view);
      return typeof result === 'boolean' ? result : undefined;
    },
  };
}

function part(node: ASTNode, references: readonly Reference[], spans: Part[]): Part {
  const of = (one: ASTNode) => part(one, references, spans);
  switch (node.op) {
    case 'value': {
      const constant = typeof node.args === 'bigint' ? Number(node.args) : (node.args as Known);
      return () => constant;
    }
    case 'call':
      return call(node.args[0], node.args[1], references, spans);
    case '!_': {
      const inner = of(node.args);
      return (view) => {
        const value = inner(view);
        return value === undefined ? undefined : !value;
      };
    }
    case '-_': {
      const inner = of(node.args);
      return (view) => number(-(inner(view) as number));
    }
    case '&&':
      return logic(of(node.args[0]), of(node.args[1]), false);
    case '||':
      return logic(of(node.args[0]), of(node.args[1]), true);
    case '?:': {
      const [condition, yes, no] = node.args.map(of);
      return (view) => {
        const value = condition(view);
        if (value === undefined) return undefined;
        return value ? yes(view) : no(view);
      };
    }
    default: {
      const [left, right] = node.args as [ASTNode, ASTNode];
      return binary(node.op, of(left), of(right));
    }
  }
}

/** `decisive` is the value of one side that decides whatever the other side is. */
function logic(left: Part, right: Part, decisive: boolean): Part {
  return (view) => {
    const one = left(view);
    if (one === decisive) return decisive;
    const other = right(view);
    if (other === decisive) return decisive;
    return one === undefined || other === undefined ? undefined : !decisive;
  };
}

const BINARY: Record<string, (left: never, right: never) => Known> = {
  '+': (a: number, b: number) => number(a + b),
  '-': (a: number, b: number) => number(a - b),
  '*': (a: number, b: number) => number(a * b),
  '/': (a: number, b: number) => number(a / b),
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '==': (a: unknown, b: unknown) => a === b,
  '!=': (a: unknown, b: unknown) => a !== b,
};

function binary(operator: string, left: Part, right: Part): Part {
  const of = BINARY[operator];
  return (view) => {
    const a = left(view);
    const b = right(view);
    return a === undefined || b === undefined ? undefined : of(a as never, b as never);
  };
}

function call(name: string, args: ASTNode[], references: readonly Reference[], spans: Part[]): Part {
  if (name === 'lasting') {
    const inner = part(args[0], references, spans);
    return lasting(inner, spans);
  }
  const text = args.map((one) => (one as ASTNode & { op: 'value' }).args as string);
  if (name === 'state' || name === 'stateFor') {
    const slot = slotOf(references, 'state', name === 'state' ? (text[0] ?? '') : '');
    const state: Part = (view) => PACKML_STATES[view.current(slot)];
    return name === 'state' ? state : lasting((view) => compared(state(view), text[0]), spans);
  }
  const slot = slotOf(references, 'signal', text[0]);
  if (!isWindowFunction(name)) return (view) => number(view.current(slot));
  const seconds = windowSeconds(text[1])!;
  return (view) => number(view.over(slot, name, seconds));
}

function compared(value: Known, wanted: string): Known {
  return value === undefined ? undefined : value === wanted;
}

/** Seconds for which a condition has held, 0 when it does not; told up to an hour, so that a restart need not look back further. */
function lasting(condition: Part, spans: Part[]): Part {
  const index = spans.push(condition) - 1;
  return (view) => {
    const since = view.since[index];
    if (!Number.isNaN(since)) return Math.min(view.second - since, MAX_WINDOW_S);
    return condition(view) === undefined ? undefined : 0;
  };
}

function slotOf(references: readonly Reference[], of: Reference['of'], name: string): number {
  return references.findIndex((one) => one.of === of && one.name === name);
}

/** What is no number, such as a quotient by zero, is unknown. */
function number(value: number): Known {
  return Number.isFinite(value) ? value : undefined;
}
