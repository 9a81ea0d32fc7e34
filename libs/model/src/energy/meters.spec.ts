import { describe, expect, test } from '@jest/globals';
import { loadPlant, type PlantText } from '../plant-loader.ts';
import { PlantFileError, type PlantProblem } from '../plant-problem.ts';
import { MeterTree } from './meter-tree.ts';

const PLANT = {
  'site.yaml': `enterprise: { zh: 企业, en: Enterprise }
site: here
name: { zh: 工厂, en: Plant }
timeZone: Asia/Shanghai
areas: [{ id: shop, name: { zh: 车间, en: Shop } }]
hall: { lengthM: 40, widthM: 20, heightM: 8 }
`,
  'kind.yaml': `kind: oven
name: { zh: 炉, en: Oven }
sizeM: { length: 3, width: 2, height: 2 }
powerKw: { base: 1, running: 5, peak: 9 }
signals:
  - { id: power, name: { zh: 功率, en: Power }, unit: kW, class: S, role: power, range: [0, 100] }
  - { id: energy, name: { zh: 电量, en: Energy }, unit: kWh, class: S, role: energy, range: [0, 1000000] }
  - { id: zone, name: { zh: 区, en: Zone }, unit: kW, class: S, range: [0, 100] }
  - { id: total, name: { zh: 总, en: Total }, unit: kWh, class: S, role: counter, range: [0, 1000000] }
loads:
  - { id: heat, name: { zh: 加热, en: Heat }, use: heating, powers: [zone] }
`,
  'line.yaml': `line: one
area: shop
name: { zh: 一线, en: Line 1 }
product: { zh: 件, en: Part }
taktS: 10
stations:
  - id: A
    name: { zh: 炉, en: Oven }
    kind: oven
    equipment: [{ id: A1, at: { x: 0, z: 0 } }]
`,
};
const METERS = `meters:
  - id: site
    name: { zh: 全厂, en: Plant }
    level: site
    counter: shop/one/A1/total
  - id: T1
    name: { zh: 变压器, en: Transformer }
    level: transformer
    parent: site
    readings: true
    factor: 40
    rollsOverAt: 100000
    contractKw: 500
  - id: one
    name: { zh: 一线, en: Line 1 }
    level: line
    parent: T1
    line: one
  - id: rest
    name: { zh: 其余, en: Rest }
    level: line
    parent: T1
    plus: [T1]
    minus: [one]
`;
const texts = (more: Record<string, string>): PlantText[] =>
  Object.entries({ ...PLANT, ...more }).map(([file, text]) => ({ file, text }));

function problemsWith(from: string, to: string, more: Record<string, string> = {}): PlantProblem[] {
  expect(METERS).toContain(from);
  try {
    loadPlant(texts({ 'meters.yaml': METERS.replace(from, to), ...more }));
  } catch (error) {
    expect(error).toBeInstanceOf(PlantFileError);
    return (error as PlantFileError).problems;
  }
  return [];
}

