import { describe, expect, test } from '@jest/globals';
import { impactBurst } from '@linetwin/testing';
import { analyse, type AnalysisProblem, type AnalysisInput, type AnalysisKind } from './analysis.ts';

const T = 1_767_600_000_000;
/** Struck 3.6 times a turn at 30 turns a second. */
const BURST = impactBurst({ impactsPerTurn: 3.6, time: T });
const bursts: AnalysisInput = {
  type: 'bursts',
  bursts: [BURST, impactBurst({ impactsPerTurn: 3.6, peak: 0 })],
};
/** A value a second with a swing of 20 s. */
const time = Array.from({ length: 600 }, (_, i) => T + i * 1000);
const swing = time.map((_, i) => 5 + 2 * Math.sin((2 * Math.PI * i) / 20));
const values: AnalysisInput = {
  type: 'values',
  x: { time, value: swing },
  y: { time: time.map((t) => t + 300), value: swing.map((x) => 10 - x) },
};

function lineOf(kind: AnalysisKind, input: AnalysisInput, options = {}) {
  const result = analyse(kind, input, options);
  if (!('x' in result) || result.kind === 'xy') throw new Error(`no line: ${result.kind}`);
  const highest = result.y.reduce((most, y, i) => (y > result.y[most] ? i : most), 1);
  return { ...result, peak: { x: result.x[highest], y: result.y[highest] } };
}
const problemOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as AnalysisProblem).why;
  }
  return 'none';
};

describe('an analysis', () => {
  test('of values tells the frequency and the amplitude of a swing', () => {
    const { peak, sampleRateHz } = lineOf('spectrum', values);
    expect(sampleRateHz).toBe(1);
    expect(peak.x).toBeCloseTo(0.05, 2);
    expect(peak.y).toBeGreaterThan(1.6);
  });

  test('of a burst finds the strikes in the envelope of the band with the greatest kurtosis', () => {
    const { peak, band, speedRpm } = lineOf('envelope', bursts);
    expect(peak.x).toBeCloseTo(3.6 * 30, 0);
    expect(band!.lowHz).toBeLessThan(3300);
    expect(band!.highHz).toBeGreaterThan(2900);
    expect(speedRpm).toBe(1800);
  });

  test('in orders stands at the same place whatever unit time has, and takes a speed that is told', () => {
    const { x } = lineOf('order', bursts);
    expect(x.at(-1)!).toBeCloseTo(6000 / 30, 0);
    expect(lineOf('order', bursts, { speedRpm: 900 }).x.at(-1)!).toBeCloseTo(6000 / 15, 0);
  });

  test('of two signals joins values that lie near in time', () => {
    const result = analyse('xy', values, {});
    expect(result).toMatchObject({ kind: 'xy', count: 600 });
    if (result.kind !== 'xy') throw new Error();
    expect(result.correlation).toBeCloseTo(-1, 9);
    expect(result.x).toEqual([...result.x].sort((a, b) => a - b));
  });

  test('of a burst as a kurtogram names the band of the resonance, as a waterfall has a row a burst', () => {
    const map = analyse('kurtogram', bursts, {});
    if (map.kind !== 'kurtogram') throw new Error();
    expect(map.best!.lowHz).toBeLessThanOrEqual(3100);
    expect(map.best!.highHz).toBeGreaterThanOrEqual(3100);
    const falls = analyse('waterfall', bursts, {});
    if (falls.kind !== 'waterfall') throw new Error();
    expect(falls.rows.map((row) => row.values.length)).toEqual([400, 400]);
    // The struck one is louder at the resonance.
    const loudest = falls.rows[0].values.indexOf(Math.max(...falls.rows[0].values));
    expect((loudest / 400) * 6000).toBeGreaterThan(2500);
    expect((loudest / 400) * 6000).toBeLessThan(3700);
  });

  test('of a histogram counts every value', () => {
    const result = analyse('histogram', values, {});
    if (result.kind !== 'histogram') throw new Error();
    expect(result.counts.reduce((sum, count) => sum + count, 0)).toBe(600);
  });

  test('says why there is none', () => {
    const nothing: AnalysisInput = { type: 'values', x: { time: [], value: [] } };
    const few: AnalysisInput = { type: 'values', x: { time: [T, T + 1000], value: [1, 2] } };
    expect(problemOf(() => analyse('histogram', nothing, {}))).toBe('noValues');
    expect(problemOf(() => analyse('spectrum', few, {}))).toBe('uneven');
    expect(problemOf(() => analyse('order', values, {}))).toBe('noSpeed');
    expect(problemOf(() => analyse('xy', few, {}))).toBe('noPairs');
    const band = { lowHz: 3000, highHz: 9000 };
    expect(problemOf(() => analyse('envelope', bursts, { band }))).toBe('badBand');
  });
});
