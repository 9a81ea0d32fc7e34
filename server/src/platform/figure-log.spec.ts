import { describe, expect, test } from '@jest/globals';
import { eventually } from '@linetwin/testing';
import { FigureLog } from './figure-log.ts';

describe('FigureLog', () => {
  test('keeps the last half hour of each figure, oldest first', async () => {
    const log = new FigureLog();
    let value = 0;
    log.add('spoolBatches', () => value++);
    for (let i = 0; i < 400; i++) await log.sample();
    const { spoolBatches } = log.report().series;
    expect(spoolBatches).toEqual(Array.from({ length: 360 }, (_, i) => i + 40));
    expect(log.report().everyS * 360).toBe(1800);
  });

  test('makes a rate of a count that grows, from the second look on', async () => {
    let now = 0;
    const log = new FigureLog(() => now);
    let count = 1000;
    log.addRate('valuesPerS', () => count);
    await log.sample();
    now += 2000;
    count += 500;
    await log.sample();
    expect(log.report().series.valuesPerS).toEqual([null, 250]);
  });

  test('leaves a hole where a figure cannot be read, and goes on with the others', async () => {
    const log = new FigureLog();
    log.add('jobsWaiting', () => Promise.reject(new Error('away')));
    log.add('jobsAgeS', () => NaN);
    log.add('dashboards', () => 3);
    await log.sample();
    const { series } = log.report();
    expect(series).toMatchObject({ jobsWaiting: [null], jobsAgeS: [null], dashboards: [3] });
    expect(series.memoryMb![0]).toBeGreaterThan(10);
  });

  test('says how late the process was when something kept it busy', async () => {
    const log = new FigureLog();
    log.start();
    const worst = await eventually(
      'the delay is seen',
      async () => {
        const end = performance.now() + 300;
        while (performance.now() < end);
        // The delay is measured by a timer, which comes after this.
        await new Promise((resolve) => setTimeout(resolve, 20));
        await log.sample();
        return Math.max(...log.report().series.eventLoopMs!.map(Number));
      },
      (delayMs) => delayMs > 100,
    );
    log.stop();
    expect(worst).toBeLessThan(10_000);
  });
});
