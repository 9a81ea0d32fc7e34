import { describe, expect, test } from '@jest/globals';
import { searchSources, type Source } from './search-plant.ts';

const source = (kind: Source['kind'], title: string, ...words: string[]): Source => ({
  kind,
  to: `/${title}`,
  title,
  detail: '',
  words,
});

const SOURCES: Source[] = [
  source('page', '报警', 'alarms'),
  source('page', '诊断', 'findings'),
  source('alarm', 'B02 感应器电流：上限', 'B02'),
  source('signal', '主轴转速', 'spindle_speed', 'Spindle speed', 'liaocheng/bearing/bearing-1/B11-OR1'),
  source('signal', '主轴功率', 'spindle_power', 'Spindle power', 'liaocheng/bearing/bearing-1/B11-OR1'),
];

const titles = (query: string) => searchSources(SOURCES, query).map(({ title }) => title);

describe('the search over everything', () => {
  test('finds by words of either language, in any writing', () => {
    expect(titles('spindle SPEED')).toEqual(['主轴转速']);
    expect(titles('主轴')).toEqual(['主轴转速', '主轴功率']);
    expect(titles('b11 power')).toEqual(['主轴功率']);
    expect(titles('ALARMS')).toEqual(['报警']);
  });

  test('puts what is called so before what only holds it', () => {
    const all = searchSources(
      [source('signal', 'power of B02', 'x'), source('machine', 'B02', 'heater')],
      'b02',
    );
    expect(all.map(({ title }) => title)).toEqual(['B02', 'power of B02']);
  });

  test('shows few of a kind, so that other kinds are seen', () => {
    const many = Array.from({ length: 50 }, (_, i) => source('signal', `power ${i}`));
    const hits = searchSources([...many, source('page', 'Powers')], 'power');
    expect(hits.filter(({ kind }) => kind === 'signal')).toHaveLength(6);
    expect(hits.some(({ kind }) => kind === 'page')).toBe(true);
  });

  test('offers the pages before anything was typed, and nothing for a strange word', () => {
    expect(titles('  ')).toEqual(['报警', '诊断']);
    expect(titles('zzz')).toEqual([]);
  });
});
