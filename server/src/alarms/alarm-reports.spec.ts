import { describe, expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import { testAlarm } from './alarm-log.conformance.ts';
import { toCsv, toXlsx } from '../platform/table-files.ts';
import { exportRows, performanceOf } from './alarm-reports.ts';

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

  test('write plant time and the language that is asked for, quoted where it must be', () => {
    const rows = exportRows([raised('a, b', T)], new ModelIndex(testPlant()), 'en');
    const [head, row] = toCsv(rows).slice(1).split('\r\n');
    expect(head.split(',')[0]).toBe('Time');
    expect(row).toMatch(/^2026-01-05 16:00:00,Raised,2,/);
    expect(row).toContain('"site/area/line/m1/a, b"');
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
