import { PACKML_STATES, type PackmlState } from '@linetwin/model';
import { describe, expect, test } from '@jest/globals';
import { checkedRule } from './check-rule.ts';
import type { RuleCondition } from './rule-definition.ts';
import { RuleRun } from './rule-run.ts';
import { PUMP, smallPlant } from './testing/small-plant.ts';

const index = smallPlant();
const START_S = 1_700_000_000;

/** Runs a rule on one pump over values by second; `null` is a second without a value, `'bad'` a Bad one. */
function run(
  expression: string,
  values: Record<string, (number | PackmlState | 'bad' | null)[]>,
  changed: Partial<RuleCondition> = {},
) {
  const rule = checkedRule(
    { expression, scope: { of: 'machine', equipment: PUMP }, onDelayS: 0, offDelayS: 0, ...changed },
    index,
  );
  const told: string[] = [];
  const tell = ({ change, at }: { change: string; at: number }) =>
    told.push(`${at / 1000 - START_S} ${change}`);
  const pump = new RuleRun(rule, index);
  const seconds = Math.max(...Object.values(values).map(({ length }) => length));
  for (let second = 0; second < seconds; second++)
    for (const [id, column] of Object.entries(values)) {
      const value = column[second];
      if (value === null || value === undefined) continue;
      const signal = index.signal(`${PUMP}/${id}`)!;
      const number = value === 'bad' ? NaN : typeof value === 'string' ? PACKML_STATES.indexOf(value) : value;
      pump.put(signal.index, (START_S + second) * 1000, number, tell);
    }
  pump.lookUntil((START_S + seconds - 1) * 1000, tell);
  return told;
}

const times = <T>(count: number, value: T): T[] => new Array(count).fill(value);

describe('a rule', () => {
  test('raises with the first value that it holds for, and clears with the first that it does not', () => {
    expect(run('value("pressure") > 80', { pressure: [70, 81, 85, 80, 79] })).toEqual([
      '1 raised',
      '3 cleared',
    ]);
  });

  test('waits for its on-delay and its off-delay without a break', () => {
    const pressure = [81, 81, 70, 81, 81, 81, 81, 70, 70, 81, 70, 70, 70, 70];
    expect(run('value("pressure") > 80', { pressure }, { onDelayS: 3, offDelayS: 2 })).toEqual([
      '6 raised',
      '12 cleared',
    ]);
  });

  test('says nothing where a value is Bad or did not come, and no delay runs on', () => {
    const bad = [70, 81, 81, 'bad', 81, 81, 81] as const;
    expect(run('value("pressure") > 80', { pressure: [...bad] }, { onDelayS: 2 })).toEqual(['6 raised']);
    const silent = [70, 81, null, null, null, null, 81, 81, 81];
    expect(run('value("pressure") > 80', { pressure: silent }, { onDelayS: 2 })).toEqual(['3 raised']);
    expect(run('value("pressure") > 80', { pressure: silent }, { onDelayS: 5 })).toEqual([]);
  });

  test('knows what is true or false whatever the unknown part is', () => {
    const values = { pressure: times(4, 90), flow: times(4, 'bad' as const) };
    expect(run('value("pressure") > 80 || value("flow") < 1', values)).toEqual(['0 raised']);
    expect(run('value("pressure") > 80 && value("flow") < 1', values)).toEqual([]);
    expect(run('!(value("pressure") < 80 && value("flow") < 1)', values)).toEqual(['0 raised']);
  });

  test('sees averages, extremes and slopes of the values in a window', () => {
    const pressure = [10, 10, 10, 10, 30, 30, 30, 30, 10, 10];
    expect(run('average("pressure", "4s") >= 20', { pressure })).toEqual(
      ['5 raised', '9 cleared'].slice(0, 1),
    );
    expect(run('maximum("pressure", "3s") > 20', { pressure: [...pressure, 10, 10] })).toEqual([
      '4 raised',
      '10 cleared',
    ]);
    expect(run('minimum("pressure", "3s") > 20', { pressure })).toEqual(['6 raised', '8 cleared']);
    const rising = Array.from({ length: 30 }, (_, second) => 20 + second / 60);
    expect(
      run('rate("pressure", "10s") > 0.99 && rate("pressure", "10s") < 1.01', { pressure: rising }),
    ).toEqual(['4 raised']);
  });

  test('does not trust a window of which less than half of the values came', () => {
    const pressure = [90, null, null, null, null, 90, 90, 90, 90, 90];
    expect(run('average("pressure", "10s") > 80', { pressure })).toEqual(['8 raised']);
  });

  test('tells for how long a condition and a state last', () => {
    expect(
      run('lasting(value("pressure") > 80) >= 3', { pressure: [81, 81, 70, 81, 81, 81, 81, 70] }),
    ).toEqual(['6 raised', '7 cleared']);
    const state: PackmlState[] = ['Execute', 'Suspended', 'Suspended', 'Suspended', 'Execute'];
    expect(run('stateFor("Suspended") >= 2', { state })).toEqual(['3 raised', '4 cleared']);
  });

  test('is suppressed when the machine leaves the watched states, and released when it is back', () => {
    const state: PackmlState[] = [
      'Execute',
      'Execute',
      'Stopped',
      'Stopped',
      'Execute',
      'Execute',
      'Execute',
    ];
    const whileStates = ['Execute'] as const;
    const expression = 'value("pressure") > 80';
    expect(run(expression, { pressure: [90, 90, 90, 90, 70, 70, 90], state }, { whileStates })).toEqual([
      '0 raised',
      '2 suppressed',
      '4 released',
      '6 raised',
    ]);
    expect(run(expression, { pressure: times(7, 90), state }, { whileStates, onDelayS: 1 })).toEqual([
      '1 raised',
      '2 suppressed',
      '5 raised',
    ]);
  });

  test('sees values that come two seconds after others of the machine as if they were in time', () => {
    const rule = checkedRule(
      {
        expression: 'value("pressure") > 80 && value("flow") < 10',
        scope: { of: 'machine', equipment: PUMP },
        onDelayS: 0,
        offDelayS: 0,
      },
      index,
    );
    const pump = new RuleRun(rule, index);
    const told: number[] = [];
    const put = (id: string, second: number, value: number) =>
      pump.put(index.signal(`${PUMP}/${id}`)!.index, (START_S + second) * 1000, value, ({ at }) =>
        told.push(at / 1000 - START_S),
      );
    put('pressure', 1, 90);
    put('pressure', 2, 90);
    put('flow', 1, 5);
    put('pressure', 3, 90);
    expect(told).toEqual([1]);
  });

  test('goes over a month of silence at once, and knows how long a value that only comes on events has stood', () => {
    const rule = checkedRule(
      {
        expression: 'value("size") > 5',
        scope: { of: 'machine', equipment: PUMP },
        onDelayS: 60,
        offDelayS: 0,
      },
      index,
    );
    const pump = new RuleRun(rule, index);
    const told: string[] = [];
    const put = (second: number, value: number) =>
      pump.put(index.signal(`${PUMP}/size`)!.index, (START_S + second) * 1000, value, ({ change, at }) =>
        told.push(`${at / 1000 - START_S} ${change}`),
      );
    put(0, 9);
    put(30 * 86_400, 1);
    put(30 * 86_400 + 3, 1);
    expect(told).toEqual(['60 raised', `${30 * 86_400} cleared`]);
  });
});
