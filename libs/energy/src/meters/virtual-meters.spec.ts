import { describe, expect, test } from '@jest/globals';
import { MeterTree, type Meter, type MeterLevel, type MeterSource } from '@linetwin/model';
import { imbalances } from './imbalance.ts';
import { leavesOf } from './leaves.ts';
import { resolveMeters, type MeteredEnergy } from './virtual-meters.ts';

const READINGS: MeterSource = { kind: 'readings', factor: 1 };
const meter = (id: string, level: MeterLevel, parent: string | undefined, source: MeterSource): Meter => ({
  id,
  name: { zh: id, en: id },
  level,
  parent,
  source,
});
const TREE = new MeterTree([
  meter('site', 'site', undefined, { kind: 'children' }),
  meter('T1', 'transformer', 'site', READINGS),
  meter('T2', 'transformer', 'site', { kind: 'formula', plus: ['B', 'C'], minus: ['x'] }),
  meter('A', 'line', 'T1', { kind: 'children' }),
  meter('B', 'line', 'T2', READINGS),
  meter('C', 'line', 'T2', READINGS),
  meter('x', 'machine', 'A', READINGS),
  meter('y', 'machine', 'A', READINGS),
]);
const energies = (entries: Record<string, number | MeteredEnergy>) =>
  new Map(
    Object.entries(entries).map(([id, one]) => [
      id,
      typeof one === 'number' ? { kwh: one, missing: 0 } : one,
    ]),
  );

describe('virtual meters', () => {
  test('add up what hangs below, and what a formula adds and takes off', () => {
    const all = resolveMeters(TREE, energies({ T1: 101, B: 40, C: 20, x: 30, y: 70 }));
    expect(all.get('A')).toEqual({ kwh: 100, missing: 0 });
    expect(all.get('T2')).toEqual({ kwh: 30, missing: 0 });
    expect(all.get('site')).toEqual({ kwh: 131, missing: 0 });
  });

  test('lack what their parts lack, by what those would have used', () => {
    // Half of x was not heard: 60 kWh of 120.
    const all = resolveMeters(TREE, energies({ x: { kwh: 60, missing: 0.5 }, y: 120 }));
    expect(all.get('A')).toEqual({ kwh: 180, missing: 0.25 });
    // Of two that use the same, one is hardly heard: nearly half is missing, however little it told.
    const silent = resolveMeters(TREE, energies({ x: { kwh: 10, missing: 0.9 }, y: 100 }));
    expect(silent.get('A')!.missing).toBeCloseTo(0.45, 12);
    expect(all.has('T2')).toBe(true);
    expect(all.has('B')).toBe(false);
  });
});

describe('the imbalance of a meter', () => {
  const at = (t1: number | MeteredEnergy) =>
    imbalances(
      TREE,
      resolveMeters(TREE, energies({ T1: t1, B: 40, C: 20, x: 30, y: 70 })),
      new Set(['T1', 'B', 'C', 'x', 'y']),
    )[0];

  test('is none for a meter whose readings were not imported', () => {
    const all = resolveMeters(TREE, energies({ x: 30, y: 70 }));
    expect(imbalances(TREE, all, new Set(['x', 'y'])).map(({ meter: id }) => id)).toEqual(['T2']);
  });

  test('is its difference to the sum below, as a share of it', () => {
    expect(at(101)).toMatchObject({ meter: 'T1', childrenKwh: 100, state: 'balanced' });
    expect(at(101).share).toBeCloseTo(1 / 101, 9);
  });

  test('beyond 2 % either way is told', () => {
    expect(at(103).state).toBe('unbalanced');
    expect(at(97).state).toBe('unbalanced');
    expect(at(102).state).toBe('balanced');
  });

  test('says nothing while much is missing', () => {
    expect(at({ kwh: 50, missing: 0.5 }).state).toBe('unknown');
    expect(at(0).state).toBe('unknown');
  });
});

test('a virtual meter is taken apart into what is measured, added or taken off', () => {
  const leaves = (id: string) => leavesOf(TREE, TREE.meter(id)!);
  expect(leaves('A')).toEqual({ plus: ['x', 'y'], minus: [] });
  expect(leaves('T1')).toEqual({ plus: ['x', 'y'], minus: [] });
  expect(leaves('T2')).toEqual({ plus: ['B', 'C'], minus: ['x'] });
});
