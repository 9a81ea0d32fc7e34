import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CatchUp } from './catch-up.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Looks that last until the test ends them. */
function slowLooks() {
  const open: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const problems: string[] = [];
  const catchUp = new CatchUp(
    () => new Promise((resolve, reject) => open.push({ resolve, reject })),
    ({ message }) => problems.push(message),
  );
  return { open, problems, catchUp };
}

describe('catching up', () => {
  test('looks after an interruption at once and two seconds later, and else every 15 seconds', async () => {
    const { open, catchUp } = slowLooks();
    catchUp.start();
    catchUp.missedSome();
    expect(open).toHaveLength(1);
    open[0].resolve();
    await jest.advanceTimersByTimeAsync(1999);
    expect(open).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(open).toHaveLength(2);
    open[1].resolve();
    await jest.advanceTimersByTimeAsync(12_999);
    expect(open).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1);
    expect(open).toHaveLength(3);
    open[2].resolve();
    catchUp.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(open).toHaveLength(3);
  });

  test('looks once more when something was missed while it was looking', async () => {
    const { open, catchUp } = slowLooks();
    catchUp.missedSome();
    // A slow store: the second look is due before the first is over.
    await jest.advanceTimersByTimeAsync(2500);
    catchUp.missedSome();
    expect(open).toHaveLength(1);
    open[0].resolve();
    await jest.advanceTimersByTimeAsync(0);
    expect(open).toHaveLength(2);
    open[1].resolve();
    await jest.advanceTimersByTimeAsync(0);
    expect(open).toHaveLength(2);
    catchUp.stop();
  });

  test('tries again after a second when the stores are away', async () => {
    const { open, problems, catchUp } = slowLooks();
    catchUp.missedSome();
    open[0].reject(new Error('away'));
    await jest.advanceTimersByTimeAsync(999);
    expect(open).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(open).toHaveLength(2);
    expect(problems).toEqual(['away']);
    catchUp.stop();
  });
});
