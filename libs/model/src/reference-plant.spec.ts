import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { MeterTree } from './energy/meter-tree.ts';
import { readPlantFolder } from './plant-folder.ts';
import { ModelIndex, type Equipment, type PlantModel, type Signal } from './plant-model.ts';
import { PACKML_MODES, PACKML_STATES } from './packml.ts';
import type { KindFile, LimitDefinition } from './plant-schema.ts';

const FOLDER = fileURLToPath(new URL('../../../plants/liaocheng/', import.meta.url));
let model: PlantModel;
let index: ModelIndex;

beforeAll(async () => {
  model = await readPlantFolder(FOLDER);
  index = new ModelIndex(model);
});

const watched = () =>
  model.signals.flatMap((signal) =>
    signal.limits.map((limit) => ({ signal, limit, name: `${signal.address} ${limit.type}` })),
  );

const enumerations = () => [
  ...model.signals.filter(({ values, role }) => values && role !== 'state' && role !== 'mode'),
  ...model.equipment.flatMap(({ settings }) => settings.filter(({ values }) => values)),
];

describe('the reference plant', () => {
  test('has both lines with about 60 machines and at least 600 signals', () => {
    expect(model.lines.map((line) => line.id)).toEqual(['bearing-1', 'weld-1']);
    expect(model.equipment.length).toBeGreaterThanOrEqual(55);
    expect(model.equipment.length).toBeLessThanOrEqual(70);
    expect(model.signals.length).toBeGreaterThanOrEqual(600);
  });

  test('has stations B01 to B20 and L01 to L13', () => {
    const stations = model.lines.flatMap((line) => line.stations.map((station) => station.id));
    const numbered = (letter: string, count: number) =>
      Array.from({ length: count }, (_, i) => letter + String(i + 1).padStart(2, '0'));
    expect(stations).toEqual(expect.arrayContaining([...numbered('B', 20), ...numbered('L', 13)]));
  });

  test('names everything in Chinese and in English', () => {
    const texts = [
      model.enterprise,
      model.site.name,
      ...model.areas.map((area) => area.name),
      ...model.lines.flatMap((line) => [line.name, line.product, ...line.shifts.map((shift) => shift.name)]),
      ...model.lines.flatMap((line) =>
        line.stations.flatMap((s) => [s.name, s.carriesIn ?? s.name, s.carriesOut ?? s.name]),
      ),
      ...model.equipment.flatMap((e) => [
        e.name,
        ...e.bearings.map((b) => b.name),
        ...e.spareParts.map((p) => p.name),
      ]),
      ...model.signals.flatMap((s) => [s.name, ...s.limits.flatMap((limit) => limit.message ?? [])]),
      ...model.equipment.flatMap((e) => e.settings.map((setting) => setting.name)),
      ...enumerations().flatMap(({ valueNames }) => valueNames ?? []),
    ];
    for (const { zh, en } of texts) {
      expect(zh).toMatch(/\p{Script=Han}|^pH$/u);
      expect(en).toMatch(/[A-Za-z]/);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test('has words for every value of an enumeration; those of PackML the pages know', () => {
    expect(enumerations().length).toBeGreaterThan(100);
    expect(enumerations().filter(({ values, valueNames }) => valueNames?.length !== values!.length)).toEqual(
      [],
    );
  });

  test('gives every name once per machine and every machine name once per line', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const line of model.lines) {
        const names = index.equipmentOf(line.id).map((e) => e.name[language]);
        expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
      }
      for (const equipment of model.equipment) {
        const names = index.signalsOf(equipment).map((s) => s.name[language]);
        expect([equipment.id, names.filter((name, i) => names.indexOf(name) !== i)]).toEqual([
          equipment.id,
          [],
        ]);
      }
    }
  });

  test('points editors from every file to its schema', async () => {
    for (const entry of await readdir(FOLDER, { recursive: true })) {
      if (!entry.endsWith('.yaml')) continue;
      const text = await readFile(FOLDER + entry, 'utf8');
      const what = /^(site|trait|kind|line|meters|tariff|carbonFactors|production):/m.exec(text)?.[1];
      const up = entry.includes('/') ? '../../' : '../';
      expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${up}schema/${what}.schema.json`);
    }
  });
});

describe('every machine', () => {
  test('tells state, mode, power, energy and counts', () => {
    for (const equipment of model.equipment) {
      for (const role of ['state', 'mode', 'power', 'energy', 'goodCount', 'scrapCount'] as const)
        expect([equipment.id, index.signalWithRole(equipment, role)?.role]).toEqual([equipment.id, role]);
      expect(index.signalWithRole(equipment, 'state')?.values).toEqual([...PACKML_STATES]);
      expect(index.signalWithRole(equipment, 'mode')?.values).toEqual([...PACKML_MODES]);
    }
  });

  test('has a power range that holds its peak', () => {
    for (const equipment of model.equipment) {
      const { base, running, peak } = equipment.powerKw;
      expect(base).toBeLessThanOrEqual(running);
      expect(running).toBeLessThanOrEqual(peak);
      expect(index.signalWithRole(equipment, 'power')?.range[1]).toBeGreaterThanOrEqual(peak * 1.5);
    }
  });

  test('with a bearing has its waveform and its rated speed', () => {
    const withBearings = model.equipment.filter((e) => e.bearings.length > 0);
    expect(withBearings.length).toBeGreaterThanOrEqual(25);
    for (const equipment of withBearings) {
      const speed = index.signalWithRole(equipment, 'speed') as Signal;
      expect([equipment.id, speed.id]).toEqual([equipment.id, 'spindle_speed']);
      const rated = equipment.ratedSpeedRpm as number;
      const [low, high] = speed.normal ?? speed.range;
      expect([equipment.id, rated >= low && rated <= high]).toEqual([equipment.id, true]);
    }
  });

  test('without a watched shaft has no rated speed', () => {
    for (const e of model.equipment.filter(({ bearings }) => bearings.length === 0))
      expect([e.id, e.ratedSpeedRpm]).toEqual([e.id, undefined]);
  });

  test('publishes motion every 200 ms, waveforms and events without a period, the rest every second or slower', () => {
    for (const { address, class: acquisition, periodMs } of model.signals) {
      if (acquisition === 'V' || acquisition === 'E')
        expect([address, periodMs]).toEqual([address, undefined]);
      else if (periodMs !== undefined) expect([200, 1000, 10_000, 60_000]).toContain(periodMs);
      // Peaks of class C come once per stroke.
      else expect([address, acquisition]).toEqual([address, 'C']);
    }
  });

  test('keeps counters and enumerations whole numbers', () => {
    for (const signal of model.signals) {
      if (signal.values || signal.role === 'goodCount')
        expect([signal.address, signal.decimals]).toEqual([signal.address, 0]);
      if (signal.values) expect(signal.range).toEqual([0, signal.values.length - 1]);
    }
  });
});

describe('the raceway grinder B11-OR1', () => {
  test('carries the bearing of the CWRU recordings, so that they can be replayed on it', () => {
    const grinder = index.equipment('liaocheng/bearing/bearing-1/B11-OR1') as Equipment;
    expect(grinder.bearings).toHaveLength(1);
    const [bearing] = grinder.bearings;
    expect(bearing).toMatchObject({
      designation: '6205-2RS JEM SKF',
      elements: 9,
      elementDiameterMm: 7.94,
      pitchDiameterMm: 39.04,
      contactAngleDeg: 0,
      fixedRing: 'outer',
      verified: true,
      burstSignal: 'vibration',
    });
    // Published orders of that bearing: 3.5848 outer race, 5.4152 inner race.
    const ratio = bearing.elementDiameterMm / bearing.pitchDiameterMm;
    expect((bearing.elements / 2) * (1 - ratio)).toBeCloseTo(3.5848, 3);
    expect((bearing.elements / 2) * (1 + ratio)).toBeCloseTo(5.4152, 3);
  });

  test('is the only kind whose geometry counts as verified', () => {
    const verified = model.equipment.filter((e) => e.bearings.some((bearing) => bearing.verified));
    expect(new Set(verified.map((e) => e.kind))).toEqual(new Set(['raceway-grinder']));
  });
});

describe('the meter tree', () => {
  test('leads from the site over transformers and lines to every machine', () => {
    const tree = new MeterTree(model.energy.meters);
    expect(tree.root).toMatchObject({ id: 'site', level: 'site' });
    expect(tree.children('site').map(({ id }) => id)).toEqual(['T1', 'T2']);
    for (const { address } of model.equipment) {
      const above = [];
      for (let meter = tree.ofMachine(address); meter?.parent; meter = tree.meter(meter.parent))
        above.push(meter.level);
      expect([address, above]).toEqual([address, ['machine', 'line', 'transformer']]);
    }
  });

  test('names its meters and loads in both languages', () => {
    for (const { name } of model.energy.meters) {
      expect(name.zh).toMatch(/\p{Script=Han}/u);
      expect(name.en).toMatch(/[A-Za-z]/);
    }
  });
});

describe('the flow', () => {
  /** Rings a machine of the bearing line makes per set: both, or those of its lane. */
  const perSet = (equipment: Equipment) => (equipment.lane ? 1 : 2);

  test('has enough machines in parallel for the takt of bearing-1, and none too many', () => {
    const line = index.line('bearing-1');
    for (const station of line?.stations.filter((s) => s.inFlow && s.id !== 'B05') ?? []) {
      const machines = station.equipment.map((address) => index.equipment(address) as Equipment);
      for (const lane of new Set(machines.map((machine) => machine.lane))) {
        const inLane = machines.filter((machine) => machine.lane === lane);
        const cycleS = Math.max(...inLane.map((machine) => machine.cycleS as number));
        const pieces = station.id >= 'B16' ? 1 : perSet(inLane[0]);
        expect([station.id, lane, inLane.length]).toEqual([
          station.id,
          lane,
          Math.ceil((cycleS * pieces) / 8),
        ]);
      }
    }
  });

  test('keeps the takt of weld-1', () => {
    const line = index.line('weld-1');
    const perPart = line?.stations
      .filter((station) => station.inFlow)
      .map((station) => (index.equipment(station.equipment[0])?.cycleS as number) / station.equipment.length);
    expect(Math.max(...(perPart ?? []))).toBe(line?.taktS);
  });

  test('plans what the takt gives at an OEE of 0.8, and its shifts fill the day', () => {
    for (const line of model.lines) {
      expect(line.shifts.reduce((hours, shift) => hours + shift.hours, 0)).toBe(24);
      for (const shift of line.shifts) {
        const possible = ((shift.hours * 3600) / line.taktS) * 0.8;
        expect(Math.abs(shift.plannedQuantity / possible - 1)).toBeLessThan(0.01);
      }
    }
  });

  test('leads from every station in the flow to the last one', () => {
    for (const line of model.lines) {
      const inFlow = line.stations.filter((station) => station.inFlow);
      for (const [i, station] of inFlow.entries())
        expect(station.feeds).toEqual(i + 1 < inFlow.length ? [inFlow[i + 1].id] : []);
    }
  });

  test('takes cycle times that the kind can reach, and uses every kind', async () => {
    const kinds = new Map<string, KindFile>();
    for (const file of await readdir(`${FOLDER}kinds`)) {
      const kind = parse(await readFile(`${FOLDER}kinds/${file}`, 'utf8')) as KindFile;
      expect(file).toBe(`${kind.kind}.yaml`);
      kinds.set(kind.kind, kind);
    }
    for (const { id, kind, kindName, cycleS } of model.equipment) {
      expect([id, kindName]).toEqual([id, kinds.get(kind)?.name]);
      const [shortest, longest] = kinds.get(kind)?.cycleS ?? [];
      if (shortest === undefined || longest === undefined) expect([id, cycleS]).toEqual([id, undefined]);
      else expect([id, cycleS !== undefined && cycleS >= shortest && cycleS <= longest]).toEqual([id, true]);
    }
    expect(new Set(model.equipment.map((equipment) => equipment.kind))).toEqual(new Set(kinds.keys()));
  });
});

describe('the layout', () => {
  interface Box {
    id: string;
    left: number;
    right: number;
    near: number;
    far: number;
  }
  const boxOf = ({ id, at, sizeM }: Equipment): Box => {
    const turned = Math.abs(at.rotationDeg) % 180 === 90;
    const x = (turned ? sizeM.width : sizeM.length) / 2;
    const z = (turned ? sizeM.length : sizeM.width) / 2;
    return { id, left: at.x - x, right: at.x + x, near: at.z - z, far: at.z + z };
  };
  const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.near < b.far && b.near < a.far;

  test('stands inside the hall, a metre from its walls, on right angles', () => {
    for (const equipment of model.equipment) {
      const box = boxOf(equipment);
      expect(equipment.at.rotationDeg % 90).toBeCloseTo(0);
      expect([
        box.id,
        box.left >= -model.hall.lengthM / 2 + 1 && box.right <= model.hall.lengthM / 2 - 1,
      ]).toEqual([box.id, true]);
      expect([
        box.id,
        box.near >= -model.hall.widthM / 2 + 1 && box.far <= model.hall.widthM / 2 - 1,
      ]).toEqual([box.id, true]);
      expect(equipment.sizeM.height).toBeLessThan(model.hall.heightM);
    }
  });

  test('has no two machines on the same spot', () => {
    const boxes = model.equipment.map(boxOf);
    const overlaps = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter((b) => meet(a, b))
        .map((b) => `${a.id} ${b.id}`),
    );
    expect(overlaps).toEqual([]);
  });

  test('lets a person reach every machine from an aisle two metres wide along one of its sides', () => {
    const boxes = model.equipment.map(boxOf);
    for (const box of boxes) {
      const sides = [
        { ...box, near: box.far, far: box.far + 2 },
        { ...box, near: box.near - 2, far: box.near },
        { ...box, left: box.right, right: box.right + 2 },
        { ...box, left: box.left - 2, right: box.left },
      ];
      const free = sides.filter((side) => boxes.every((other) => other === box || !meet(side, other)));
      expect([box.id, free.length > 0]).toEqual([box.id, true]);
    }
  });

  test('keeps a main aisle between the two shops', () => {
    const boxes = model.equipment.map((equipment) => ({ line: equipment.line, box: boxOf(equipment) }));
    const bearingEnd = Math.max(
      ...boxes.filter(({ line }) => line === 'bearing-1').map(({ box }) => box.far),
    );
    const weldStart = Math.min(...boxes.filter(({ line }) => line === 'weld-1').map(({ box }) => box.near));
    expect(weldStart - bearingEnd).toBeGreaterThan(4);
  });

  test('keeps the parts of a robot cell within six metres of the robot, its supplies within ten', () => {
    for (const lane of ['A', 'B']) {
      const cell = index.equipmentOf('weld-1').filter((equipment) => equipment.lane === lane);
      const robot = cell.find((equipment) => equipment.kind === 'laser-robot') as Equipment;
      expect(cell.length).toBeGreaterThanOrEqual(9);
      for (const member of cell) {
        const distance = Math.hypot(member.at.x - robot.at.x, member.at.z - robot.at.z);
        const close = ['weld-head', 'seam-tracker', 'weld-monitor', 'positioner'].includes(member.kind);
        expect([member.id, distance < (close ? 6 : 10)]).toEqual([member.id, true]);
      }
    }
  });
});

describe('alarms', () => {
  const isHigh = (limit: LimitDefinition) => limit.type === 'high' || limit.type === 'highHigh';
  /** Distance from the set point to the nearest healthy value. */
  const gapOf = (signal: Signal, limit: LimitDefinition) => {
    const [low, high] = signal.normal as [number, number];
    return isHigh(limit) ? limit.at - high : low - limit.at;
  };

  test('stay silent on a healthy machine: normal values lie inside every set point', () => {
    for (const { signal, limit, name } of watched()) {
      expect([name, signal.normal !== undefined]).toEqual([name, true]);
      expect([name, gapOf(signal, limit) > 0]).toEqual([name, true]);
    }
  });

  test('return to normal anywhere in the normal span: no deadband reaches into it', () => {
    for (const { signal, limit, name } of watched())
      expect([name, limit.deadband > 0 && limit.deadband <= gapOf(signal, limit) + 1e-9]).toEqual([
        name,
        true,
      ]);
  });

  test('have a deadband of 1 to 5 % of the range, or less only where the set point is closer than that', () => {
    for (const { signal, limit, name } of watched()) {
      const range = signal.range[1] - signal.range[0];
      const tight = limit.deadband >= 0.2 * gapOf(signal, limit) && gapOf(signal, limit) < 0.025 * range;
      const share = limit.deadband / range;
      expect([name, share, share <= 0.05 && (share >= 0.01 - 1e-9 || tight)]).toEqual([name, share, true]);
    }
  });

  test('wait 5 to 30 s before they rise', () => {
    for (const { limit, name } of watched()) {
      expect([name, limit.onDelayS >= 5 && limit.onDelayS <= 30]).toEqual([name, true]);
      expect([name, limit.offDelayS >= 5 && limit.offDelayS <= 30]).toEqual([name, true]);
    }
  });

  test('do not rise on the low side while the machine stands, save where that is meant', () => {
    const always = watched()
      .filter(({ limit }) => !isHigh(limit) && limit.whileStates === undefined)
      .map(({ signal }) => signal.id);
    expect([...new Set(always)].sort()).toEqual([
      'bottle_pressure',
      'dew_margin',
      'grid_frequency',
      'power_factor',
      'voltage',
    ]);
  });

  test('are about 5 % of priority 1, 15 % of priority 2 and 80 % below', () => {
    const all = watched();
    const share = (...priorities: number[]) =>
      all.filter(({ limit }) => priorities.includes(limit.priority)).length / all.length;
    expect(share(1)).toBeGreaterThan(0.03);
    expect(share(1)).toBeLessThan(0.07);
    expect(share(2)).toBeGreaterThan(0.1);
    expect(share(2)).toBeLessThan(0.2);
    expect(share(3, 4)).toBeGreaterThan(0.75);
  });

  test('of the two upper priorities say what to do', () => {
    for (const { limit, name } of watched().filter(({ limit }) => limit.priority <= 2))
      expect([name, limit.message !== undefined]).toEqual([name, true]);
  });

  test('are ordered: the outer limit lies beyond the inner one', () => {
    for (const signal of model.signals) {
      const at = Object.fromEntries(signal.limits.map((limit) => [limit.type, limit.at]));
      expect(new Set(signal.limits.map((limit) => limit.type)).size).toBe(signal.limits.length);
      if (at['highHigh'] !== undefined && at['high'] !== undefined)
        expect(at['highHigh']).toBeGreaterThan(at['high']);
      if (at['lowLow'] !== undefined && at['low'] !== undefined) expect(at['lowLow']).toBeLessThan(at['low']);
    }
  });
});
