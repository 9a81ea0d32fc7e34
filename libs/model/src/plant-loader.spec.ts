import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SEGMENT_PATTERN, equipmentAddress, signalAddress } from './ids.ts';
import { loadPlant, type PlantText } from './plant-loader.ts';
import { ModelIndex } from './plant-model.ts';
import { PlantFileError, type PlantProblem } from './plant-problem.ts';

const SITE = `enterprise: { zh: 企业, en: Enterprise }
site: here
name: { zh: 工厂, en: Plant }
timeZone: Asia/Shanghai
areas:
  - id: shop
    name: { zh: 车间, en: Shop }
hall: { lengthM: 40, widthM: 20, heightM: 8 }
`;
const TRAIT = `trait: machine
name: { zh: 设备, en: Machine }
signals:
  - id: power
    name: { zh: 功率, en: Power }
    unit: kW
    class: S
    role: power
    range: [0, 100]
`;
const KIND = `kind: lathe
name: { zh: 车床, en: Lathe }
traits: [machine]
sizeM: { length: 3, width: 2, height: 2 }
powerKw: { base: 1, running: 5, peak: 9 }
cycleS: [10, 20]
signals:
  - id: load
    name: { zh: 负载, en: Load }
    unit: '%'
    class: M
    range: [0, 200]
    normal: [20, 60]
    limits:
      - { type: high, at: 90, priority: 3, deadband: 4 }
  - id: vibration
    name: { zh: 振动, en: Vibration }
    class: V
    role: vibration
    range: [-500, 500]
bearings:
  - id: spindle
    name: { zh: 主轴轴承, en: Spindle bearing }
    designation: '6204'
    elements: 8
    elementDiameterMm: 7.9
    pitchDiameterMm: 33.5
    source: test
    burstSignal: vibration
`;
const LINE = `line: one
area: shop
name: { zh: 一线, en: Line 1 }
product: { zh: 件, en: Part }
taktS: 10
stations:
  - id: T1
    name: { zh: 车削, en: Turning }
    kind: lathe
    equipment:
      - id: T1-1
        at: { x: -5, z: 0 }
      - id: T1-2
        lane: B
        at: { x: 5, z: 0, rotationDeg: 90 }
        cycleS: 12
  - id: T2
    name: { zh: 精车, en: Finish turning }
    kind: lathe
    equipment:
      - id: T2
        at: { x: 12, z: 0 }
`;

const FILES = { 'site.yaml': SITE, 'trait.yaml': TRAIT, 'kind.yaml': KIND, 'line.yaml': LINE };
type FileName = keyof typeof FILES;

function texts(changed: Partial<Record<string, string>> = {}): PlantText[] {
  return Object.entries({ ...FILES, ...changed }).map(([file, text]) => ({ file, text: text ?? '' }));
}

/** The files with one text replaced in one of them; fails when the text is not there. */
function withChange(file: FileName, from: string, to: string): PlantText[] {
  expect(FILES[file]).toContain(from);
  return texts({ [file]: FILES[file].replace(from, to) });
}

function problemsOf(plant: PlantText[]): PlantProblem[] {
  try {
    loadPlant(plant);
  } catch (error) {
    expect(error).toBeInstanceOf(PlantFileError);
    return (error as PlantFileError).problems;
  }
  return [];
}

