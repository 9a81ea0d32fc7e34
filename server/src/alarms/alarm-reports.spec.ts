import { describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { ModelIndex, type Signal } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import { testAlarm } from './alarm-log.conformance.ts';
import { toCsv, toXlsx } from '../platform/table-files.ts';
import { exportRows, performanceOf, type AlarmFilter } from './alarm-reports.ts';

const signalOf = ({ address, equipment }: Signal) => ({ signal: address, equipment });
const T = Date.UTC(2026, 0, 5, 8);
const DAY = 86_400_000;
const raised = (id: string, at: number) => ({
  alarm: testAlarm(id, { raisedAt: at }),
  event: 'Raised' as const,
  at,
});

describe('reports of alarms', () => {
  test('figure what stood before the period and still stands as stale', () => {
    const old = testAlarm('old', { raisedAt: T - 3 * DAY, state: 'Acknowledged' });
    const quiet = testAlarm('quiet', { raisedAt: T - 3 * DAY, state: 'Shelved' });
    const answer = performanceOf([raised('a', T + 1)], [old, quiet], { from: T, to: T + DAY }, 2);
    expect(answer).toMatchObject({ raised: 1, operators: 2, perOperatorDay: 0.5, cut: false });
    expect(answer.stale.map(({ point, hours }) => [point, hours])).toEqual([
      ['site.area.line.m1.old.high', 96],
    ]);
  });

  test('figure rates of the time that the log knows: some minutes of it say nothing of a week', () => {
    const moments = [0, 1, 2, 3].map((n) => raised(`${n}`, T + 7 * DAY - 3600_000 + n));
    const week = { from: T, to: T + 7 * DAY };
    const young = performanceOf(moments, [], week, 1, moments[0].at);
    expect(young).toMatchObject({ ...week, counted: { from: week.to - 3600_000, to: week.to } });
    expect(young.perOperatorDay).toBeCloseTo(4 * 24, 6);
    // A log that is older than the time that is asked for says all of it.
    expect(performanceOf(moments, [], week, 1, T - DAY)).toMatchObject({ counted: week });
    // A log that begins later, and an empty one, have known no time at all.
    const none = { from: week.to, to: week.to };
    expect(performanceOf([], [], week, 1)).toMatchObject({ counted: none, perOperatorDay: 0 });
    expect(performanceOf([], [], week, 1, week.to + DAY)).toMatchObject({ counted: none });
  });

  test('name the rule and the machine of what a rule of the user raised', () => {
    const name = { zh: '砂轮变钝', en: 'Wheel dull' };
    const rule = { id: 'r1', version: 2, name, action: null };
    const moment = { ...raised('x', T + 1), alarm: testAlarm('x', { rule, limit: 'rule' }) };
    const { topTen, rules } = performanceOf([moment], [], { from: T, to: T + DAY }, 1);
    expect(topTen.map(({ point }) => rules[point])).toEqual([{ equipment: 'site/area/line/m1', name }]);
  });

  test('write plant time and the language that is asked for, quoted where it must be', () => {
    const rows = exportRows([raised('a, b', T)], new ModelIndex(testPlant()), 'en');
    const [head, row] = toCsv(rows).slice(1).split('\r\n');
    expect(head.split(',')[0]).toBe('Time');
    expect(row).toMatch(/^2026-01-05 16:00:00,Raised,High,/);
    expect(row).toContain('"site/area/line/m1/a, b"');
  });

  const index = new ModelIndex(testPlant());
  const [signal] = index.model.signals;
  const known = (rest: Partial<Alarm> = {}) => testAlarm('x', { ...signalOf(signal), ...rest });

  test('say in the language that is asked for what happened, with the unit and the digits of the signal', () => {
    const shelf = { by: '李娜', reason: '探头更换中', at: T, until: T + DAY };
    const alarm = known({ state: 'Shelved', suppression: shelf, message: null, value: 81.23456789 });
    const [head, row] = exportRows([{ alarm, event: 'ShelvedByPerson', at: T }], index, 'zh');
    const cell = (name: string) => row[head.indexOf(name)];
    expect(['事件', '优先级', '限', '状态', '操作人', '原因'].map(cell)).toEqual([
      '搁置',
      '高',
      '上限',
      '已搁置',
      '李娜',
      '探头更换中',
    ]);
    expect(cell('信号')).toBe(signal.name.zh);
    expect(cell('单位')).toBe(signal.unit);
    expect(cell('值')).toBe(Number((81.23456789).toFixed(signal.decimals)));
  });

  test('hold only what the page shows: of a line, a priority, and with a word in it', () => {
    const machine = index.equipment(signal.equipment)!;
    const moments = [
      { alarm: known({ priority: 1 }), event: 'Raised' as const, at: T },
      { alarm: known({ priority: 3 }), event: 'Raised' as const, at: T },
    ];
    const count = (filter: AlarmFilter) => exportRows(moments, index, 'en', filter).length - 1;
    expect(count({})).toBe(2);
    expect(count({ priority: 3 })).toBe(1);
    expect([count({ line: machine.line }), count({ line: 'another' })]).toEqual([2, 0]);
    expect([count({ search: machine.id.toUpperCase() }), count({ search: 'no such word' })]).toEqual([2, 0]);
  });

  test('let no cell of a CSV be computed by a spreadsheet', () => {
    expect(toCsv([['=1+1', '@x', -5]])).toBe("\uFEFF'=1+1,'@x,-5\r\n");
  });

  test('make a workbook that begins as one', async () => {
    const xlsx = await toXlsx([
      ['a', 'b'],
      ['x', 1.5],
    ]);
    expect(xlsx.subarray(0, 2).toString()).toBe('PK');
  });
});
