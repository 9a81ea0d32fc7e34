import { describe, expect, test } from '@jest/globals';
import type { EnergyAttribution, EnergySeries } from '@linetwin/contracts';
import { MeterTree, type Meter } from '@linetwin/model';
import {
  billMoney,
  byPeriod,
  daysOf,
  durationSteps,
  idleLosses,
  loadDuration,
  maximumDemand,
  monthBefore,
  othersOf,
  paybackMonths,
  sankeyLinks,
  unmeteredOf,
  weekHeat,
} from './energy-data.ts';

const QUARTER = 900_000;
/** A Monday, 00:00 at a plant eight hours ahead. */
const T0 = Date.UTC(2026, 0, 4, 16);
const offset = () => 8 * 3_600_000;
const series = (kwh: number[], rest: Partial<EnergySeries> = {}): EnergySeries => ({
  meter: 'm',
  from: kwh.map((_, i) => T0 + i * QUARTER),
  kwh,
  good: kwh.map(() => 10),
  known: kwh.map(() => 1),
  yuanPerKwh: kwh.map(() => 0.5),
  period: kwh.map((_, i) => (i % 2 ? 'peak' : 'flat')),
  ...rest,
});
const meter = (id: string, level: Meter['level'], parent?: string): Meter => ({
  id,
  name: { zh: id, en: id },
  level,
  parent,
  source: { kind: 'children' },
});

describe('the figures of the energy page', () => {
  test('loads by how long they last, from the quarters that are known', () => {
    expect(loadDuration(series([10, 30, 20], { known: [1, 1, 0.5] }))).toEqual([120, 40]);
    expect(loadDuration(series([10, 0], { known: [1, 0] }))).toEqual([40]);
  });

  test('the greatest load is the maximum demand: a quarter that is hardly known is neither', () => {
    const young = series([10, 8, 1], { known: [0.8, 1, 0.02] });
    expect(loadDuration(young)).toEqual([32]);
    expect(maximumDemand(young)).toBe(32);
  });

  test('one load lasts all of the time, and none draws nothing', () => {
    expect(durationSteps([32])).toEqual([
      [0, 32],
      [100, 32],
    ]);
    expect(durationSteps([40, 20])).toEqual([
      [0, 40],
      [50, 20],
      [100, 20],
    ]);
    expect(durationSteps([])).toEqual([]);
  });

  test('the week by hours of the plant, with nothing where nothing was measured', () => {
    const heat = weekHeat(series([10, 20, 30, 40, 5]), offset);
    expect(heat[0][0]).toBe(100);
    expect(heat[0][1]).toBe(20);
    expect(heat[0][2]).toBeNull();
    expect(heat[6][23]).toBeNull();
  });

  test('days of the plant with their greatest quarter', () => {
    const days = daysOf(series(Array.from({ length: 100 }, (_, i) => (i === 97 ? 50 : 10))), offset);
    expect(days).toEqual([
      { day: '2026-01-05', kwh: 960, yuan: 480, good: 960, peakKw: 40, known: 96 },
      { day: '2026-01-06', kwh: 80, yuan: 40, good: 40, peakKw: 200, known: 4 },
    ]);
  });

  test('the maximum demand of quarters that are known as a whole', () => {
    expect(maximumDemand(series([10, 30, 50], { known: [1, 0.95, 0.4] }))).toBe(120);
    expect(maximumDemand(series([10], { known: [0.2] }))).toBeNull();
  });

  test('energy and money by period of the tariff', () => {
    expect([...byPeriod(series([10, 20, 30]))]).toEqual([
      ['flat', { kwh: 40, yuan: 20 }],
      ['peak', { kwh: 20, yuan: 10 }],
    ]);
  });

  test('what machines cost while they make nothing, dearest first, carried on to a year', () => {
    const row = (name: string, idle: number): EnergyAttribution => ({
      key: { meter: name, product: '', lot: '', shift: '' },
      kwh: { productive: 60, idle, standby: 10, 'start-up': 5, unknown: 0 },
      seconds: { productive: 0, idle: 3600, standby: 0, 'start-up': 0, unknown: 0 },
      yuan: { productive: 30, idle: idle / 2, standby: 5, 'start-up': 2.5, unknown: 0 },
      floatingYuan: 0,
      fixedYuan: 0,
      kgCo2: 0,
      unpricedKwh: 0,
      estimatedKwh: 0,
      missingS: 0,
      good: 0,
      scrap: 0,
    });
    const [first, second] = idleLosses([row('a', 10), row('b', 25)], 36.5 * 86_400_000);
    expect([first.meter, second.meter]).toEqual(['b', 'a']);
    expect(first).toMatchObject({ kwh: 35, yuan: 17.5, share: 0.35, idleKw: 25 });
    expect(first.yuanPerYear).toBeCloseTo(175, 9);
    // Less than a day says nothing of a year.
    const [young] = idleLosses([row('a', 10)], 86_400_000 - 1);
    expect(young.yuanPerYear).toBeNull();
    expect(paybackMonths(6000, young.yuanPerYear, 0.5)).toBeNull();
  });

  test('a payback in months, and none where nothing is saved or spent', () => {
    expect(paybackMonths(6000, 12_000, 0.5)).toBe(12);
    expect(paybackMonths(6000, 0, 0.5)).toBeNull();
    expect(paybackMonths(0, 12_000, 0.5)).toBeNull();
  });
});

