import { describe, expect, test } from '@jest/globals';
import { DemandForecaster } from './demand-forecast.ts';
import { LineForecast } from './line-forecast.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;
const observe = (
  forecaster: DemandForecaster,
  from: number,
  minutes: number,
  kw: (minute: number) => number,
) => {
  for (let m = from; m < from + minutes; m++) forecaster.observe(T0 + m * MINUTE, kw(m));
};

describe('the forecast of demand', () => {
  test('is nothing before anything was measured', () => {
    expect(new DemandForecaster().forecast()).toBeUndefined();
  });

  test('fills the running quarter with what was measured and the level of the last hours', () => {
    const forecaster = new DemandForecaster(Array(225).fill(1000));
    observe(forecaster, 0, 5, () => 700);
    const { from, runningKw, nextKw } = forecaster.forecast()!;
    const level = (225 * 1000 + 5 * 700) / 230;
    expect(from).toBe(T0);
    expect(runningKw).toBeCloseTo((5 * 700 + 10 * level) / 15, 9);
    expect(nextKw).toBeCloseTo(level, 9);
  });

  test('judges itself at the end of each quarter, and is surer the later in it', () => {
    const forecaster = new DemandForecaster();
    const kw = (minute: number) => 1000 + 200 * Math.sin(Math.floor(minute / 15) * 2.4);
    observe(forecaster, 0, 15 * 60, kw);
    const { errorP90 } = forecaster.forecast()!;
    expect(errorP90[0]!).toBeGreaterThan(errorP90[5]!);
    expect(errorP90[5]!).toBeGreaterThan(errorP90[10]!);
    expect(errorP90[0]!).toBeLessThan(0.35);
  });

  test('says no error before enough quarters were judged, and judges none with missing minutes', () => {
    const forecaster = new DemandForecaster();
    observe(forecaster, 0, 90, () => 500);
    expect(forecaster.forecast()!.errorP90[0]).toBeNull();
    for (let quarter = 6; quarter < 40; quarter++) observe(forecaster, quarter * 15, 14, () => 900);
    expect(forecaster.forecast()!.errorP90[0]).toBeNull();
  });

  test('takes the way of the lines once it was the better one, and the plain one where it is not', () => {
    const judged = (isKnown: boolean) => {
      const line = new LineForecast([]);
      const forecaster = new DemandForecaster([], [line]);
      // Orders of two hours with an hour between them.
      const isOpen = (m: number) => m % 180 < 120;
      for (let m = 0; m < 24 * 60; m++) {
        const kw = isOpen(m) ? 1000 : 200;
        // Who says that there is always an order knows nothing.
        const order = isKnown
          ? {
              isOpen: isOpen(m),
              nextStartMs: T0 + (Math.floor(m / 180) + 1) * 180 * MINUTE,
              leftParts: 120 - (m % 180) - 1,
            }
          : { isOpen: true };
        const time = T0 + m * MINUTE;
        const good = Math.floor(m / 180) * 120 + Math.min(120, (m % 180) + 1);
        forecaster.observe(time, kw, () => line.observe({ time, kw, machines: [], good, order }));
      }
      return forecaster.forecast()!.errorP90[0]!;
    };
    expect(judged(true)).toBeLessThan(0.05);
    expect(judged(false)).toBeGreaterThan(0.2);
  });
});
