import { describe, expect, test } from '@jest/globals';
import { FreeFloor } from './free-floor.ts';

describe('free floor', () => {
  test('gives the place nearest to the wish, and never twice', () => {
    const floor = new FreeFloor(20, 10);
    const first = floor.claim(2, 2, { x: 3, z: 1 }, 10)!;
    expect(Math.hypot(first.x - 3, first.z - 1)).toBeLessThan(0.5);
    const second = floor.claim(2, 2, { x: 3, z: 1 }, 10)!;
    expect(Math.max(Math.abs(second.x - first.x), Math.abs(second.z - first.z))).toBeGreaterThanOrEqual(2);
  });

  test('keeps off what is taken, inside the hall and within reach', () => {
    const floor = new FreeFloor(20, 10);
    floor.take({ minX: -10, maxX: 5, minZ: -5, maxZ: 5 });
    const place = floor.claim(2, 2, { x: 0, z: 0 }, 20)!;
    expect(place.x - 1).toBeGreaterThanOrEqual(5);
    expect(place.x + 1).toBeLessThanOrEqual(10);
    expect(floor.claim(2, 2, { x: -8, z: 0 }, 3)).toBeUndefined();
    expect(floor.claim(30, 2, { x: 0, z: 0 }, 100)).toBeUndefined();
  });
});
