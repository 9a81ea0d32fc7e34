import { describe, expect, test } from '@jest/globals';
import { orderSpectrum } from './orders.ts';

describe('an order spectrum', () => {
  test('has the lines of the shaft at whole orders at any speed', () => {
    for (const speedRpm of [900, 1800]) {
      const rate = 8192;
      const hz = speedRpm / 60;
      const signal = Float64Array.from(
        { length: 4 * rate },
        (_, i) => 2 * Math.sin((2 * Math.PI * hz * i) / rate) + Math.sin((2 * Math.PI * 3.5 * hz * i) / rate),
      );
      const { resolution, values } = orderSpectrum(signal, rate, speedRpm);
      expect(values[Math.round(1 / resolution)]).toBeCloseTo(2, 1);
      expect(values[Math.round(3.5 / resolution)]).toBeCloseTo(1, 1);
      expect(values[Math.round(2 / resolution)]).toBeLessThan(0.01);
    }
  });

  test('needs a speed', () =>
    expect(() => orderSpectrum([1, 2, 3, 4], 10, NaN)).toThrow(/speed of the shaft/));
});