test('the lines of a bill add up to its sums, to the fen', () => {
  const part = { period: 'flat', kwh: 554.08, floatingYuan: 277.8157, fixedYuan: 73.8135 };
  const money = billMoney({
    periods: [part, { ...part, period: 'peak', floatingYuan: 10.004, fixedYuan: 0.004 }],
    basicYuan: 42_862.9664,
    powerFactorYuan: -324.105,
  });
  expect(money.periods).toEqual([
    { floatingYuan: 277.82, fixedYuan: 73.81, yuan: 351.63 },
    { floatingYuan: 10, fixedYuan: 0, yuan: 10 },
  ]);
  expect(money).toMatchObject({ floatingYuan: 287.82, fixedYuan: 73.81, energyYuan: 361.63 });
  expect(money).toMatchObject({ basicYuan: 42_862.97, powerFactorYuan: -324.1, totalYuan: 42_900.5 });
});

test('the Sankey shows the greatest machines, puts the small ones together and hides no difference', () => {
  const tree = new MeterTree([
    meter('site', 'site'),
    meter('T1', 'transformer', 'site'),
    meter('l', 'line', 'T1'),
    ...['a', 'b', 'c'].map((id) => meter(`l/${id}`, 'machine', 'l')),
    meter('l/a/heat', 'load', 'l/a'),
  ]);
  const kwh = { site: 110, T1: 110, l: 100, 'l/a': 60, 'l/b': 30, 'l/c': 10, 'l/a/heat': 50 };
  const meters = Object.entries(kwh).map(([id, one]) => ({
    meter: id,
    kwh: one,
    missing: 0,
    yuan: 0,
    kgCo2: 0,
  }));
  expect(sankeyLinks(tree, meters, 0.1)).toEqual([
    { source: 'site', target: 'T1', kwh: 110 },
    { source: 'T1', target: 'l', kwh: 100 },
    { source: 'T1', target: unmeteredOf('T1'), kwh: 10 },
    { source: 'l', target: 'l/a', kwh: 60 },
    { source: 'l', target: 'l/b', kwh: 30 },
    { source: 'l', target: othersOf('l'), kwh: 10 },
  ]);
});

test('the month before January is December of the year before', () => {
  expect(monthBefore('2026-01', 1)).toBe('2025-12');
  expect(monthBefore('2026-03', 0)).toBe('2026-03');
});
