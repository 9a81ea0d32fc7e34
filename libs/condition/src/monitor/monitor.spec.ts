import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MonitorRun } from './monitor-run.ts';
import { healthMonitorSchema } from './monitor.schema.ts';
import { DEFAULT_MONITOR_PARAMETERS } from './parameters.ts';
import { distanceFrom, fitPrincipalComponents, qContributions } from './principal-components.ts';
import { HealthyTimeError, trainMonitor } from './train-monitor.ts';

const SIGNALS = ['power', 'flow', 'temperature', 'vibration'];

/** A small machine: power and flow follow the load, the temperature wanders, vibration is noise. */
function machine(seed: number, rows: number): number[][] {
  let state = seed;
  const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  let temperature = 40;
  return Array.from({ length: rows }, (_, t) => {
    const load = Math.sin(t / 25) + 0.3 * normal();
    temperature += 0.05 * normal() - 0.02 * (temperature - 40);
    return [10 + load, 30 + 2 * load + 0.2 * normal(), temperature, 1 + 0.1 * normal()];
  });
}

const train = (rows: number[][]) => trainMonitor({ signals: SIGNALS, stretches: [rows] });
const judge = (monitor: ReturnType<typeof train>, rows: number[][]) => {
  const run = new MonitorRun(monitor);
  return rows.map((row) => ({ word: run.push(row), contributions: () => run.contributions() }));
};

describe('a monitor of a machine', () => {
  const healthy = machine(7, 3000);
  const monitor = train(healthy.slice(0, 1500));

  test('stays quiet in healthy time that it was not trained on', () => {
    const words = judge(monitor, healthy.slice(1500)).map(({ word }) => word);
    expect(words.filter((word) => word?.unusual)).toHaveLength(0);
    expect(words.slice(0, 8)).toEqual([...Array(7).fill(null), expect.anything()]);
  });

  test('sees a flow that no longer follows the power, and names it though its value is an everyday one', () => {
    const broken = healthy.slice(1500).map(([p, , t, v]) => [p, 30, t, v]);
    const run = new MonitorRun(monitor);
    const words = broken.map((row) => run.push(row));
    expect(words.filter((word) => word?.unusual).length).toBeGreaterThan(broken.length / 2);
    const at = words.findIndex((word) => word !== null && word.q > 2);
    const again = new MonitorRun(monitor);
    for (const row of broken.slice(0, at + 1)) again.push(row);
    expect(['flow', 'power']).toContain(again.contributions()[0].signal);
    expect(again.contributions().reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  test('names a signal that shifted, and the way it went', () => {
    const shifted = healthy.slice(1500, 1540).map(([p, f, t, v]) => [p, f, t, v + 1]);
    const run = new MonitorRun(monitor);
    for (const row of shifted) run.push(row);
    const [first] = run.contributions();
    expect(first.signal).toBe('vibration');
    expect(first.deviation).toBeGreaterThan(5);
  });

  test('begins anew after a gap: a value that is missing is not a machine that changed', () => {
    const rows = healthy.slice(1500, 1540);
    rows[20] = [rows[20][0], NaN, rows[20][2], rows[20][3]];
    const words = judge(monitor, rows).map(({ word }) => word);
    expect(words.slice(20, 30).every((word, i) => (i < 8 ? word === null : word !== null))).toBe(true);
  });

  test('is kept as JSON and judges the same afterwards', () => {
    const kept = healthMonitorSchema.parse(JSON.parse(JSON.stringify(monitor)));
    const words = (of: typeof monitor) => judge(of, healthy.slice(1500, 1600)).map(({ word }) => word);
    expect(words(kept)).toEqual(words(monitor));
  });

  test('leaves a signal that never changed out, and says so', () => {
    const rows = healthy.slice(0, 400).map((row) => [...row.slice(0, 3), 5]);
    const { signals, constant } = train(rows);
    expect(constant).toEqual(['vibration']);
    expect(signals).toEqual(['power', 'flow', 'temperature']);
  });

  test('is not made of too little, of gaps, or of a machine that stood still', () => {
    expect(() => train(healthy.slice(0, 100))).toThrow(/93 rows .* 200 are needed/);
    expect(() => train([...healthy.slice(0, 300), [1, NaN, 2, 3]])).toThrow(/a value of flow is NaN/);
    expect(() => train(healthy.slice(0, 300).map(() => [1, 2, 3, 4]))).toThrow(HealthyTimeError);
  });

  test('takes fewer lags of many signals, so that training stays affordable', () => {
    const few = trainMonitor(
      { signals: SIGNALS, stretches: [healthy.slice(0, 400)] },
      { ...DEFAULT_MONITOR_PARAMETERS, maximumDimension: 20 },
    );
    expect(few.parameters.lags).toBe(5);
    expect(few.centre).toHaveLength(20);
  });
});

describe('principal components', () => {
  test('share Q out over the values, and split the whole distance into Q and T²', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 5, maxLength: 5 }), { minLength: 12, maxLength: 30 }),
        (drawn) => {
          const rows = drawn.map((row) => Float64Array.from(row));
          const model = fitPrincipalComponents(rows, { explainedVariance: 0.8, varianceFloor: 0.05 });
          for (const row of rows) {
            const { q, tSquared } = distanceFrom(model, row);
            const shares = qContributions(model, row).reduce((a, b) => a + b, 0);
            expect(Math.abs(shares - q)).toBeLessThan(1e-6 * (1 + q));
            const all = distanceFrom({ ...model, pattern: 0 }, row).q;
            expect(Math.abs(all - q - tSquared)).toBeLessThan(1e-6 * (1 + all));
          }
        },
      ),
    );
  });

  test('find the axes of an ellipse and the variances along them', () => {
    const rows = Array.from({ length: 360 }, (_, i) => {
      const angle = (i * Math.PI) / 180;
      const [a, b] = [3 * Math.cos(angle), Math.sin(angle)];
      return Float64Array.of(0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b);
    });
    const { directions, variances } = fitPrincipalComponents(rows, {
      explainedVariance: 0.5,
      varianceFloor: 0.05,
    });
    expect(Math.abs(directions[0][0])).toBeCloseTo(0.6, 6);
    expect(variances[0]).toBeCloseTo(4.5 * (360 / 359), 6);
  });
});
