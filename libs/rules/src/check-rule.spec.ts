import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkRule } from './check-rule.ts';
import { OTHER_PUMP, PUMP, smallPlant } from './testing/small-plant.ts';
import type { RuleCondition, RuleScope } from './rule-definition.ts';

const index = smallPlant();
const ofPump: RuleScope = { of: 'machine', equipment: PUMP };
const rule = (expression: string, changed: Partial<RuleCondition> = {}): RuleCondition => ({
  expression,
  scope: ofPump,
  onDelayS: 0,
  offDelayS: 0,
  ...changed,
});
const check = (expression: string, changed: Partial<RuleCondition> = {}) =>
  checkRule(rule(expression, changed), index);
const first = (expression: string, changed: Partial<RuleCondition> = {}) => {
  const { problems } = check(expression, changed);
  const [{ code, from, to, suggestion }] = problems;
  return { code, about: expression.slice(from, to), ...(suggestion && { suggestion }) };
};

describe('an expression', () => {
  test.each([
    'value("pressure") > 80',
    'value("pressure") > 80.5 && value("flow") < 0.8 * average("flow", "10m")',
    'average("oil", "1h") - minimum("oil", "10m") > 8 || maximum("oil", "90s") >= 95',
    'state() == "Execute" && rate("oil", "10 min") > 0.5',
    'state() != "Stopped" ? lasting(value("flow") < 10) > 30 : false',
    'stateFor("Suspended") > 600 && !(value("pump-2/flow") > 1)',
    `value("${OTHER_PUMP}/flow") < -1.5e2 && state("pump-2") == "Held"`,
    "value('pressure') > 80 // the filter of the coolant",
  ])('such as %s is understood', (expression) => {
    expect(check(expression).problems).toEqual([]);
    expect(check(expression).rule?.machines.map(({ address }) => address)).toEqual([PUMP]);
  });

  test('is for every machine of a kind, or those of one line', () => {
    const of = (scope: RuleScope) =>
      check('value("pressure") > 80', { scope }).rule?.machines.map(({ id }) => id);
    expect(of({ of: 'kind', kind: 'pump' })).toEqual(['pump-9', 'pump-1', 'pump-2']);
    expect(of({ of: 'kind', kind: 'pump', line: 'line-b' })).toEqual(['pump-9']);
  });

  test('tells how much of the past decides what it says', () => {
    const of = (expression: string) => check(expression, { onDelayS: 5, offDelayS: 10 }).rule?.lookBackS;
    expect(of('value("pressure") > 80')).toBe(15);
    expect(of('average("pressure", "10m") > 80')).toBe(615);
    expect(of('lasting(average("pressure", "10m") > 80) > 5')).toBe(4215);
  });

  test.each([
    ['', { code: 'empty', about: '' }],
    ['value("pressure") >', { code: 'syntax', about: '' }],
    ['value("pressure" > 80', { code: 'syntax', about: '' }],
    ['value("presure") > 80', { code: 'unknownSignal', about: '"presure"', suggestion: 'pressure' }],
    [
      'value("pump-2/flaw") > 80',
      { code: 'unknownSignal', about: '"pump-2/flaw"', suggestion: 'pump-2/flow' },
    ],
    [
      'value("pump-3/flow") > 80',
      { code: 'unknownMachine', about: '"pump-3/flow"', suggestion: 'pump-1/flow' },
    ],
    [
      'value("site/hall/line-b/pump-9/flow") > 80',
      { code: 'otherLine', about: '"site/hall/line-b/pump-9/flow"' },
    ],
    [
      '1 < 2 && avrage("flow", "1m") > 80',
      { code: 'unknownFunction', about: 'avrage', suggestion: 'average' },
    ],
    ['average("flow", "2d") > 80', { code: 'badWindow', about: '"2d"' }],
    ['average("flow", "61m") > 80', { code: 'badWindow', about: '"61m"' }],
    ['average("flow", 10) > 80', { code: 'notText', about: '10' }],
    ['value("fl" + "ow") > 80', { code: 'notText', about: '"fl" + "ow"' }],
    ['state() == "Exekute"', { code: 'unknownState', about: '"Exekute"', suggestion: 'Execute' }],
    ['stateFor("Run") > 3', { code: 'unknownState', about: '"Run"' }],
    ['state() > "Execute"', { code: 'type', about: 'state() > "Execute"' }],
    ['value("flow") + "1" > 3', { code: 'type', about: 'value("flow") + "1"' }],
    ['value("flow") && true', { code: 'type', about: 'value("flow") && true' }],
    ['average("flow") > 80', { code: 'type', about: 'average("flow")' }],
    ['value("flow") + 3', { code: 'notYesOrNo', about: 'value("flow") + 3' }],
    ['flow > 3', { code: 'notAllowed', about: 'flow' }],
    ['[1, 2].all(x, x > 1)', { code: 'notAllowed', about: '[' }],
    ['"flow".size() > 1', { code: 'notAllowed', about: '"flow".size()' }],
    ['value("flow") % 2 == 1', { code: 'notAllowed', about: 'value("flow") % 2' }],
    ['1 < 2', { code: 'noSignal', about: '1 < 2' }],
    [`${'('.repeat(60)}value("flow") > 1${')'.repeat(60)}`, { code: 'tooLarge' }],
    [`value("flow") > 1${' '.repeat(1000)}`, { code: 'tooLong' }],
  ])('%s is refused at the place that is wrong', (expression, problem) => {
    expect(first(expression)).toMatchObject(problem);
    expect(check(expression).rule).toBeUndefined();
  });

  test('is refused with all names that are wrong, not only with the first', () => {
    const { problems } = check('value("presure") > 80 && state() == "Held" && value("flo") < 1');
    expect(problems.map(({ code }) => code)).toEqual(['unknownSignal', 'unknownSignal']);
  });

  test('names no machine that does not exist, and no more values than fit', () => {
    expect(
      first('value("flow") > 1', { scope: { of: 'machine', equipment: 'site/hall/line/none' } }).code,
    ).toBe('noMachines');
    expect(first('value("flow") > 1', { scope: { of: 'kind', kind: 'press' } }).code).toBe('noMachines');
  });

  test('may be anything at all without the check failing', () => {
    const word = fc.constantFrom(
      ...[
        'value(',
        'average(',
        'state(',
        'lasting(',
        ')',
        '(',
        '"flow"',
        '"1m"',
        ',',
        '>',
        '&&',
        '||',
        '!',
        '?',
      ],
      ...[
        ':',
        '1',
        '2.5',
        '-',
        '+',
        '*',
        '/',
        '==',
        '[',
        ']',
        '{',
        '}',
        '.',
        'true',
        'in',
        'null',
        '"',
        "'",
        '\\',
      ],
    );
    const any = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(any, (expression) => {
        const { problems, rule } = check(expression);
        expect(rule === undefined).toBe(problems.length > 0);
        for (const { from, to } of problems) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(expression.length + 1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
