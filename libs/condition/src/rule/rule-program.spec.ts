import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RuleError, type RuleProblem } from './rule-error.ts';
import { RuleProgram } from './rule-program.ts';
import type { RuleScope, RuleSignal } from './rule-scope.ts';

const SECOND = 1000;
const number = (id: string, machine = 'g1'): RuleSignal => ({
  id,
  address: `site/area/line/${machine}/${id}`,
  staleAfterMs: 3 * SECOND,
});
const state: RuleSignal = { ...number('state'), words: ['Stopped', 'Idle', 'Execute'] };
const scope: RuleScope = {
  signals: [number('power'), number('temp'), state, number('spindle-load')],
  other: (machine, signal) => (machine === 'chiller' ? number(signal, machine) : undefined),
};

/** Feeds one value of each named signal at a time, and judges. */
function judged(expression: string, rows: readonly [time: number, values: Record<string, number>][]) {
  const program = new RuleProgram(expression, scope);
  return rows.map(([time, values]) => {
    for (const [name, value] of Object.entries(values)) {
      const input = program.addresses.findIndex((address) => address.endsWith(`/${name}`));
      if (input >= 0) program.take(input, time, value);
    }
    return program.judge(time);
  });
}

function problemOf(expression: string): [RuleProblem, string] {
  try {
    new RuleProgram(expression, scope);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return [error.problem, expression.slice(error.from, error.to)];
  }
  throw new Error(`"${expression}" is taken as a rule`);
}

describe('a rule', () => {
  test('holds when its signals say so, with whole and broken numbers mixed', () => {
    const rows: [number, Record<string, number>][] = [
      [0, { power: 12, state: 2 }],
      [1000, { power: 13, state: 2 }],
      [2000, { power: 13, state: 1 }],
    ];
    expect(judged('power * 2 > 25 && state == "Execute"', rows)).toEqual([false, true, false]);
    expect(judged('min(power, 12.5) == 12.5 || abs(power - 12) == 0', rows)).toEqual([true, true, true]);
  });

  test('says nothing before each of its signals has spoken, while one is Bad, or after three missed periods', () => {
    const rows: [number, Record<string, number>][] = [
      [0, { power: 20 }],
      [1000, { temp: 5 }],
      [2000, { temp: NaN }],
      [3000, { temp: 5 }],
      [3001, {}],
    ];
    expect(judged('power > 10 || temp > 10', rows)).toEqual([undefined, true, undefined, true, undefined]);
  });

  test('looks at another machine of the line', () => {
    const program = new RuleProgram('of("chiller", "temp") > 24', scope);
    expect(program.addresses).toEqual(['site/area/line/chiller/temp']);
    program.take(0, 0, 25);
    expect(program.judge(0)).toBe(true);
  });

  test('compares a value with its own last minutes once they are known', () => {
    const rows = Array.from(
      { length: 121 },
      (_, at) => [at * SECOND, { power: at < 120 ? 10 : 16 }] as [number, Record<string, number>],
    );
    const answers = judged('power > mean("power", "1m") * 1.5', rows);
    expect(answers.slice(0, 54).every((answer) => answer === undefined)).toBe(true);
    expect(answers.slice(60, 120).every((answer) => answer === false)).toBe(true);
    expect(answers[120]).toBe(true);
  });

  test('forgets its window over a gap, so that no mean spans one', () => {
    const steady = (from: number, length: number) =>
      Array.from({ length }, (_, at) => [from + at * SECOND, { power: 10 }] as [number, { power: number }]);
    const answers = judged('change("power", "10s") < 1', [...steady(0, 12), ...steady(60_000, 5)]);
    expect(answers[11]).toBe(true);
    expect(answers.slice(12)).toEqual(Array(5).fill(undefined));
  });

  test('passes over values older than the last', () => {
    const program = new RuleProgram('power > 10', scope);
    program.take(0, 5000, 5);
    program.take(0, 4000, 50);
    expect(program.judge(5000)).toBe(false);
  });

  test.each([
    ['power >', 'syntax'],
    ['powr > 1', 'unknown-name'],
    ['power', 'not-a-condition'],
    ['state > 3', 'type'],
    ['state == "Exec"', 'unknown-word'],
    ['state in ["Idle", "Run"]', 'unknown-word'],
    ['mean("powr", "10m") > 1.0', 'unknown-name'],
    ['mean("state", "10m") > 1.0', 'unknown-name'],
    ['mean("power", "10x") > 1.0', 'window'],
    ['mean("power", "25h") > 1.0', 'window'],
    ['of("press", "temp") > 1.0', 'unknown-name'],
    ['"aaaaaaaaaaaaaaaaaaaaaaaaaaaa!".matches("(a+)+$")', 'not-allowed'],
    ['[1, 2].all(x, [1, 2].all(y, x > y))', 'not-allowed'],
    ['size("x") > 0', 'not-allowed'],
    ['1 < 2', 'no-signal'],
    [`power > ${'1 + '.repeat(400)}1`, 'syntax'],
  ])('%s is refused as %s', (expression, problem) => {
    expect(problemOf(expression)[0]).toBe(problem);
  });

  test('a problem names the characters that are wrong', () => {
    expect(problemOf('power > 3 && powr > 1')).toEqual(['unknown-name', 'powr']);
    expect(problemOf('state == "Exec"')).toEqual(['unknown-word', '"Exec"']);
  });

  test('no text that is typed breaks anything: it is a rule, or is refused with its reason', () => {
    const words = fc.constantFrom(
      ...['power', 'state', '>', '<', '==', '"Execute"', '1', '2.5', '(', ')', '&&', '||', '!', ','],
      ...['mean', 'of', 'abs', '"10m"', '"power"', '[', ']', 'in', '?', ':', '.', '-', '*', '{', '}', '\\'],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((list) => list.join(' ')),
        ),
        (expression) => {
          try {
            new RuleProgram(expression, scope).judge(0);
          } catch (error) {
            expect(error).toBeInstanceOf(RuleError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