describe('a meter tree', () => {
  test('resolves declared meters, the machines of a line and their loads', () => {
    const { meters } = loadPlant(texts({ 'meters.yaml': METERS })).energy;
    expect(meters.map(({ id, level, parent }) => [id, level, parent])).toEqual([
      ['site', 'site', undefined],
      ['T1', 'transformer', 'site'],
      ['one', 'line', 'T1'],
      ['rest', 'line', 'T1'],
      ['one/A1', 'machine', 'one'],
      ['one/A1/heat', 'load', 'one/A1'],
    ]);
    expect(meters.map(({ source }) => source)).toEqual([
      { kind: 'counter', signal: 'here/shop/one/A1/total', factor: 1, rollsOverAt: undefined },
      { kind: 'readings', factor: 40, rollsOverAt: 100000 },
      { kind: 'children' },
      { kind: 'formula', plus: ['T1'], minus: ['one'] },
      { kind: 'counter', signal: 'here/shop/one/A1/energy', factor: 1 },
      { kind: 'power', signals: ['here/shop/one/A1/zone'], factor: 1 },
    ]);
  });

  test('tells the contract that a meter counts against', () => {
    const tree = new MeterTree(loadPlant(texts({ 'meters.yaml': METERS })).energy.meters);
    expect(tree.contractOf('one/A1/heat')?.id).toBe('T1');
    expect(tree.contractOf('site')).toBeUndefined();
  });

  test('takes a line that no meter names below the site, so that a new line is counted at once', () => {
    const [site] = METERS.split('  - id: T1');
    const { meters } = loadPlant(texts({ 'meters.yaml': site })).energy;
    expect(meters.map(({ id, parent }) => [id, parent]).slice(0, 3)).toEqual([
      ['site', undefined],
      ['one', 'site'],
      ['one/A1', 'one'],
    ]);
  });

  test('is that of lines and machines where a plant declares none', () => {
    const { meters } = loadPlant(texts({})).energy;
    expect(meters.map(({ id }) => id)).toEqual(['here', 'one', 'one/A1', 'one/A1/heat']);
  });

  const cases: [what: string, from: string, to: string, line: number, field: string][] = [
    [
      'a meter above that does not exist',
      'parent: T1\n    line',
      'parent: T9\n    line',
      17,
      'meters.2.parent',
    ],
    ['a transformer below a line', 'parent: site', 'parent: one', 9, 'meters.1.parent'],
    ['an id used twice', 'id: rest', 'id: one', 19, 'meters.3.id'],
    ['a site below a site', 'level: transformer', 'level: site', 9, 'meters.1.parent'],
    ['a signal that does not exist', 'A1/total', 'A1/totals', 5, 'meters.0.counter'],
    ['a counter that is no energy', 'A1/total', 'A1/power', 5, 'meters.0.counter'],
    [
      'reactive power that is none',
      'readings: true',
      'readings: true\n    reactive: shop/one/A1/power',
      11,
      'meters.1.reactive',
    ],
    ['two sources at once', 'readings: true', 'readings: true\n    plus: [one]', 11, 'meters.1.plus'],
    ['a term of a formula that does not exist', 'minus: [one]', 'minus: [two]', 24, 'meters.3.minus.0'],
    ['a meter made of itself', 'plus: [T1]', 'plus: [rest]', 19, 'meters.3.id'],
    ['a line that does not exist', 'line: one', 'line: two', 18, 'meters.2.line'],
    ['a meter with the name of a line that it does not have', '    line: one\n', '', 14, 'meters.2.id'],
    [
      'a register that cannot roll over',
      'line: one',
      'line: one\n    rollsOverAt: 9',
      19,
      'meters.2.rollsOverAt',
    ],
  ];
  test.each(cases)('reports %s with line and field', (_what, from, to, line, field) => {
    expect(problemsWith(from, to)).toContainEqual(
      expect.objectContaining({ file: 'meters.yaml', line, field }),
    );
  });

  test('reports a load that is no power, and a second file of meters', () => {
    const kind = PLANT['kind.yaml'].replace('powers: [zone]', 'powers: [energy]');
    expect(problemsWith('site', 'site', { 'kind.yaml': kind, 'more.yaml': METERS })).toEqual([
      expect.objectContaining({ file: 'kind.yaml', line: 11, field: 'loads.0.powers.0' }),
      expect.objectContaining({ file: 'more.yaml', field: 'meters' }),
    ]);
  });
});

describe('a tariff', () => {
  const TARIFF = `tariff: t
name: { zh: 电价, en: Tariff }
region: here
from: '2026-01-01'
source: test
multipliers: { sharp: 2, peak: 1.7, flat: 1, valley: 0.3, deepValley: 0.1 }
seasons:
  - months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    sharp: [[17, 19]]
    valley: [[2, 6]]
prices:
  - { from: '2026-01-01', floatingYuanPerKwh: 0.5, fixedYuanPerKwh: 0.1, source: test }
`;
  test.each([
    ['a month in no season', ', 12]', ']', 'seasons'],
    ['a month in two seasons', '[1, 2,', '[1, 1, 2,', 'seasons.0.months'],
    ['an hour in two periods', '[2, 6]', '[2, 18]', 'seasons.0.valley'],
    ['hours that cross midnight', '[2, 6]', '[22, 6]', 'seasons.0.valley.0'],
    ['a first price after the begin', "- { from: '2026-01-01'", "- { from: '2026-02-01'", 'prices.0.from'],
    ['a date that does not exist', "from: '2026-01-01'\nsource", "from: '2026-02-30'\nsource", 'from'],
  ])('reports %s', (_what, from, to, field) => {
    expect(TARIFF).toContain(from);
    const load = () => loadPlant(texts({ 'tariff.yaml': TARIFF.replace(from, to) }));
    let problems: PlantProblem[] = [];
    try {
      load();
    } catch (error) {
      problems = (error as PlantFileError).problems;
    }
    expect(problems).toContainEqual(expect.objectContaining({ file: 'tariff.yaml', field }));
  });

  test('of another time needs an id of its own', () => {
    const later = TARIFF.replaceAll('2026-01-01', '2027-01-01');
    const load = (text: string) => loadPlant(texts({ 'tariff.yaml': TARIFF, 'tariff-2027.yaml': text }));
    expect(() => load(later)).toThrow('has the id "t" already');
    expect(load(later.replace('tariff: t\n', 'tariff: t2\n')).energy.tariffs).toHaveLength(2);
  });
});
