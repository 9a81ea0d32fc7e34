import { Environment } from '@marcbachmann/cel-js';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkedRule } from './check-rule.ts';
import { compile } from './program.ts';
import type { RuleCondition } from './rule-definition.ts';
import { RuleRun } from './rule-run.ts';
import { figureOf, SignalWindow } from './signal-window.ts';
import { OTHER_PUMP, PUMP, smallPlant } from './testing/small-plant.ts';

const index = smallPlant();
const START_S = 1_700_000_000;
const EXPRESSIONS = [
  'value("pressure") > 50',
  'average("pressure", "7s") > maximum("flow", "5s") || value("oil") > 80',
  'lasting(value("pressure") > 30) > 4 && state() != "Held"',
  'rate("flow", "20s") > 2 || stateFor("Execute") > 6',
  'value("pump-2/flow") > average("flow", "2m") && !(value("size") < 0)',
];

interface Row {
  signal: number;
  time: number;
  value: number;
}

const idsOf = [
  `${PUMP}/state`,
  `${PUMP}/pressure`,
  `${PUMP}/flow`,
  `${PUMP}/oil`,
  `${PUMP}/size`,
  `${OTHER_PUMP}/flow`,
];

/** Values of some minutes, each signal in order of its time, with pauses and Bad ones. */
const rows = fc
  .array(
    fc.record({
      which: fc.nat(idsOf.length - 1),
      afterMs: fc.oneof({ weight: 20, arbitrary: fc.nat(1500) }, { weight: 1, arbitrary: fc.nat(400_000) }),
      value: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 100 }) }, fc.constant(NaN)),
    }),
    { maxLength: 250 },
  )
  .map((list) => {
    let time = START_S * 1000;
    return list.map(({ which, afterMs, value }): Row => {
      time += afterMs;
      const number = which === 0 ? value % 17 : value;
      return { signal: index.signal(idsOf[which])!.index, time, value: number };
    });
  });

const condition = fc.record({
  expression: fc.constantFrom(...EXPRESSIONS),
  onDelayS: fc.nat(5),
  offDelayS: fc.nat(5),
  whileStates: fc.option(fc.constant(['Execute', 'Suspended', 'Idle'] as const), { nil: undefined }),
});

function transitions(of: Omit<RuleCondition, 'scope'>, list: readonly Row[]): string[] {
  const run = new RuleRun(
    checkedRule({ ...of, scope: { of: 'kind', kind: 'pump', line: 'line' } }, index),
    index,
  );
  const told: string[] = [];
  for (const { signal, time, value } of list)
    run.put(signal, time, value, ({ machine, change, at }) => told.push(`${machine.id} ${at} ${change}`));
  return told.sort();
}

