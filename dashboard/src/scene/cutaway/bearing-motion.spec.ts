import { describe, expect, test } from '@jest/globals';
import { bearingOrders } from '@linetwin/signal';
import fc from 'fast-check';
import { bearingAngles } from './bearing-motion.ts';

const TURN = 2 * Math.PI;

describe('a bearing that turns', () => {
  test.each(['outer', 'inner'] as const)(
    'moves cage and elements at the frequencies the diagnosis looks for, with the %s ring standing',
    (fixedRing) => {
      fc.assert(
        fc.property(
          fc.double({ min: 0.08, max: 0.35, noNaN: true }),
          fc.double({ min: 0, max: 40, noNaN: true }),
          (ratio, contactAngleDeg) => {
            const { cage, element } = bearingAngles(
              { ratio, contactAngleRad: (contactAngleDeg / 360) * TURN, fixedRing },
              TURN,
            );
            const { ftf, bsf } = bearingOrders({
              elements: 9,
              elementDiameterMm: ratio * 50,
              pitchDiameterMm: 50,
              contactAngleDeg,
            });
            // Seen from the turning ring the cage lags as much as it goes ahead seen from the standing one.
            expect(cage / TURN).toBeCloseTo(fixedRing === 'outer' ? ftf : 1 - ftf, 9);
            expect(Math.abs(element) / TURN).toBeCloseTo(bsf, 9);
          },
        ),
      );
    },
  );

  test('keeps its standing ring where it is', () => {
    const geometry = { ratio: 0.2, contactAngleRad: 0 };
    expect(bearingAngles({ ...geometry, fixedRing: 'outer' }, 3)).toMatchObject({ outer: 0, inner: 3 });
    expect(bearingAngles({ ...geometry, fixedRing: 'inner' }, 3)).toMatchObject({ outer: 3, inner: 0 });
  });
});
