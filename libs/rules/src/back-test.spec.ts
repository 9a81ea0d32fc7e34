import { describe, expect, test } from '@jest/globals';
import { BackTest, MAX_TOLD_ALARMS } from './back-test.ts';
import { checkedRule } from './check-rule.ts';
import type { RuleScope } from './rule-definition.ts';
import { OTHER_PUMP, PUMP, smallPlant } from './testing/small-plant.ts';

const index = smallPlant();
const FROM = Date.parse('2026-03-01T00:00:00+08:00');
const HOUR_MS = 3_600_000;

function backTest(hours: number, expression: string, scope: RuleScope = { of: 'machine', equipment: PUMP }) {
  const rule = checkedRule({ expression, scope, onDelayS: 0, offDelayS: 0 }, index);
  return new BackTest(rule, index, { from: FROM, to: FROM + hours * HOUR_MS });
}

function fill(
  of: BackTest,
  address: string,
  from: number,
  to: number,
  value: (second: number) => number,
): void {
  const { index: signal } = index.signal(address)!;
  for (let time = from; time <= to; time += 1000) of.put(signal, time, value((time - FROM) / 1000));
}

describe('a back-test', () => {
  test('counts alarms and the time in alarm, each day of the plant by itself', () => {
    const of = backTest(48, 'value("pressure") > 80');
    const isHigh = (second: number) =>
      (second >= 3600 && second < 3900) || (second >= 86_400 - 600 && second < 86_400 + 1200);
    fill(of, `${PUMP}/pressure`, of.beginsAt, FROM + 48 * HOUR_MS, (second) => (isHigh(second) ? 90 : 10));
    const { alarms, raised, days, inAlarmMs, unknownMs, lookedMs } = of.outcome();
    expect(raised).toBe(2);
    expect(alarms[0]).toEqual({
      equipment: PUMP,
      raisedAt: FROM + HOUR_MS,
      endedAt: FROM + HOUR_MS + 300_000,
      end: 'cleared',
      value: 90,
    });
    expect(days).toEqual([
      { day: '2026-03-01', raised: 2, inAlarmMs: 900_000 },
      { day: '2026-03-02', raised: 0, inAlarmMs: 1_200_000 },
    ]);
    expect(inAlarmMs).toBe(2_100_000);
    expect(lookedMs).toBe(48 * HOUR_MS);
    expect(unknownMs).toBe(0);
  });

  test('says where values were missing, also of a machine that never said anything', () => {
    const of = backTest(2, 'value("pressure") > 80', { of: 'kind', kind: 'pump', line: 'line' });
    fill(of, `${PUMP}/pressure`, FROM, FROM + HOUR_MS / 2, () => 10);
    fill(of, `${PUMP}/pressure`, FROM + HOUR_MS, FROM + 2 * HOUR_MS, () => 10);
    const { gaps, machines, raised, lookedMs } = of.outcome();
    expect(raised).toBe(0);
    expect(lookedMs).toBe(4 * HOUR_MS);
    expect(gaps).toEqual([
      { equipment: PUMP, from: FROM + HOUR_MS / 2 + 3000, to: FROM + HOUR_MS - 1000 },
      { equipment: OTHER_PUMP, from: FROM, to: FROM + 2 * HOUR_MS },
    ]);
    expect(machines.map(({ unknownMs }) => unknownMs)).toEqual([HOUR_MS / 2 - 4000, 2 * HOUR_MS]);
  });

  test('counts an alarm that stood before as time in alarm, not as one that rose', () => {
    const of = backTest(1, 'average("pressure", "10m") > 80');
    fill(of, `${PUMP}/pressure`, of.beginsAt, FROM + HOUR_MS, (second) => (second < 0 ? 90 : 10));
    const { raised, inAlarmMs, unknownMs } = of.outcome();
    expect(raised).toBe(0);
    expect(inAlarmMs).toBeGreaterThan(0);
    expect(unknownMs).toBe(0);
  });

  test('goes on counting where it no longer tells each alarm', () => {
    const of = backTest(1, 'value("pressure") > 80');
    fill(of, `${PUMP}/pressure`, FROM, FROM + HOUR_MS, (second) => (second % 2 ? 90 : 10));
    const { raised, alarms } = of.outcome();
    expect(raised).toBe(1800);
    expect(alarms).toHaveLength(MAX_TOLD_ALARMS);
  });
});