describe('whatever values come', () => {
  test('the transitions do not depend on the order in which values of the same moments arrive', () => {
    const jumbled = fc.tuple(condition, rows, fc.infiniteStream(fc.nat(1999)));
    fc.assert(
      fc.property(jumbled, ([of, list, delays]) => {
        // Each value is held up for less than two seconds; those of one signal stay in their order.
        const last = new Map<number, number>();
        const arriving = list.map((row, at) => {
          const arrival = Math.max(row.time + delays.next().value!, last.get(row.signal) ?? 0);
          last.set(row.signal, arrival);
          return { row, arrival, at };
        });
        arriving.sort((a, b) => a.arrival - b.arrival || a.at - b.at);
        const inOrder = transitions(of, [...list, end(list)]);
        expect(transitions(of, [...arriving.map(({ row }) => row), end(list)])).toEqual(inOrder);
      }),
      { numRuns: 300 },
    );
  });

  test('what a rule says does not depend on when it began to watch, once it knows as much of the past as it looks at', () => {
    fc.assert(
      fc.property(condition, rows, fc.nat(200), (of, list, skipped) => {
        const rule = { ...of, scope: { of: 'machine', equipment: PUMP } as const };
        const whole = new RuleRun(checkedRule(rule, index), index);
        const later = new RuleRun(checkedRule(rule, index), index);
        const seen: [string, number, boolean | undefined][] = [];
        const watch = (run: RuleRun, name: string) => {
          run.instances[0].onLooked = (first, seconds, unknown) => {
            for (let second = first; second < first + seconds; second++) seen.push([name, second, unknown]);
          };
        };
        watch(whole, 'whole');
        watch(later, 'later');
        for (const [at, { signal, time, value }] of list.entries()) {
          whole.put(signal, time, value, () => undefined);
          if (at >= skipped) later.put(signal, time, value, () => undefined);
          else later.seed(signal, time, value);
        }
        const { lookBackS } = checkedRule(rule, index);
        const first = seen.find(([name]) => name === 'later')?.[1] ?? Infinity;
        const settled = first + lookBackS + 31;
        const of2 = (name: string) =>
          seen.filter(([one, second]) => one === name && second > settled).map(([, ...rest]) => rest);
        expect(of2('later')).toEqual(of2('whole'));
      }),
      { numRuns: 100 },
    );
  });

  test('a window says what its values say, to the last bit the same wherever it began', () => {
    const values = fc.array(
      fc.option(
        fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((value) => value + 0),
        { nil: NaN },
      ),
      {
        minLength: 1,
        maxLength: 400,
      },
    );
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 2, max: 200 }),
        fc.nat(200),
        fc.nat(120),
        (column, length, skipped, offset) => {
          const whole = new SignalWindow(200);
          const later = new SignalWindow(200);
          column.forEach((value, at) => {
            whole.put(START_S + offset + at, value);
            if (at < skipped) return;
            later.put(START_S + offset + at, value);
            if (at < skipped + 200) return;
            expect(figureOf('average', later.over(length))).toBe(figureOf('average', whole.over(length)));
            expect(figureOf('rate', later.over(length))).toBe(figureOf('rate', whole.over(length)));
          });
          const inside = column.slice(-length);
          const known = inside.filter((value) => !Number.isNaN(value));
          expect(whole.over(length).count).toBe(known.length);
          if (known.length === 0) return;
          expect(figureOf('average', whole.over(length))).toBeCloseTo(
            known.reduce((a, b) => a + b, 0) / known.length,
            8,
          );
          expect(figureOf('minimum', whole.over(length))).toBe(Math.min(...known));
          expect(figureOf('maximum', whole.over(length))).toBe(Math.max(...known));
          if (known.length > 1)
            expect(figureOf('rate', whole.over(length)) / 60).toBeCloseTo(slope(inside), 6);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('an expression over known values says what the library for CEL says', () => {
    const number = fc.oneof(
      fc.constantFrom('value("pressure")', 'value("flow")', 'value("size")'),
      fc.double({ min: 0, max: 100, noNaN: true }).map((value) => value.toFixed(3)),
    );
    const { sum } = fc.letrec<{ sum: string }>((tie) => ({
      sum: fc.oneof(
        { maxDepth: 3 },
        number,
        fc
          .tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum'))
          .map(([a, o, b]) => `(${a} ${o} ${b})`),
        tie('sum').map((a) => `-${a}`),
      ),
    }));
    const { test: yesNo } = fc.letrec<{ test: string }>((tie) => ({
      test: fc.oneof(
        { maxDepth: 3 },
        fc.tuple(sum, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), sum).map((parts) => parts.join(' ')),
        fc
          .tuple(tie('test'), fc.constantFrom('&&', '||'), tie('test'))
          .map(([a, o, b]) => `(${a} ${o} ${b})`),
        tie('test').map((a) => `!(${a})`),
        fc.tuple(tie('test'), tie('test'), tie('test')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      ),
    }));
    const values = fc.record({
      pressure: fc.double({ min: -50, max: 50, noNaN: true }),
      flow: fc.nat(9),
      size: fc.nat(3),
    });
    fc.assert(
      fc.property(yesNo, values, (expression, known) => {
        fc.pre(expression.length < 900);
        const cel = new Environment().registerFunction(
          'value(string): double',
          (name: string) => known[name as keyof typeof known],
        );
        const names = Object.keys(known) as (keyof typeof known)[];
        const references = names.map((name) => ({ name, of: 'signal' as const, windowS: 0, signals: [] }));
        const parsed = cel.parse(expression);
        const program = compile(parsed.ast, references);
        const said = program.holds({
          second: 0,
          since: new Float64Array(0),
          current: (slot) => known[names[slot]],
          over: () => NaN,
        });
        expect(said).toBe(parsed());
      }),
      { numRuns: 500 },
    );
  });
});

/** A value late enough for all before it to be looked at. */
function end(list: readonly Row[]): Row {
  return {
    signal: list.at(-1)?.signal ?? index.signal(`${PUMP}/flow`)!.index,
    time: (list.at(-1)?.time ?? 0) + 60_000,
    value: 1,
  };
}

function slope(column: readonly number[]): number {
  const points = column.flatMap((value, at) => (Number.isNaN(value) ? [] : [[at, value]]));
  const meanT = points.reduce((sum, [t]) => sum + t, 0) / points.length;
  const meanV = points.reduce((sum, [, v]) => sum + v, 0) / points.length;
  const above = points.reduce((sum, [t, v]) => sum + (t - meanT) * (v - meanV), 0);
  return above / points.reduce((sum, [t]) => sum + (t - meanT) ** 2, 0);
}
