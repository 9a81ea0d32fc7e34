import { loadPlant, PACKML_STATES, type PlantModel, type PlantText } from '@linetwin/model';

/** Addresses of the small plant, as they stand in topics, subscriptions and queries. */
export const TEST_SPINDLE = 'test/shop/line-1/S1';
export const TEST_PRESS = 'test/shop/line-1/P1';
export const TEST_LAST = 'test/shop/line-1/Q1';
export const TEST_OTHER_LINE = 'test/shop/line-2/P9';

/** Signals that tests make up their minds about; everything else of the plant is there to be in the way. */
const MACHINE_SIGNALS = `
  - id: state
    name: { zh: 状态, en: State }
    class: S
    role: state
    periodMs: 1000
    range: [0, 16]
    values: [${PACKML_STATES.join(', ')}]
  - { id: power, name: { zh: 功率, en: Power }, unit: kW, class: S, role: power, periodMs: 1000, range: [0, 100] }
  - { id: energy, name: { zh: 电量, en: Energy }, unit: kWh, class: S, role: energy, periodMs: 1000, range: [0, 1000000] }
  - { id: good, name: { zh: 合格数, en: Good parts }, class: E, role: goodCount, range: [0, 1000000] }
  - { id: scrap, name: { zh: 报废数, en: Scrapped parts }, class: E, role: scrapCount, range: [0, 1000000] }`;

const SITE = `
enterprise: { zh: 测试企业, en: Test enterprise }
site: test
name: { zh: 测试工厂, en: Test plant }
timeZone: Asia/Shanghai
areas: [{ id: shop, name: { zh: 车间, en: Shop } }]
hall: { lengthM: 40, widthM: 20, heightM: 8 }
`;

const SPINDLE_KIND = `
kind: test-spindle
name: { zh: 主轴, en: Spindle }
traits: [test-machine]
sizeM: { length: 2, width: 2, height: 2 }
cycleS: [10, 12]
powerKw: { base: 1, running: 5, peak: 10 }
signals:
  - id: temperature
    name: { zh: 温度, en: Temperature }
    unit: Cel
    class: M
    role: temperature
    periodMs: 1000
    range: [-40, 400]
    limits:
      - { type: high, at: 80, priority: 2, onDelayS: 0, offDelayS: 0, deadband: 5, message: { zh: 主轴过热, en: Spindle too hot } }
      - { type: highHigh, at: 120, priority: 1, onDelayS: 3, offDelayS: 2, deadband: 5 }
  - id: flow
    name: { zh: 流量, en: Coolant flow }
    unit: L/min
    class: M
    periodMs: 1000
    range: [0, 100]
    limits:
      - { type: low, at: 10, priority: 3, onDelayS: 0, offDelayS: 0, deadband: 1, whileStates: [Execute] }
  - id: vibration
    name: { zh: 振动, en: Vibration }
    unit: m/s2
    class: V
    role: vibration
    range: [-500, 500]
bearings:
  - id: front
    name: { zh: 前轴承, en: Front bearing }
    designation: '6205'
    elements: 9
    elementDiameterMm: 7.94
    pitchDiameterMm: 39.04
    verified: true
    source: 'Maker, drawing of the test rig'
    burstSignal: vibration
spareParts: [{ id: bearing-front, name: { zh: 前轴承 6205, en: Front bearing 6205 }, for: front }]
`;

const PRESS_KIND = `
kind: test-press
name: { zh: 压机, en: Press }
traits: [test-machine]
sizeM: { length: 2, width: 2, height: 3 }
cycleS: [6, 8]
powerKw: { base: 1, running: 5, peak: 10 }
`;

const SHIFTS = `
shifts:
  - { id: day, name: { zh: 白班, en: Day shift }, startsAt: '08:00', hours: 12, plannedQuantity: 3600 }
  - { id: night, name: { zh: 夜班, en: Night shift }, startsAt: '20:00', hours: 12, plannedQuantity: 3600 }`;

const LINE_1 = `
line: line-1
area: shop
name: { zh: 一线, en: Line 1 }
product: { zh: 零件, en: Part }
taktS: 10
${SHIFTS}
stations:
  - id: P
    name: { zh: 压机, en: Press }
    kind: test-press
    equipment: [{ id: P1, at: { x: -8, z: 0 } }]
  - id: S
    name: { zh: 主轴, en: Spindle }
    kind: test-spindle
    equipment: [{ id: S1, at: { x: 0, z: 0 }, ratedSpeedRpm: 1800 }]
  - id: Q
    name: { zh: 检验, en: Inspection }
    kind: test-press
    equipment: [{ id: Q1, at: { x: 8, z: 0 } }]
`;

const LINE_2 = `
line: line-2
area: shop
name: { zh: 二线, en: Line 2 }
product: { zh: 零件, en: Part }
taktS: 10
stations:
  - id: P
    name: { zh: 压机, en: Press }
    kind: test-press
    equipment: [{ id: P9, at: { x: 0, z: 8 } }]
`;

/**
 * A small plant as the texts of its files: two lines, one spindle with a bearing and limits, three presses.
 * Texts, so that the whole way from the file is taken, and a test may put a mistake into one of them.
 */
export const TEST_PLANT_TEXTS: readonly PlantText[] = [
  { file: 'site.yaml', text: SITE },
  {
    file: 'traits/test-machine.yaml',
    text: `trait: test-machine\nname: { zh: 通用, en: Common }\nsignals:${MACHINE_SIGNALS}\n`,
  },
  { file: 'kinds/test-spindle.yaml', text: SPINDLE_KIND },
  { file: 'kinds/test-press.yaml', text: PRESS_KIND },
  { file: 'lines/line-1.yaml', text: LINE_1 },
  { file: 'lines/line-2.yaml', text: LINE_2 },
];

/** The small plant, loaded anew on every call. */
export function testPlant(): PlantModel {
  return loadPlant(TEST_PLANT_TEXTS);
}

/** Address of the one machine of the wide plant. */
export const WIDE_MACHINE = 'test/shop/line-1/W1';

/** A plant of one machine with many signals `s0`, `s1`, ...: what fills frames and queues with few messages. */
export function widePlantTexts(signals: number): PlantText[] {
  const rows = Array.from(
    { length: signals },
    (_, i) =>
      `  - { id: s${i}, name: { zh: 信号, en: Signal }, class: M, periodMs: 1000, range: [-1000000, 1000000] }`,
  );
  return [
    { file: 'site.yaml', text: SITE },
    {
      file: 'kinds/wide.yaml',
      text: `
kind: wide
name: { zh: 宽, en: Wide }
sizeM: { length: 2, width: 2, height: 2 }
powerKw: { base: 1, running: 5, peak: 10 }
signals:
${rows.join('\n')}
`,
    },
    {
      file: 'lines/line-1.yaml',
      text: `
line: line-1
area: shop
name: { zh: 一线, en: Line 1 }
product: { zh: 零件, en: Part }
taktS: 10
stations:
  - id: W
    name: { zh: 宽, en: Wide }
    kind: wide
    equipment: [{ id: W1, at: { x: 0, z: 0 } }]
`,
    },
  ];
}
