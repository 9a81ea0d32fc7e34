import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bearingOrders, bearingOrdersFromBpfo } from './bearing.ts';

const geometries = fc.record({
  elements: fc.integer({ min: 3, max: 40 }),
  elementDiameterMm: fc.double({ min: 1, max: 20, noNaN: true }),
  pitchDiameterMm: fc.double({ min: 25, max: 200, noNaN: true }),
  contactAngleDeg: fc.double({ min: 0, max: 45, noNaN: true }),
});

describe('bearing orders', () => {
  // Published by the CWRU Bearing Data Center; its "element" factor is twice the spin.
  test.each([
    ['6205 drive end', 9, 7.94, 39.04, { bpfo: 3.5848, bpfi: 5.4152, bsf: 4.7135 / 2, ftf: 0.39828 }],
    ['6203 fan end', 8, 6.746, 28.5, { bpfo: 3.053, bpfi: 4.9469, bsf: 3.9874 / 2, ftf: 0.3817 }],
  ])('agree with the published ones of the CWRU %s bearing', (_, elements, d, pitch, published) => {
    const orders = bearingOrders({
      elements,
      elementDiameterMm: d,
      pitchDiameterMm: pitch,
      contactAngleDeg: 0,
    });
    for (const key of ['bpfo', 'bpfi', 'bsf', 'ftf'] as const)
      expect(orders[key]).toBeCloseTo(published[key], 3);
  });

  test('hold BPFO + BPFI = Z and BPFO = Z FTF for any geometry', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        const { bpfo, bpfi, ftf } = bearingOrders(geometry);
        expect(bpfo + bpfi).toBeCloseTo(geometry.elements, 9);
        expect(bpfo).toBeCloseTo(geometry.elements * ftf, 9);
        expect(bpfi).toBeGreaterThan(bpfo);
        expect(ftf).toBeLessThan(0.5);
      }),
    );
  });

  test('come back from BPFO alone when the contact angle is 0', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        const orders = bearingOrders({ ...geometry, contactAngleDeg: 0 });
        const again = bearingOrdersFromBpfo(geometry.elements, orders.bpfo);
        for (const key of ['bpfi', 'bsf', 'ftf'] as const) expect(again[key]).toBeCloseTo(orders[key], 6);
      }),
    );
  });

  test('an impossible bearing is refused', () => {
    const geometry = { elements: 9, elementDiameterMm: 50, pitchDiameterMm: 40, contactAngleDeg: 0 };
    expect(() => bearingOrders(geometry)).toThrow(/50 mm on a pitch circle of 40 mm/);
    expect(() => bearingOrders({ ...geometry, elements: 2, elementDiameterMm: 5 })).toThrow(RangeError);
    expect(() => bearingOrdersFromBpfo(9, 4.6)).toThrow(/outer-race order of 4.6/);
  });
});
