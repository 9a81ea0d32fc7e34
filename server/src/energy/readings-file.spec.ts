import { describe, expect, test } from '@jest/globals';
import { PlantClock } from '@linetwin/energy';
import { readReadingsFile, ReadingsFileError } from './readings-file.ts';

const clock = new PlantClock('Asia/Shanghai');
const read = (text: string, columns = {}) => readReadingsFile(text, clock, columns);
const iso = (text: string) => read(`time,kWh\n${text},1`).rows.map(({ time }) => new Date(time).toJSON());

describe('a file of meter readings', () => {
  test('is read by the names of its columns, in Chinese and English, whatever stands between them', () => {
    expect(read('序号;数据时间;正向有功示数\n1;2026-03-01 00:15;"1,234.5"\n')).toEqual({
      timeColumn: '数据时间',
      valueColumn: '正向有功示数',
      rows: [{ line: 2, time: Date.parse('2026-03-01T00:15+08:00'), value: 1234.5 }],
    });
    expect(read('Time stamp\tEnergy\n2026-03-01 00:15\t7\n').rows).toHaveLength(1);
  });

  test('may have any columns when they are named', () => {
    const text = 'a,b,kWh\n2026-03-01 00:15,2,3\n';
    expect(read(text, { time: 'a', value: 'b' }).rows[0].value).toBe(2);
    expect(() => read(text, { time: 'z' })).toThrow('There is no column "z"; the header has: a, b, kWh.');
  });

  test('may have the day and the time of day in two columns', () => {
    const { rows, timeColumn } = read('日期,时间,电量\n2026-03-01,00:15,2\n2026-03-01,24:00,3\n');
    expect(timeColumn).toBe('日期 时间');
    expect(rows.map(({ time }) => new Date(time).toJSON())).toEqual([
      '2026-02-28T16:15:00.000Z',
      '2026-03-01T16:00:00.000Z',
    ]);
    expect(read('采集时间,日期,kWh\n2026-03-01 00:15,2026-03-01,2\n').timeColumn).toBe('采集时间');
  });

  test.each([
    ['time;kWh', ['14,040', '13,9'], [14.04, 13.9]],
    ['time;kWh', ['14,040', '13,900'], [14.04, 13.9]],
    ['time;kWh', ['1.404,5', '13,9'], [1404.5, 13.9]],
    ['time;kWh', ['1,404', '950'], [1404, 950]],
    ['time,kWh', ['"1,404.50"', '950.25'], [1404.5, 950.25]],
    ['time,kWh', ['"1,404"', '"1,510"'], [1404, 1510]],
  ])('with the columns %s has %p as numbers', (header, written, values) => {
    const delimiter = header[4];
    const rows = written.map((value, i) => `2026-03-01 00:${15 * (i + 1)}${delimiter}${value}`);
    expect(read([header, ...rows].join('\n')).rows.map(({ value }) => value)).toEqual(values);
  });

  test.each([
    ['2026-03-01 08:15', '2026-03-01T00:15:00.000Z'],
    ['2026/3/1 8:15', '2026-03-01T00:15:00.000Z'],
    ['2026年3月1日 08:15:00', '2026-03-01T00:15:00.000Z'],
    ['2026-03-01T08:15:00+08:00', '2026-03-01T00:15:00.000Z'],
    ['2026-03-01T08:15:00Z', '2026-03-01T08:15:00.000Z'],
    ['2026-02-28 24:00', '2026-02-28T16:00:00.000Z'],
  ])('takes the time %s', (text, expected) => {
    expect(iso(text)).toEqual([expected]);
  });

  test.each(['2026-02-30 08:15', '2026-13-01 08:15', '2026-03-01 24:15', 'yesterday', ''])(
    'has no time in "%s"',
    (text) => {
      expect(iso(text)).toEqual([null]);
    },
  );

  test.each([
    ['a,b\n1,2\n', 'No column looks like times: call it 时间 or time in the first line, which has: a, b.'],
    ['time,kWh\n', 'The file needs a header line and a row for each reading.'],
    ['', 'The file needs a header line and a row for each reading.'],
    ['time,kWh\n"2026,1\n', 'The file is no CSV'],
  ])('that is none is refused with what was looked for', (text, message) => {
    expect(() => read(text)).toThrow(ReadingsFileError);
    expect(() => read(text)).toThrow(message);
  });

  test('that is refused says why for a page in another language', () => {
    const words = { text: 'no-time-column', values: { columns: 'a, b' } };
    expect(() => read('a,b\n1,2\n')).toThrow(expect.objectContaining({ words }));
  });
});
