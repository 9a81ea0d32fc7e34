import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Vector3 } from 'three';
import { ConveyorPath } from './conveyor-path.ts';
import { ConveyorRouter, type FloorPoint, type Footprint } from './route.ts';

const router = (footprints: Footprint[]) =>
  new ConveyorRouter({ minX: -20, maxX: 20, minZ: -10, maxZ: 10 }, footprints, 0.3);
const east = { dx: 1, dz: 0 };

function crosses(points: readonly FloorPoint[], box: Footprint): boolean {
  for (let i = 0; i + 1 < points.length; i++) {
    for (let s = 0; s <= 40; s++) {
      const x = points[i].x + ((points[i + 1].x - points[i].x) * s) / 40;
      const z = points[i].z + ((points[i + 1].z - points[i].z) * s) / 40;
      if (x > box.minX && x < box.maxX && z > box.minZ && z < box.maxZ) return true;
    }
  }
  return false;
}

describe('conveyor routes', () => {
  test('run straight where nothing is in the way', () => {
    const way = router([]).route({ x: -10, z: 0.1, ...east }, { x: 10, z: 0.1, ...east }, 0);
    expect(way).toEqual([
      expect.objectContaining({ x: -10, z: 0.1 }),
      expect.objectContaining({ x: 10, z: 0.1 }),
    ]);
  });

  test('go round a machine, along the axes', () => {
    const box = { minX: -2, maxX: 2, minZ: -3, maxZ: 3 };
    const way = router([box]).route({ x: -10, z: 0, ...east }, { x: 10, z: 0, ...east }, 0);
    expect(way.length).toBeGreaterThan(2);
    expect(crosses(way, box)).toBe(false);
    for (let i = 0; i + 1 < way.length; i++) {
      expect(Math.min(Math.abs(way[i].x - way[i + 1].x), Math.abs(way[i].z - way[i + 1].z))).toBeLessThan(
        0.51,
      );
    }
  });

  test('leave and arrive in the direction of their ports', () => {
    const way = router([]).route({ x: -5, z: -5, dx: 0, dz: 1 }, { x: 8, z: 4, ...east }, 0);
    expect(way[1].x).toBeCloseTo(-5, 6);
    expect(way[1].z).toBeGreaterThan(-5);
    expect(way[way.length - 2].z).toBeCloseTo(4, 6);
    expect(way[way.length - 2].x).toBeLessThan(8);
  });

  test('a way that is walled in falls back to the straight line', () => {
    const wall = { minX: -1, maxX: 1, minZ: -20, maxZ: 20 };
    const way = router([wall]).route({ x: -10, z: 0, ...east }, { x: 10, z: 0, ...east }, 0);
    expect(way).toHaveLength(2);
  });
});

describe('the way of a part', () => {
  test('is sampled by distance and keeps to its ends', () => {
    const path = new ConveyorPath([new Vector3(0, 1, 0), new Vector3(3, 1, 0), new Vector3(3, 1, 4)]);
    const at = new Vector3();
    expect(path.lengthM).toBe(7);
    path.at(5, at);
    expect(at.toArray()).toEqual([3, 1, 2]);
    path.at(-1, at);
    expect(at.toArray()).toEqual([0, 1, 0]);
    path.at(99, at);
    expect(at.toArray()).toEqual([3, 1, 4]);
  });

  test('never jumps: places a step apart are a step apart', () => {
    const path = new ConveyorPath([
      new Vector3(0, 0, 0),
      new Vector3(2, 0, 0),
      new Vector3(2, 0, 2),
      new Vector3(5, 1, 2),
    ]);
    const a = new Vector3();
    const b = new Vector3();
    fc.assert(
      fc.property(fc.double({ min: 0, max: path.lengthM, noNaN: true }), (d) => {
        path.at(d, a);
        path.at(d + 0.1, b);
        expect(a.distanceTo(b)).toBeLessThanOrEqual(0.1001);
      }),
    );
  });

  test('has the same place and heading at a distance whatever was asked before', () => {
    const corners = [new Vector3(0, 0, 0), new Vector3(2, 0, 0), new Vector3(2, 0, 2), new Vector3(5, 1, 2)];
    const path = new ConveyorPath(corners);
    const [a, b] = [new Vector3(), new Vector3()];
    const distance = fc.oneof(
      fc.double({ min: -1, max: path.lengthM + 1, noNaN: true }),
      fc.constantFrom(0, 2, 4, path.lengthM),
    );
    fc.assert(
      fc.property(fc.array(distance, { minLength: 1, maxLength: 20 }), (asked) => {
        for (const d of asked) {
          const heading = path.at(d, a);
          expect(heading).toBe(new ConveyorPath(corners).at(d, b));
          expect(a.toArray()).toEqual(b.toArray());
        }
      }),
    );
  });
});
