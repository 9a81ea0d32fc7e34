import { describe, expect, test } from '@jest/globals';
import { judgeWear, type WearRun } from './cnc-mill-wear.ts';

const run = (name: string, tool: string, feed: number, spindleW: number): WearRun => ({
  run: name,
  tool,
  feed,
  spindleW,
});

describe('worn tools of the mill', () => {
  const { figures, text } = judgeWear([
    run('a', 'unworn', 6, 100),
    run('b', 'unworn', 6, 110),
    run('c', 'worn', 6, 140),
    run('d', 'worn', 6, 106),
    run('e', 'unworn', 20, 500),
  ]);

  test('are called where the spindle takes a fifth more than in the other unworn runs at that feed', () => {
    expect(figures).toMatchObject({ wornCalled: 1, wornMissed: 1, unwornCalled: 0, unwornLeft: 2 });
    expect(text).toMatch(/c +worn +6 +140 +1\.33 +worn/);
  });

  test('are not judged without another unworn run at that feed: no run is compared with itself', () => {
    expect(figures.notJudged).toBe(1);
    expect(text).toMatch(/e +unworn +20 +500 +- +not judged/);
  });
});
