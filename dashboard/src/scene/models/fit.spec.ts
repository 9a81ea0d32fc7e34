import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Box3, Vector3 } from 'three';
import { fitted } from './fit.ts';

const side = fc.double({ min: 0.05, max: 500, noNaN: true });
const place = fc.double({ min: -100, max: 100, noNaN: true });

describe('a model that is brought to size', () => {
  test('stands on the floor in the middle, within its size, and fills one axis of it', () => {
    fc.assert(
      fc.property(
        side,
        side,
        side,
        place,
        place,
        place,
        side,
        side,
        side,
        (l, h, w, x, y, z, length, height, width) => {
          const from = new Vector3(x, y, z);
          const box = new Box3(from, from.clone().add(new Vector3(l, h, w)));
          const to = box.clone().applyMatrix4(fitted(box, { length, height, width }));
          const size = to.getSize(new Vector3());
          const shares = [size.x / length, size.y / height, size.z / width];
          expect(Math.max(...shares)).toBeCloseTo(1, 4);
          expect(to.min.y).toBeCloseTo(0, 4);
          expect(to.getCenter(new Vector3()).x).toBeCloseTo(0, 4);
          expect(to.getCenter(new Vector3()).z).toBeCloseTo(0, 4);
          const scales = [size.x / l, size.y / h, size.z / w];
          expect(Math.max(...scales) / Math.min(...scales)).toBeLessThan(1.1501);
        },
      ),
    );
  });
});
