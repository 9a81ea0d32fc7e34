import { describe, expect, test } from '@jest/globals';
import { clusterBays, findAisles } from './bays.ts';

const box = (minX: number, maxX: number, minZ: number, maxZ: number) => ({ minX, maxX, minZ, maxZ });

describe('bays', () => {
  test('machines that stand close together are one bay', () => {
    expect(clusterBays([box(0, 2, 0, 2), box(3, 5, 0, 2), box(20, 22, 0, 2)], 1.5)).toEqual([
      box(0, 5, 0, 2),
      box(20, 22, 0, 2),
    ]);
  });
});

describe('aisles', () => {
  test('run where no machine stands, in the middle of the free strip, not wider than wanted', () => {
    const aisles = findAisles([box(0, 5, -9, -5), box(0, 5, 3, 8)], 20, 3, 4);
    expect(aisles).toEqual([{ z: -1, widthM: 4 }]);
  });

  test('there is none where rows stand close', () => {
    expect(findAisles([box(0, 5, -9, 0), box(0, 5, 2, 9)], 20, 3, 4)).toEqual([]);
  });
});
