import { describe, expect, test } from '@jest/globals';
import { DegradationWatch } from './degradation-watch.ts';
import { LevelWatch } from './level-watch.ts';

/** Seeded normal numbers. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('the watch of a slow level', () => {
  const parameters = { smoothing: 10, warmUp: 200, limit: 4, remembered: 100 };

  test('says nothing while it warms up, is quiet on more of the same, and calls a level never seen', () => {
    const normal = normals(3);
    const watch = new LevelWatch(parameters);
    const early = Array.from({ length: 200 }, (_, i) => watch.push(i < 10 ? 500 : 80 + normal()));
    expect(early.some(({ unusual }) => unusual)).toBe(false);
    const usual = Array.from({ length: 3000 }, () => watch.push(80 + normal()));
    expect(usual.filter(({ unusual }) => unusual)).toHaveLength(0);
    const low = Array.from({ length: 300 }, () => watch.push(70 + normal()));
    expect(low.findIndex(({ unusual }) => unusual)).toBeLessThan(5);
    expect(low[200].deviation).toBeLessThan(0);
    // What is unusual is not learned, however long it lasts.
    expect(low[299].unusual).toBe(true);
  });
});

describe('the watch of a bearing through its life', () => {
  const life = (change: (i: number) => { level?: number; impulse?: number }, count = 400) => {
    const normal = normals(5);
    const watch = new DegradationWatch();
    return Array.from({ length: count }, (_, i) => {
      const { level = 1, impulse = 1 } = change(i);
      const look = () => ({
        rms: level * Math.exp(0.03 * normal()),
        kurtosis: 3 * impulse * Math.exp(0.05 * normal()),
      });
      return watch.push([look(), look()]).stage;
    });
  };

  test('learns from early life first and is at stage 1 while nothing changes', () => {
    const stages = life(() => ({}));
    expect(stages.slice(0, 49)).toEqual(Array(49).fill(null));
    expect(new Set(stages.slice(49))).toEqual(new Set([1]));
  });

  test('calls neither a level that only rises nor knocks that only come and go', () => {
    expect(Math.max(...life((i) => ({ level: i > 100 ? 2 : 1 })).map((s) => s ?? 0))).toBe(1);
    expect(Math.max(...life((i) => ({ impulse: i % 9 === 0 ? 20 : 1 })).map((s) => s ?? 0))).toBe(1);
  });

  test('goes through stage 2 to stage 3 where level and impulses rise and stay', () => {
    const stages = life((i) => (i > 100 ? { level: 1.5, impulse: 1.4 } : {}));
    const [second, third] = [stages.indexOf(2), stages.indexOf(3)];
    expect(second).toBeGreaterThan(100);
    expect(third).toBeGreaterThan(second);
    expect(third).toBeLessThan(160);
  });

  test('is at stage 4 within a few looks of a level up by more than 8 dB, and does not go back', () => {
    const stages = life((i) => (i > 200 && i < 220 ? { level: 4 } : {}));
    expect(stages.indexOf(4)).toBeGreaterThan(200);
    expect(stages.indexOf(4)).toBeLessThan(206);
    expect(stages.at(-1)).toBe(4);
  });

  test('refuses features that no vibration has', () => {
    expect(() => new DegradationWatch().push([{ rms: 0, kurtosis: 3 }])).toThrow(RangeError);
  });
});