describe('loading a plant', () => {
  test('joins site, traits, kinds and lines into numbered signals with ISA-95 addresses', () => {
    const model = loadPlant(texts());
    expect(model.equipment.map((e) => e.address)).toEqual([
      'here/shop/one/T1-1',
      'here/shop/one/T1-2',
      'here/shop/one/T2',
    ]);
    expect(model.signals.map((s) => s.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(model.signals[1].address).toBe('here/shop/one/T1-1/load');
    expect(model.lines[0].stations.map((s) => s.feeds)).toEqual([['T2'], []]);
  });

  test('fills in what a file leaves out', () => {
    const [first, second] = loadPlant(texts()).equipment;
    expect(first.name).toEqual({ zh: '车削 1', en: 'Turning 1' });
    expect(first).toMatchObject({ cycleS: 10, form: 'lathe', lane: undefined, at: { rotationDeg: 0 } });
    expect(second).toMatchObject({ cycleS: 12, lane: 'B', at: { rotationDeg: 90 } });
  });

  test('lets a kind change a signal of its trait', () => {
    const own =
      '  - id: power\n    name: { zh: 功率, en: Power }\n    class: S\n    role: power\n    range: [0, 12]\n';
    const model = loadPlant(withChange('kind.yaml', 'signals:\n', `signals:\n${own}`));
    expect(new ModelIndex(model).signal('here/shop/one/T2/power')?.range).toEqual([0, 12]);
    expect(model.signals).toHaveLength(9);
  });

  test('gives the same version for the same content and another for any change', () => {
    const version = loadPlant(texts()).version;
    expect(loadPlant(texts().reverse()).version).toBe(version);
    expect(loadPlant(withChange('kind.yaml', 'at: 90', 'at: 91')).version).not.toBe(version);
  });
});

describe('a mistake in a plant file is reported with file, line and field', () => {
  const cases: [what: string, file: FileName, from: string, to: string, problem: Partial<PlantProblem>][] = [
    ['an unknown key', 'kind.yaml', 'cycleS:', 'cycles:', { line: 6, field: 'cycles' }],
    ['a wrong type', 'line.yaml', 'taktS: 10', 'taktS: ten', { line: 5, field: 'taktS' }],
    [
      'a missing field',
      'kind.yaml',
      "    unit: '%'\n    class: M\n",
      '',
      { line: 8, field: 'signals.0.class' },
    ],
    ['a text without its English half', 'site.yaml', ', en: Plant', '', { line: 3, field: 'name.en' }],
    [
      'an unknown equipment kind',
      'line.yaml',
      'kind: lathe',
      'kind: mill',
      { line: 9, field: 'stations.0.kind' },
    ],
    ['an unknown trait', 'kind.yaml', '[machine]', '[robot]', { line: 3, field: 'traits.0' }],
    ['an unknown area', 'line.yaml', 'area: shop', 'area: yard', { line: 2, field: 'area' }],
    [
      'an unknown station to feed',
      'line.yaml',
      '    kind: lathe\n',
      '    kind: lathe\n    feeds: [T9]\n',
      { line: 10, field: 'stations.0.feeds.0' },
    ],
    [
      'a supplying station that does not exist',
      'line.yaml',
      '    kind: lathe\n',
      '    kind: lathe\n    uses:\n      - { station: T9, medium: coolant }\n',
      { line: 11, field: 'stations.0.uses.0.station' },
    ],
    [
      'a station that supplies itself',
      'line.yaml',
      '    kind: lathe\n',
      '    kind: lathe\n    uses:\n      - { station: T1, medium: coolant }\n',
      { line: 11, field: 'stations.0.uses.0.station' },
    ],
    [
      'a lack that is shown by no signal of the machine',
      'line.yaml',
      '    kind: lathe\n',
      '    kind: lathe\n    uses:\n      - { station: T2, medium: coolant, shownBy: [flow] }\n',
      { line: 11, field: 'stations.0.uses.0.shownBy.0' },
    ],
    [
      'a medium that is not known',
      'line.yaml',
      '    kind: lathe\n',
      '    kind: lathe\n    uses:\n      - { station: T2, medium: tea }\n',
      { line: 11, field: 'stations.0.uses.0.medium' },
    ],
    ['an unknown time zone', 'site.yaml', 'Asia/Shanghai', 'Asia/Liaocheng', { line: 4, field: 'timeZone' }],
    [
      'an id with a slash',
      'line.yaml',
      'id: T1-1',
      'id: T1/1',
      { line: 11, field: 'stations.0.equipment.0.id' },
    ],
    [
      'a machine id used twice',
      'line.yaml',
      'id: T1-2',
      'id: T1-1',
      { line: 13, field: 'stations.0.equipment.1.id' },
    ],
    [
      'a station id used twice',
      'line.yaml',
      '- id: T2\n    name',
      '- id: T1\n    name',
      { line: 17, field: 'stations.1.id' },
    ],
    [
      'a signal id used twice',
      'kind.yaml',
      '- id: vibration',
      '- id: load',
      { line: 16, field: 'signals.1.id' },
    ],
    [
      'an area id used twice',
      'site.yaml',
      'hall:',
      '  - id: shop\n    name: { zh: 车间, en: Shop }\nhall:',
      { line: 8, field: 'areas.1.id' },
    ],
    [
      'a set point outside the range',
      'kind.yaml',
      'at: 90',
      'at: 300',
      { line: 15, field: 'signals.0.limits.0.at' },
    ],
    [
      'a normal span outside the range',
      'kind.yaml',
      '[20, 60]',
      '[20, 260]',
      { line: 13, field: 'signals.0.normal' },
    ],
    ['a range from high to low', 'trait.yaml', '[0, 100]', '[100, 0]', { line: 9, field: 'signals.0.range' }],
    [
      'a trait with a set point outside its range',
      'trait.yaml',
      '    range: [0, 100]\n',
      '    range: [0, 100]\n    limits: [{ type: low, at: -1, priority: 4 }]\n',
      { line: 10, field: 'signals.0.limits.0.at' },
    ],
    [
      'more names than the range has numbers',
      'trait.yaml',
      '    range: [0, 100]\n',
      '    range: [0, 1]\n    values: [a, b, c]\n',
      { line: 9, field: 'signals.0.range' },
    ],
    [
      'names for some of the values only',
      'trait.yaml',
      '    range: [0, 100]\n',
      '    range: [0, 1]\n    values: [a, b]\n    valueNames: [{ zh: 甲, en: A }]\n',
      { line: 11, field: 'signals.0.valueNames' },
    ],
    [
      'an unknown alarm priority',
      'kind.yaml',
      'priority: 3',
      'priority: 5',
      { line: 15, field: 'signals.0.limits.0.priority' },
    ],
    [
      'an alarm watched in a state that does not exist',
      'kind.yaml',
      'deadband: 4',
      'deadband: 4, whileStates: [Running]',
      { line: 15, field: 'signals.0.limits.0.whileStates.0' },
    ],
    [
      'a second signal with the role power',
      'kind.yaml',
      '    class: M\n',
      '    class: M\n    role: power\n',
      { line: 12, field: 'signals.0.role' },
    ],
    [
      'a bearing without a waveform',
      'kind.yaml',
      'burstSignal: vibration',
      'burstSignal: load',
      { line: 29, field: 'bearings.0.burstSignal' },
    ],
    ['a syntax error', 'line.yaml', 'area: shop', 'area: [shop', { field: '' }],
    ['a key given twice', 'line.yaml', 'taktS: 10', 'taktS: 10\ntaktS: 11', { line: 6 }],
    ['a tab as indentation', 'site.yaml', '  - id: shop', '\t- id: shop', { line: 6 }],
    ['a second document in one file', 'site.yaml', 'hall:', '---\nhall:', {}],
    ['an alias to nowhere', 'site.yaml', 'name: { zh: 工厂, en: Plant }', 'name: *plant', { line: 3 }],
    ['an unknown tag', 'site.yaml', 'site: here', 'site: !where here', { line: 2 }],
    ['no key that says what the file is', 'kind.yaml', 'kind: lathe', 'machine: lathe', { line: 1 }],
  ];

  test.each(cases)('%s', (_what, file, from, to, expected) => {
    const problems = problemsOf(withChange(file, from, to));
    expect(problems).toContainEqual(expect.objectContaining({ file, ...expected }));
    for (const problem of problems) expect(problem.message).not.toBe('');
  });

  test.each([
    ['an empty file', ''],
    ['a file that is a list', '- a\n- b\n'],
    ['a file that is one word', 'plant\n'],
    ['a file of comments', '# nothing here\n'],
  ])('%s', (_what, text) => {
    expect(problemsOf(texts({ 'more.yaml': text }))).toEqual([
      { file: 'more.yaml', line: 1, field: '', message: 'the file is empty or not a list of "key: value"' },
    ]);
  });

  test.each([
    ['kind.yaml', 'kind', 'lathe'],
    ['trait.yaml', 'trait', 'machine'],
    ['line.yaml', 'line', 'one'],
  ] as const)('an id that %s has taken already', (first, field, id) => {
    const problems = problemsOf(texts({ 'twice.yaml': FILES[first] }));
    expect(problems).toContainEqual({
      file: 'twice.yaml',
      line: 1,
      field,
      message: `"${id}" is already defined in ${first}`,
    });
  });

  test('two traits of one kind that bring the same signal', () => {
    const plant = texts({
      'trait2.yaml': TRAIT.replace('trait: machine', 'trait: meter'),
      'kind.yaml': KIND.replace('[machine]', '[machine, meter]'),
    });
    expect(problemsOf(plant)).toContainEqual(
      expect.objectContaining({ file: 'kind.yaml', line: 3, field: 'traits.1' }),
    );
  });

  test('two site files', () => {
    expect(problemsOf(texts({ 'site2.yaml': SITE }))).toEqual([
      expect.objectContaining({ file: 'site2.yaml', line: 1, field: 'site' }),
    ]);
  });

  test('no site file', () => {
    const plant = texts().filter(({ file }) => file !== 'site.yaml');
    expect(problemsOf(plant)).toEqual([expect.objectContaining({ line: 1, field: 'site' })]);
  });
});

describe('all mistakes are told at once', () => {
  test('those inside files and those between files', () => {
    const plant = texts({
      'site.yaml': SITE.replace('lengthM: 40', 'lengthM: -40'),
      'kind.yaml': KIND.replace('at: 90', 'at: 900').replace('priority: 3', 'priority: 3, colour: red'),
      'line.yaml': LINE.replace('area: shop', 'area: yard').replace('taktS: 10', 'taktS: 0'),
    });
    expect(problemsOf(plant).map(({ file, line }) => `${file}:${line}`)).toEqual([
      'kind.yaml:15',
      'line.yaml:5',
      'site.yaml:8',
    ]);

    const between = texts({
      'kind.yaml': KIND.replace('at: 90', 'at: 900'),
      'line.yaml': LINE.replace('area: shop', 'area: yard').replace('id: T1-2', 'id: T1-1'),
      'broken.yaml': 'kind: broken\n',
    });
    const told = problemsOf(between).map(({ file, field }) => `${file} ${field}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'broken.yaml name',
        'kind.yaml signals.0.limits.0.at',
        'line.yaml area',
        'line.yaml stations.0.equipment.1.id',
      ]),
    );
  });

  test('but a kind whose own file is broken is not called unknown as well', () => {
    const problems = problemsOf(withChange('kind.yaml', 'cycleS: [10, 20]', 'cycleS: [20, 10]'));
    expect(problems.map(({ field }) => field)).toEqual(['cycleS']);
  });

  test('the message of the error lists them as file:line field: what', () => {
    const plant = withChange('line.yaml', 'area: shop', 'area: yard');
    expect(() => loadPlant(plant)).toThrow(
      'The plant files have 1 mistake:\n  line.yaml:2 area: there is no area "yard"; known: shop',
    );
  });
});

describe('aliases of YAML', () => {
  test('are followed, and a mistake behind one is still found', () => {
    const line = LINE.replace(
      'name: { zh: 车削, en: Turning }',
      'name: &turning { zh: 车削, en: Turning }',
    ).replace('name: { zh: 精车, en: Finish turning }', 'name: *turning');
    expect(loadPlant(texts({ 'line.yaml': line })).lines[0].stations[1].name.en).toBe('Turning');

    const broken = line.replace('en: Turning }', 'eng: Turning }');
    const problems = problemsOf(texts({ 'line.yaml': broken }));
    expect(problems).toContainEqual(expect.objectContaining({ line: 8, field: 'stations.0.name.eng' }));
  });

  test('that unfold to an enormous document are refused', () => {
    const bomb = ['kind: bomb', 'a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe'])
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
    expect(problemsOf(texts({ 'bomb.yaml': bomb.join('\n') }))).toContainEqual(
      expect.objectContaining({ file: 'bomb.yaml', field: '' }),
    );
  });
});

describe('whatever comes in', () => {
  const failsOnlyAsPlantFileError = (plant: PlantText[]) => {
    try {
      loadPlant(plant);
    } catch (error) {
      expect(error).toBeInstanceOf(PlantFileError);
    }
  };

  test('random text never ends in anything but a PlantFileError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        failsOnlyAsPlantFileError(texts({ 'random.yaml': text }));
      }),
    );
  });

  test('random values under the keys of a plant never end in anything but a PlantFileError', () => {
    const key = fc.constantFrom('site', 'trait', 'kind', 'line');
    fc.assert(
      fc.property(key, fc.json(), fc.json(), (what, value, more) => {
        failsOnlyAsPlantFileError(texts({ 'random.yaml': `${what}: ${value}\nsignals: ${more}\n` }));
      }),
    );
  });

  test('a file cut off or altered anywhere never ends in anything but a PlantFileError', () => {
    const file = fc.constantFrom(...(Object.keys(FILES) as FileName[]));
    const piece = fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom(
        '\n',
        '  ',
        '- ',
        ': ',
        '{',
        '[',
        '&a ',
        '*a',
        '!!set ',
        '? ',
        '<<: ',
        '__proto__: 1\n',
        '|\n',
        "'",
      ),
    );
    fc.assert(
      fc.property(file, fc.nat(900), fc.nat(20), piece, (name, at, removed, inserted) => {
        const text = FILES[name];
        const changed = text.slice(0, at) + inserted + text.slice(at + removed);
        failsOnlyAsPlantFileError(texts({ [name]: changed }));
      }),
      { numRuns: 500 },
    );
  });
});

describe('addresses', () => {
  const segment = fc.stringMatching(SEGMENT_PATTERN);

  test('fall apart into what they were made of', () => {
    fc.assert(
      fc.property(segment, segment, segment, segment, segment, (site, area, line, equipment, signal) => {
        const address = signalAddress(equipmentAddress(site, area, line, equipment), signal);
        expect(address.split('/')).toEqual([site, area, line, equipment, signal]);
      }),
    );
  });

  test('lead back to their machine and signal', () => {
    const index = new ModelIndex(loadPlant(texts()));
    for (const equipment of index.model.equipment) {
      expect(index.equipment(equipment.address)).toBe(equipment);
      for (const signal of index.signalsOf(equipment)) {
        expect(index.signal(signal.address)).toBe(signal);
        expect(index.model.signals[signal.index]).toBe(signal);
        expect(signal.equipment).toBe(equipment.address);
      }
    }
    expect(index.signal('here/shop/one/T2/nothing')).toBeUndefined();
    expect(index.line('one')?.taktS).toBe(10);
    expect(index.signalWithRole(index.model.equipment[0], 'power')?.id).toBe('power');
    expect(index.equipmentOf('one')).toHaveLength(3);
  });
});
