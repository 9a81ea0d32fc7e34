import { afterEach, describe, expect, test } from '@jest/globals';
import { SignalView } from './signal-view.ts';

const NOW = 1_767_600_000_000;
const HOUR = 3_600_000;
let now = NOW;
afterEach(() => void (now = NOW));

const view = (load = async () => []) => new SignalView(load, () => now, { last: HOUR });

describe('what the plot shows', () => {
  test('goes on with the time until somebody moves it, and again when asked to', () => {
    const subject = view();
    now += 5000;
    expect(subject.window).toEqual({ from: NOW + 5000 - HOUR, to: NOW + 5000 });
    subject.pan(-0.5);
    now += 5000;
    expect(subject.window.to).toBe(NOW + 5000 - HOUR / 2);
    expect(subject.isFollowing).toBe(false);
    subject.follow(HOUR);
    expect(subject.window.to).toBe(now);
  });

  test('goes back to where a whole gesture began, not to each of its steps', () => {
    const subject = view();
    let settled = 0;
    subject.onSettled(() => settled++);
    for (let i = 1; i <= 5; i++) subject.show({ from: NOW - i * HOUR, to: NOW - (i - 1) * HOUR }, i === 5);
    subject.zoom(0.5);
    expect(settled).toBe(2);
    expect(subject.window).toEqual({ from: NOW - 4.75 * HOUR, to: NOW - 4.25 * HOUR });
    subject.goBack();
    expect(subject.window).toEqual({ from: NOW - 5 * HOUR, to: NOW - 4 * HOUR });
    subject.goBack();
    expect(subject.settled).toEqual({ last: HOUR });
    expect(subject.canGoBack).toBe(false);
  });

  test('asks for what lies beside it once the window is there, and draws nothing that is not there', async () => {
    const asked: { from: number; to: number }[] = [];
    const subject = new SignalView(
      async ({ signals, from, to }) => {
        asked.push({ from, to });
        return signals.map((signal) => ({ signal, time: [], min: [], max: [], mean: [], last: [] }));
      },
      () => now,
      { from: NOW - 10 * HOUR, to: NOW - 9 * HOUR },
    );
    const { grid, columns } = subject.prepare([{ address: 'a', periodMs: 1000 }], 1200, () => undefined);
    expect(grid.width).toBe(5000);
    expect(grid.from).toBeLessThanOrEqual(NOW - 11 * HOUR);
    expect(grid.from + grid.length * grid.width).toBeGreaterThanOrEqual(NOW - 8 * HOUR);
    expect(columns[0].count).toBe(0);
    const isInView = ({ from, to }: { from: number; to: number }) =>
      from < NOW - 9 * HOUR && to > NOW - 10 * HOUR;
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(isInView)).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    subject.prepare([{ address: 'a', periodMs: 1000 }], 1200, () => undefined);
    expect(asked.some((one) => !isInView(one))).toBe(true);
    subject.stop();
  });
});
