import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeSeam, lessonOf } from './judge-seam.ts';
import { DEFAULT_WELD_PARAMETERS } from './parameters.ts';
import type { SeamTrace, SeamUnderTest } from './seam-input.ts';
import { emptyReference, isSameRecipe, learnSeam, recipeOf, type SeamReference } from './seam-reference.ts';
import { soilingOf, withSeam, type SoilingPoint } from './soiling-trend.ts';

const T0 = Date.UTC(2026, 0, 5);
const SEAM_S = 30;
const N = 600;

/** Uniform noise of unit standard deviation; deterministic. */
function noise(seed: number): () => number {
  let state = (seed * 7919 + 1) % 2_147_483_647;
  return () => ((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647 - 0.5) * Math.sqrt(12);
}

interface Change {
  depth?: (mm: number) => number;
  reflection?: (mm: number) => number;
  thermal?: (mm: number) => number;
  powerKw?: number;
  scale?: number;
  signals?: Record<string, number>;
}

/** A healthy laser seam of 6 mm depth, changed. */
function laserSeam(seed: number, change: Change = {}): SeamUnderTest {
  const random = noise(seed);
  const { scale = 1 } = change;
  const column = (of: (mm: number) => number) => Array.from({ length: N }, (_, mm) => of(mm));
  const steady = (value: number): SeamTrace => ({
    times: Array.from({ length: SEAM_S + 10 }, (_, s) => T0 + (s - 8) * 1000),
    values: Array.from({ length: SEAM_S + 10 }, () => value * (1 + 0.001 * random())),
  });
  const beam = steady(0);
  beam.values = beam.times.map((time) => (time > T0 && time <= T0 + SEAM_S * 1000 ? 1 : 0));
  const signals = {
    set_power: 10 * scale,
    power_deviation: 0.1,
    back_reflection: 0.4,
    window_scatter: 0.3,
    window_temp: 30,
    focus_position: 1.2,
    gas_flow_ratio: 100,
    spatter_rate: 12,
    ...change.signals,
  };
  return {
    process: 'laser',
    time: T0 + SEAM_S * 1000,
    program: 'P',
    lengthMm: N,
    perMm: {
      depthMm: column((mm) => 6 * scale * (change.depth?.(mm) ?? 1) + 0.03 * random()),
      gapMm: column(() => 0.12 + 0.02 * random()),
      offsetMm: column(() => 0.02 * random()),
      thermalV: column((mm) => 2.9 * scale * (change.thermal?.(mm) ?? 1) + 0.04 * random()),
      plasmaV: column(() => 2.4 * scale + 0.07 * random()),
      reflectionV: column((mm) => 1.1 * (change.reflection?.(mm) ?? 1) + 0.03 * random()),
    },
    traces: {
      beam_on: beam,
      ...Object.fromEntries(Object.entries(signals).map(([id, value]) => [id, steady(value)])),
    },
  };
}

function learned(seams: readonly SeamUnderTest[]): SeamReference {
  let reference = emptyReference(recipeOf(seams[0]));
  for (const seam of seams) {
    const lesson = lessonOf(seam, judgeSeam(seam, reference), 0);
    if (lesson) reference = learnSeam(reference, lesson, DEFAULT_WELD_PARAMETERS);
  }
  return reference;
}
const reference = learned([1, 2, 3, 4, 5].map((seed) => laserSeam(seed)));
const kinds = (seam: SeamUnderTest, against = reference) =>
  judgeSeam(seam, against).defects.map(({ kind }) => kind);

describe('verdict of a seam', () => {
  test('says that it learns until five good seams are known, then judges', () => {
    const first = judgeSeam(laserSeam(9), emptyReference(recipeOf(laserSeam(9))));
    expect(first.grade).toBe('not-judgeable');
    expect(first.doubts).toEqual([{ doubt: 'learning', of: '0/5' }]);
    expect(judgeSeam(laserSeam(9), reference)).toMatchObject({
      grade: 'good',
      reference: { version: 1, seams: 5, recipe: 'P 10.0 kW' },
    });
  });

  test('never calls a healthy seam, whatever its noise is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1e6 }), (seed) => {
        expect(kinds(laserSeam(seed))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('finds a stretch that is too shallow where it is, wherever that is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 15, max: 500 }),
        fc.integer({ min: 12, max: 80 }),
        fc.double({ min: 0.6, max: 0.9, noNaN: true }),
        (from, length, share) => {
          const { defects } = judgeSeam(
            laserSeam(77, { depth: (mm) => (mm >= from && mm < from + length ? share : 1) }),
            reference,
          );
          const [lack] = defects.filter(({ kind }) => kind === 'lack-of-penetration');
          expect(Math.abs(lack.fromMm - from)).toBeLessThanOrEqual(4);
          expect(Math.abs(lack.toMm - (from + length))).toBeLessThanOrEqual(4);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a hole is reflection at the floor together with less heat; one of them alone is none', () => {
    const hole = (mm: number) => (mm >= 200 && mm < 206 ? 0.1 : 1);
    const cold = (mm: number) => (mm >= 200 && mm < 206 ? 0.7 : 1);
    expect(judgeSeam(laserSeam(5, { reflection: hole, thermal: cold }), reference).defects).toMatchObject([
      { kind: 'burn-through', fromMm: 200, toMm: 206 },
    ]);
    expect(kinds(laserSeam(5, { reflection: hole }))).toEqual([]);
    expect(kinds(laserSeam(5, { thermal: cold }))).toEqual([]);
  });

  test('another power of the recipe is learned anew and is no defect; the same recipe with less light is one', () => {
    const weaker = laserSeam(6, { scale: 0.85 });
    expect(isSameRecipe(recipeOf(weaker), reference.recipe)).toBe(false);
    expect(judgeSeam(weaker, emptyReference(recipeOf(weaker))).defects).toEqual([]);
    const dim = laserSeam(6, { depth: () => 0.93, signals: { power_deviation: -6 } });
    expect(isSameRecipe(recipeOf(dim), reference.recipe)).toBe(true);
    expect(kinds(dim)).toEqual(['power-low', 'lack-of-penetration']);
  });

  test('tells window, focus and power apart as causes of the same loss of depth', () => {
    const shallow = { depth: () => 0.93 };
    expect(kinds(laserSeam(7, { ...shallow, signals: { window_scatter: 3 } }))[0]).toBe('protective-window');
    expect(kinds(laserSeam(7, { ...shallow, signals: { focus_position: 4.5 } }))[0]).toBe('focus-shift');
    expect(kinds(laserSeam(7, shallow))).toEqual(['lack-of-penetration']);
  });

  test('a dirty window that costs no depth, and a moved focus that costs none, are no defects of the seam', () => {
    expect(kinds(laserSeam(8, { signals: { window_scatter: 3 } }))).toEqual([]);
    expect(kinds(laserSeam(8, { signals: { focus_position: 4 } }))).toEqual([]);
  });

  test('a stuck or silent sensor makes the seam not judgeable, not defective', () => {
    const stuck = laserSeam(4);
    const dead = { ...stuck, perMm: { ...stuck.perMm, reflectionV: stuck.perMm.reflectionV.map(() => 0) } };
    const blind = { ...stuck, perMm: { ...stuck.perMm, depthMm: stuck.perMm.depthMm.map(() => 0) } };
    for (const seam of [dead, blind]) expect(judgeSeam(seam, reference).grade).toBe('not-judgeable');
    expect(lessonOf(dead, judgeSeam(dead, reference), 0)).toBeUndefined();
  });

  test('says which kinds it cannot tell where signals are missing', () => {
    const seam = laserSeam(3);
    const bare = { ...seam, traces: { beam_on: seam.traces.beam_on, set_power: seam.traces.set_power } };
    const verdict = judgeSeam(bare, reference);
    expect(verdict.grade).toBe('good');
    expect(verdict.untold).toEqual([
      'gas',
      'protective-window',
      'focus-shift',
      'power-low',
      'back-reflection',
      'spatter',
    ]);
    const { beam_on: _, ...noBeam } = seam.traces;
    expect(judgeSeam({ ...seam, traces: noBeam }, reference)).toMatchObject({ grade: 'not-judgeable' });
  });

  test('never throws, on whatever seam the protocol lets through', () => {
    const value = fc.oneof(fc.constant(0), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.boolean(), (values, isStir) => {
        const seam = laserSeam(1);
        const perMm = Object.fromEntries(Object.keys(seam.perMm).map((name) => [name, values]));
        judgeSeam(
          {
            ...seam,
            process: isStir ? 'friction-stir' : 'laser',
            perMm: perMm as unknown as SeamUnderTest['perMm'],
          },
          reference,
        );
      }),
    );
  });

  test('gives the same answer again from what is kept as JSON', () => {
    const seam = laserSeam(7, { depth: () => 0.9, signals: { window_scatter: 3 } });
    const again = <T>(one: T) => JSON.parse(JSON.stringify(one)) as T;
    expect(judgeSeam(again(seam), again(reference))).toEqual(judgeSeam(seam, reference));
  });

  test('learns from at most twenty good seams, in versions, and never from bad ones', () => {
    let growing = emptyReference(recipeOf(laserSeam(1)));
    const versions: number[] = [];
    for (let seed = 1; seed <= 25; seed++) {
      const seam = laserSeam(seed);
      const lesson = lessonOf(seam, judgeSeam(seam, growing), 0);
      growing = learnSeam(growing, lesson!, DEFAULT_WELD_PARAMETERS);
      versions.push(growing.version);
    }
    expect([versions[3], versions[4], versions[9], versions[19], versions[24]]).toEqual([0, 1, 2, 3, 3]);
    expect(growing.seams).toHaveLength(20);
    const bad = laserSeam(1, { depth: () => 0.9 });
    expect(lessonOf(bad, judgeSeam(bad, reference), 0)).toBeUndefined();
    expect(lessonOf(laserSeam(2), judgeSeam(laserSeam(2), reference), 0.5)).toBeUndefined();
  });
});

describe('soiling of the window over seams', () => {
  const after = (scatters: readonly number[]) =>
    soilingOf(
      scatters.reduce<SoilingPoint[]>(
        (points, scatter, i) => withSeam(points, { time: T0 + i, scatter }),
        [],
      ),
    );
  const random = noise(3);
  const slow = Array.from({ length: 30 }, (_, i) => 0.3 + 0.03 * i + 0.03 * random());

  test('is seen long before the limit, with the seams that are left', () => {
    expect(after(slow)).toMatchObject({ since: T0, at: T0 + 29 });
    expect(after(slow)!.seamsLeft).toBeGreaterThan(25);
    expect(after(slow)!.seamsLeft).toBeLessThan(45);
  });

  test('is neither noise nor a step, and ends with a new window', () => {
    expect(after(Array.from({ length: 40 }, () => 0.3 + 0.05 * random()))).toBeUndefined();
    expect(
      after(Array.from({ length: 30 }, (_, i) => (i < 15 ? 0.3 : 1.5) + 0.01 * random())),
    ).toBeUndefined();
    expect(after([...slow, 0.3, 0.31, 0.3])).toBeUndefined();
  });
});
