import { describe, expect, test } from '@jest/globals';
import type { HistorySeries } from '@linetwin/contracts';
import { SignalRing } from '../live/signal-ring.ts';
import { joinTrend, trendRange } from './trend-data.ts';

function history(...times: number[]): HistorySeries {
  const of = (offset: number) => times.map((time) => time / 1000 + offset);
  return { signal: 's', time: times, min: of(-1), max: of(1), mean: of(0), last: of(0) };
}

function ring(...times: number[]): SignalRing {
  const live = new SignalRing(16);
  for (const time of times) live.push(time, time / 1000);
  return live;
}

describe('a trend', () => {
  test('takes history up to the first live value and live values after it, each once', () => {
    const { time, mean } = joinTrend(history(1000, 2000, 3000, 4000), ring(3000, 4000, 5000), 0, 3000);
    expect(time).toEqual([1, 2, 3, 4, 5]);
    expect(mean).toEqual([1, 2, 3, 4, 5]);
  });

  test('keeps the envelope of history and none around live values', () => {
    const { min, max } = joinTrend(history(1000), ring(2000), 0, 3000);
    expect(min).toEqual([0, 2]);
    expect(max).toEqual([2, 2]);
  });

  test('shows a gap where values are missing longer than they may', () => {
    const { time, mean } = joinTrend(history(1000, 2000), ring(9000), 0, 3000);
    expect(mean).toEqual([1, 2, null, 9]);
    expect(time).toEqual([...time].sort((a, b) => a - b));
  });

  test('shows a gap where the sensor gave nothing', () => {
    const live = ring(1000);
    live.push(2000, NaN);
    live.push(3000, 3);
    expect(joinTrend(undefined, live, 0, 3000).mean).toEqual([1, null, 3]);
  });

  test('holds the value of a signal that speaks on events only', () => {
    expect(joinTrend(history(1000), ring(900_000), 0, Infinity).mean).toEqual([1, 900]);
  });

  test('leaves out what is older than its left edge', () => {
    expect(joinTrend(history(1000, 2000), ring(3000, 4000), 2500, 3000).time).toEqual([3, 4]);
  });

  test('is empty without history and live values', () => {
    expect(joinTrend(undefined, new SignalRing(4), 0, 3000).time).toEqual([]);
  });
});

describe('the vertical range', () => {
  test('takes in a limit near the data and leaves out a far one', () => {
    const [bottom, top] = trendRange(10, 20, [24, 500]);
    expect(top).toBeGreaterThan(24);
    expect(top).toBeLessThan(30);
    expect(bottom).toBeLessThan(10);
  });

  test('has height even when the value never moves', () => {
    const [bottom, top] = trendRange(850, 850, []);
    expect(top - bottom).toBeGreaterThan(1);
  });
});

describe('a ring of live values', () => {
  test('lets the oldest fall out and leaves out what is not newer', () => {
    const live = new SignalRing(3);
    for (const time of [1, 2, 2, 1, 3, 4]) live.push(time, time * 10);
    expect([...Array(live.length).keys()].map((i) => [live.timeAt(i), live.valueAt(i)])).toEqual([
      [2, 20],
      [3, 30],
      [4, 40],
    ]);
  });
});
