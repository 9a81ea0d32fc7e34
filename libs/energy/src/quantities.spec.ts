import { expect, test } from '@jest/globals';
import { COAL_KGCE_PER_KWH, energyKwh, KWH_J } from './quantities.ts';

test('a machine of 10 kW uses 2.5 kWh in a quarter of an hour', () => {
  expect(energyKwh(10, 900_000)).toBe(2.5);
});

test('the coal equivalent of a kilowatt-hour is its energy over the 29.27 MJ of a kilogram of standard coal', () => {
  expect(KWH_J / 29.27e6).toBeCloseTo(COAL_KGCE_PER_KWH, 3);
});
