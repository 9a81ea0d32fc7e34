import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EquipmentAddress, Place } from '@linetwin/model';
import { findProblems } from './layout-problems.ts';
import { boundsOf, rounded, turned, type PlacedMachine } from './places.ts';
import { GRID_M, snapped } from './snap.ts';

const HALL = { lengthM: 40, widthM: 20, heightM: 8 };

function machine(id: string, at: Partial<Place>, length = 4, width = 2): PlacedMachine {
  return {
    id,
    address: id as EquipmentAddress,
    sizeM: { length, width, height: 2 },
    at: { x: 0, z: 0, rotationDeg: 0, ...at },
  };
}

describe('what a machine covers of the floor', () => {
  test('is as long across the hall as the machine is when it is turned by 90 degrees', () => {
    const { minX, maxX, minZ, maxZ } = boundsOf(machine('a', { x: 1, rotationDeg: 90 }));
    expect([minX, maxX, minZ, maxZ].map((v) => Math.round(v * 1000) / 1000 || 0)).toEqual([0, 2, -2, 2]);
  });

  test('is told with angles above -180 to 180 degrees', () => {
    expect([270, -180, 540, -90, 360].map(turned)).toEqual([-90, 180, 180, -90, 0]);
    expect(rounded({ x: 1.2349, z: -0.001, rotationDeg: 359.96 })).toEqual({ x: 1.23, z: 0, rotationDeg: 0 });
  });
});

describe('a machine that is let go', () => {
  test('is set to the grid where nothing is near', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (x, z) => {
          const at = snapped(machine('a', {}), { x, z, rotationDeg: 15 }, []);
          expect(Math.abs(at.x - x)).toBeLessThanOrEqual(GRID_M / 2 + 0.01);
          expect([(at.x / GRID_M) % 1, (at.z / GRID_M) % 1].map(Math.abs)).toEqual([0, 0]);
          expect(at.rotationDeg).toBe(15);
        },
      ),
    );
  });

  test('is set with its edge to that of a neighbour', () => {
    const other = machine('b', { x: 10.13, z: 0.2 });
    // Its right edge is at 8.05, the left edge of the neighbour at 8.13; its sides lie 0.1 m apart.
    const at = snapped(machine('a', {}), { x: 6.05, z: 0.1, rotationDeg: 0 }, [other]);
    expect(at).toEqual({ x: 6.13, z: 0.2, rotationDeg: 0 });
  });

  test('is not drawn by itself', () => {
    const own = machine('a', { x: 0.2, z: 0.2 });
    expect(snapped(own, { x: 0.3, z: 0.3, rotationDeg: 0 }, [own])).toEqual({
      x: 0.5,
      z: 0.5,
      rotationDeg: 0,
    });
  });
});

describe('what is wrong with a layout', () => {
  const aisles = [{ z: 6, widthM: 3 }];

  test('is nothing where machines touch', () => {
    expect(findProblems([machine('a', {}), machine('b', { x: 4 })], HALL, aisles)).toEqual([]);
  });

  test('is two machines in each other, whichever way they are turned', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 359 }), (rotationDeg) => {
        const found = findProblems([machine('a', {}), machine('b', { x: 1.9, rotationDeg })], HALL, []);
        expect(found).toEqual([{ kind: 'overlap', machine: 'a', other: 'b' }]);
      }),
    );
  });

  test('is not two turned machines whose outer boxes only seem to meet', () => {
    const found = findProblems(
      [machine('a', { rotationDeg: 45 }, 8, 1), machine('b', { x: 3, z: 3, rotationDeg: 45 }, 8, 1)],
      HALL,
      [],
    );
    expect(found).toEqual([]);
  });

  test('is a machine that reaches out of the hall, or into an aisle', () => {
    const found = findProblems([machine('a', { x: 18.5 }), machine('b', { z: 4 })], HALL, aisles);
    expect(found).toEqual([
      { kind: 'outside', machine: 'a' },
      { kind: 'aisle', machine: 'b' },
    ]);
  });
});
