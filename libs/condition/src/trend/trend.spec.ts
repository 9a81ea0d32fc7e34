import { describe, expect, test } from '@jest/globals';
import { DEFAULT_DEGRADATION, DegradationWatch, type DegradationSnapshot } from './degradation-watch.ts';
import { LevelWatch } from './level-watch.ts';
import { remainingLife, type ReferenceLife } from './remaining-life.ts';

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

  test('goes on from a snapshot in another process as if it had never stopped', () => {
    const normal = normals(11);
    const looks = Array.from({ length: 200 }, (_, i) => [
      { rms: (i > 90 ? 1.5 : 1) * Math.exp(0.03 * normal()), kurtosis: (i > 90 ? 5 : 3) + 0.1 * normal() },
    ]);
    const whole = new DegradationWatch();
    let moved = new DegradationWatch();
    for (const look of looks) {
      const state = whole.push(look);
      moved = new DegradationWatch(
        DEFAULT_DEGRADATION,
        JSON.parse(JSON.stringify(moved.snapshot())) as DegradationSnapshot,
      );
      expect(moved.push(look)).toEqual(state);
    }
    expect(moved.snapshot()).toEqual(whole.snapshot());
  });

  test('refuses features that no vibration has', () => {
    expect(() => new DegradationWatch().push([{ rms: 0, kurtosis: 3 }])).toThrow(RangeError);
  });
});

describe('the remaining life', () => {
  const lives: ReferenceLife[] = [
    { life: 'a', remainingOverAge: 0.5 },
    { life: 'b', remainingOverAge: 0.1 },
    { life: 'c', remainingOverAge: 0.2 },
  ];
  const HOUR = 3_600_000;

  test('is only told from stage 3 on', () => {
    expect(remainingLife({ stage: 2, ageAtCallMs: HOUR, sinceCallMs: 0 }, lives)).toBeNull();
    expect(remainingLife({ stage: null, ageAtCallMs: HOUR, sinceCallMs: 0 }, lives)).toBeNull();
    expect(remainingLife({ stage: 3, ageAtCallMs: 10 * HOUR, sinceCallMs: 0 }, lives)).toEqual({
      fromMs: HOUR,
      toMs: 5 * HOUR,
      coverage: 0.5,
      lives: 3,
    });
  });

  test('shrinks as time passes, never below nothing, and begins at nothing in stage 4', () => {
    const later = remainingLife({ stage: 3, ageAtCallMs: 10 * HOUR, sinceCallMs: 2 * HOUR }, lives);
    expect(later).toMatchObject({ fromMs: 0, toMs: 3 * HOUR });
    const last = remainingLife({ stage: 4, ageAtCallMs: 10 * HOUR, sinceCallMs: 0 }, lives);
    expect(last).toMatchObject({ fromMs: 0, toMs: 5 * HOUR });
    // Outlived every life that it is compared with: nothing is known any more, and nothing is said.
    expect(remainingLife({ stage: 4, ageAtCallMs: 10 * HOUR, sinceCallMs: 6 * HOUR }, lives)).toBeNull();
  });

  test('says nothing where there are fewer than two lives to compare with', () => {
    expect(remainingLife({ stage: 3, ageAtCallMs: HOUR, sinceCallMs: 0 }, lives.slice(0, 1))).toBeNull();
  });

  test('covers what it promises of lives that it has not seen', () => {
    const normal = normals(17);
    const draw = () => Math.exp(normal());
    let covered = 0;
    const trials = 2000;
    for (let i = 0; i < trials; i++) {
      const seen = Array.from({ length: 5 }, (_, n) => ({ life: String(n), remainingOverAge: draw() }));
      const { fromMs, toMs } = remainingLife({ stage: 3, ageAtCallMs: 1, sinceCallMs: 0 }, seen)!;
      const truth = draw();
      if (truth >= fromMs && truth <= toMs) covered++;
    }
    // (5 - 1) / (5 + 1), whatever the distribution.
    expect(Math.abs(covered / trials - 4 / 6)).toBeLessThan(0.05);
  });
});
